"""Searches whose finds are looked up once, by key: a list counts, sorts and pages what it searched."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db.models import Model, QuerySet

from core.among import Keys, keys
from core.compiled import compiled

M = TypeVar("M", bound=Model)
P = ParamSpec("P")
FEW = 2_000  # found: up to here they are looked up by key, past it the search is a part of each query


def few(question: Callable[P, QuerySet[Any, Any]]) -> Callable[P, Keys | None]:
    """`question` answers keys, alone in their rows, by the rules of core.compiled; None when there are many."""

    def some(*args: P.args, **kwargs: P.kwargs) -> QuerySet[Any, Any]:
        return question(*args, **kwargs)[: FEW + 1]

    ask = compiled(some)

    @wraps(question)
    def known(*args: P.args, **kwargs: P.kwargs) -> Keys | None:
        found = ask(*args, **kwargs)
        return keys(key for (key,) in found) if len(found) <= FEW else None

    return known


def searching(
    question: Callable[P, QuerySet[Any, Any]],
) -> Callable[..., tuple[QuerySet[Any, Any], Keys | None]]:
    """What `question` becomes takes records before its arguments.

    It answers those whose key is found, and what was found: None when it is many.
    """
    known = few(question)

    @wraps(question)
    def only(records: QuerySet[M], *args: P.args, **kwargs: P.kwargs) -> tuple[QuerySet[M], Keys | None]:
        found = known(*args, **kwargs)
        if found is None:
            return records.filter(pk__in=question(*args, **kwargs)), None
        return records.filter(pk__among=found), found

    return only
