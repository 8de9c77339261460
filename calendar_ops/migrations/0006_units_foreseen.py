from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("calendar_ops", "0005_plain_wording"),
    ]

    operations = [
        migrations.AddField(
            model_name="intervention",
            name="units_count",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="intervention",
            name="topmost_units",
            field=models.JSONField(blank=True, default=list),
        ),
    ]
