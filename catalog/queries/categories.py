"""The categories of the catalogue, as a tree."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet

from catalog.category_tree import Shelves, Shelving
from catalog.models import Category, Offering
from core.compiled import compiled


@compiled
def _categories() -> QuerySet[Category, tuple[Any, ...]]:
    return Category.objects.order_by("rank", "name", "pk").values_list(
        "pk", "parent_id", "code", "name", "name_en"
    )


def shelves() -> Shelves:
    """All the categories, whose names are no secret; one query."""
    return Shelves(Shelving(*row) for row in _categories())


def counts() -> dict[int | None, int]:
    """Category (None: without one) → how many offerings stand right in it, in whatever state; one query."""
    return dict(Offering.objects.order_by().values_list("category_id").annotate(Count("pk")))
