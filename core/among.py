"""`field__among=keys([1, 2, 3])`: one of these numbers, whatever their number, in one parameter.

`field__in=[…]` takes a parameter for each: hundreds of them are slow to write and to read, and each length is
another statement. Here PostgreSQL reads an array and SQLite a JSON list.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Field, ForeignObject, Lookup, Model, QuerySet

M = TypeVar("M", bound=Model)
FEW = 2_000  # found by a search: up to here they are looked up by key, past it they are a part of each query


class Keys(str):
    """Whole numbers as one value: « 1,2,3 », or nothing."""

    __slots__ = ()


def keys(numbers: Iterable[int]) -> Keys:
    """Each number once, in order."""
    return Keys(",".join(map(str, sorted(set(numbers)))))


def parameter(found: Keys, vendor: str) -> str:
    """As the database takes it."""
    return f"{{{found}}}" if vendor == "postgresql" else f"[{found}]"


@Field.register_lookup
@ForeignObject.register_lookup
class Among(Lookup):  # type: ignore[type-arg]
    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, parameters = self.process_lhs(compiler, connection)
        listed = (*parameters, parameter(self.rhs, connection.vendor))
        if connection.vendor == "postgresql":
            return f"{column} = ANY(%s)", listed
        return f"{column} IN (SELECT value FROM json_each(%s))", listed


def only(records: QuerySet[M], found: QuerySet[Any, tuple[int]]) -> QuerySet[M]:
    """Those of `records` whose key `found` answers.

    A list counts, sorts and pages what is searched: while they are few, one query looks for them, not each.
    """
    some = [key for (key,) in found[: FEW + 1]]
    return records.filter(pk__among=keys(some)) if len(some) <= FEW else records.filter(pk__in=found)
