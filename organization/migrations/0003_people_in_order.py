from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organization", "0002_search_indexes"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="user",
            index=models.Index(fields=["name", "id"], name="user_name_id"),
        ),
    ]
