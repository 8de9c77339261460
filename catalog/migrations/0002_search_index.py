from django.db import migrations

from core.search_index import trigram_index


class Migration(migrations.Migration):
    """Finding the services by a part of their name, from their own list and from that of interventions."""

    dependencies = [("catalog", "0001_initial")]

    operations = [trigram_index("offering_trigrams", "catalog_offering", "name", "name_en")]
