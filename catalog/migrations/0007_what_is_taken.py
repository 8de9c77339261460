import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0006_categories_edited"),
    ]

    operations = [
        migrations.AlterField(
            model_name="category",
            name="code",
            field=models.SlugField(
                error_messages={"unique": "This code is taken: choose another one."},
                max_length=40,
                unique=True,
                verbose_name="code",
            ),
        ),
        migrations.AlterField(
            model_name="offering",
            name="reference",
            field=models.CharField(
                error_messages={"unique": "Another offering has this reference: choose another one."},
                max_length=20,
                unique=True,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[A-Za-z0-9._-]+\\Z",
                        "Use letters, digits, dots, dashes and underscores: it stands in addresses.",
                    )
                ],
                verbose_name="reference",
            ),
        ),
    ]
