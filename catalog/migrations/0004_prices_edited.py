from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0003_offerings_whole"),
    ]

    operations = [
        migrations.AddField(
            model_name="costmonth",
            name="edit",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="costobjective",
            name="edit",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="tariff",
            name="edit",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
    ]
