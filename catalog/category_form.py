"""The form of a category."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from catalog.models import Category
from catalog.queries.categories import shelves
from core.bilingual import text
from organization.forms import RecordForm

INDENT = "\u2003"  # a wide space for each level of the tree


class CategoryForm(RecordForm):
    """Its names and the category that it is in."""

    parent = forms.ChoiceField(
        label=gettext_lazy("in the category"),
        required=False,
        help_text=gettext_lazy("None: it stands at the top of the shop window."),
    )

    class Meta:
        model = Category
        fields = ["name", "name_en"]
        help_texts = {
            "name": gettext_lazy("What people look for there, in a few words: « Working together »."),
            "name_en": gettext_lazy("Empty: the French name is shown, marked."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (branch.shelving.code, INDENT * branch.depth + text(branch.shelving, "name"))
            for branch in shelves().branches({})
        ]
        self.fields["parent"].choices = [("", "—"), *choices]  # type: ignore[attr-defined]
        self.fields["parent"].initial = self.instance.parent.code if self.instance.parent else ""

    def values(self) -> dict[str, Any]:
        said = super().values()
        return {
            **said,
            "parent": Category.objects.filter(code=said["parent"]).first() if said["parent"] else None,
        }
