from django.db import migrations

from core.search_index import prefix_index, trigram_index


class Migration(migrations.Migration):
    """Finding one person among tens of thousands by a part of their name, or the beginning of their mailbox."""

    dependencies = [("organization", "0001_initial")]

    operations = [
        trigram_index("user_name_trigrams", "organization_user", "name"),
        prefix_index("user_email_prefix", "organization_user", "email"),
    ]
