import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organization", "0003_people_in_order"),
    ]

    operations = [
        migrations.AlterField(
            model_name="businessunit",
            name="code",
            field=models.CharField(
                error_messages={"unique": "This code is taken: choose another one."},
                max_length=20,
                unique=True,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[A-Z0-9][A-Z0-9_-]*$",
                        "A code is made of capital letters, digits, hyphens and underscores, for example FIN-CPT.",
                    )
                ],
                verbose_name="code",
            ),
        ),
        migrations.AlterField(
            model_name="group",
            name="code",
            field=models.CharField(
                error_messages={"unique": "This code is taken: choose another one."},
                max_length=20,
                unique=True,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[A-Z0-9][A-Z0-9_-]*$",
                        "A code is made of capital letters, digits, hyphens and underscores, for example FIN-CPT.",
                    )
                ],
                verbose_name="code",
            ),
        ),
        migrations.AlterField(
            model_name="site",
            name="code",
            field=models.CharField(
                error_messages={"unique": "This code is taken: choose another one."},
                max_length=20,
                unique=True,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[A-Z0-9][A-Z0-9_-]*$",
                        "A code is made of capital letters, digits, hyphens and underscores, for example FIN-CPT.",
                    )
                ],
                verbose_name="code",
            ),
        ),
        migrations.AlterField(
            model_name="user",
            name="ref",
            field=models.CharField(
                error_messages={"unique": "Somebody else has this directory number: choose another one."},
                max_length=40,
                unique=True,
                verbose_name="directory number",
            ),
        ),
        migrations.AlterField(
            model_name="user",
            name="username",
            field=models.CharField(
                blank=True,
                error_messages={"unique": "Somebody else has this sign-in name: choose another one."},
                max_length=60,
                null=True,
                unique=True,
                verbose_name="sign-in name",
            ),
        ),
    ]
