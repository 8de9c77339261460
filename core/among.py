"""`field__among=keys([1, 2, 3])`: one of these numbers, whatever their number, in one parameter.

`field__in=[…]` takes a parameter for each: hundreds of them are slow to write and to read, and each length is
another statement. Here PostgreSQL reads an array and SQLite a JSON list.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Field, ForeignObject, Lookup


class Keys(str):
    """Whole numbers as one value: « 1,2,3 », or nothing."""

    __slots__ = ()

    @property
    def numbers(self) -> frozenset[int]:
        return frozenset(map(int, self.split(","))) if self else frozenset()


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
