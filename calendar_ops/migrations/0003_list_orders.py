from django.db import migrations, models

from core.search_index import trigram_index


class Migration(migrations.Migration):
    """The orders of the list of interventions, and its search."""

    dependencies = [("calendar_ops", "0002_reach_through_groups")]

    operations = [
        migrations.AddIndex(
            model_name="intervention",
            index=models.Index(fields=["title", "id"], name="intervention_title"),
        ),
        migrations.AddIndex(
            model_name="intervention",
            index=models.Index(fields=["-interruption_minutes", "-id"], name="intervention_interruption"),
        ),
        trigram_index(
            "intervention_trigrams",
            "calendar_ops_intervention",
            "title",
            "title_en",
            "reference",
            "external_id",
        ),
    ]
