"""The history of a category in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from catalog.models import Category
from core import audit
from core.trail import Entry, Field, entries
from organization.queries import names_of

MOST = 40
WORDS = {
    "category.created": gettext_lazy("Created by %(who)s"),
    "category.changed": gettext_lazy("Changed by %(who)s"),
    "category.moved": gettext_lazy("Moved among the others by %(who)s"),
    "category.deleted": gettext_lazy("Taken away by %(who)s"),
}
FIELDS = {
    "name": Field(gettext_lazy("name")),
    "name_en": Field(gettext_lazy("name, in English")),
    "parent": Field(gettext_lazy("in the category")),
}


def trail(category: Category) -> list[Entry]:
    return entries(audit.trail(category)[:MOST], names=names_of, words=WORDS, fields=FIELDS)
