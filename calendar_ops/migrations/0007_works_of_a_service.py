from django.db import migrations


class Migration(migrations.Migration):
    """The interventions on a service, read from an index alone: the list searches the names of services too."""

    dependencies = [("calendar_ops", "0006_units_foreseen")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX intervention_of_offering ON calendar_ops_intervention_offerings"
            " (offering_id, intervention_id)",
            "DROP INDEX intervention_of_offering",
        )
    ]
