"""Searches whose finds are looked up once, by key: a list counts, sorts and pages what it searched."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db.models import Model, QuerySet

from core.among import keys
from core.compiled import compiled

M = TypeVar("M", bound=Model)
P = ParamSpec("P")
FEW = 2_000  # found: up to here they are looked up by key, past it the search is a part of each query


def searching(question: Callable[P, QuerySet[Any, Any]]) -> Callable[..., QuerySet[Any, Any]]:
    """`question` answers keys, alone in their rows, by the rules of core.compiled.

    What it becomes takes records before the arguments of `question`, and answers those of them whose key is found.
    """

    def some(*args: P.args, **kwargs: P.kwargs) -> QuerySet[Any, Any]:
        return question(*args, **kwargs)[: FEW + 1]

    few = compiled(some)

    @wraps(question)
    def only(records: QuerySet[M], *args: P.args, **kwargs: P.kwargs) -> QuerySet[M]:
        found = [key for (key,) in few(*args, **kwargs)]
        if len(found) > FEW:
            return records.filter(pk__in=question(*args, **kwargs))
        return records.filter(pk__among=keys(found))

    return only
