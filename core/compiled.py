"""Queries written with the ORM, compiled once, asked again with other values.

Django writes the SQL of a query anew each time that it is asked, which costs several times what the database needs
for a handful of rows. What pages ask again and again is decorated here: the first call writes the SQL, the next
ones only fill it in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import wraps
from itertools import count
from operator import itemgetter
from typing import Any, ParamSpec, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Model, QuerySet, prefetch_related_objects
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

from core.among import Keys, parameter

P = ParamSpec("P")
M = TypeVar("M", bound=Model)
R = TypeVar("R")
MOST = 256  # ways of asking kept for each question; beyond, the SQL is written each time


class Words(str):
    """Words that a text is searched for, with `icontains` or `startswith`."""

    __slots__ = ()


STAND_INS: dict[type, Callable[[int], Any]] = {
    int: lambda rank: 2_000_000_000 + rank,  # what a key of any width holds
    str: lambda rank: f"\ue000{rank}\ue000",
    Keys: lambda rank: Keys(f"\ue000{rank}\ue000"),
    Words: lambda rank: Words(f"\ue000{rank}\ue000"),
    datetime: lambda rank: datetime(8999, 1, 1, tzinfo=UTC) + timedelta(seconds=rank),
    date: lambda rank: date(8999, 1, 1) + timedelta(days=rank),
}
"""What stands for the value of that rank while the SQL is written: nothing that a query says by itself."""
MARK = re.compile("\ue000(\\d+)\ue000")


def compiled(question: Callable[P, QuerySet[M, R]]) -> Callable[P, list[R]]:
    """`question` builds a queryset; what it becomes answers its rows, as a list.

    Numbers, strings, moments, days, `Keys` and `Words`, those of a tuple too, are values: `question` hands them to the
    query as they are and reads nothing of them, else the first call raises ValueError. All others (None, flags,
    members of enumerations) belong to the question: it is written once for each. It must depend on nothing but its
    arguments: not on the language, the zone or the hour.
    """
    known: dict[tuple[Any, ...], _Written] = {}

    @wraps(question)
    def ask(*args: P.args, **kwargs: P.kwargs) -> list[R]:
        given: list[Any] = []

        def kind(value: Any) -> type:
            given.append(value)
            return type(value)

        shape = (tuple(kwargs), *(_each(value, kind) for value in (*args, *kwargs.values())))
        written = known.get(shape)
        if written is None:
            ranks = count()

            def mark(value: Any) -> Any:
                return STAND_INS[type(value)](next(ranks))

            marked = [_each(value, mark) for value in args]
            written = _write(
                question(*marked, **{name: _each(value, mark) for name, value in kwargs.items()}), given
            )
            if len(known) < MOST:
                known[shape] = written
        return written.ask(given)

    return ask


def _each(value: Any, replace: Callable[[Any], Any]) -> Any:
    """`value` with what may differ from one call to the next replaced."""
    if type(value) in STAND_INS:
        return replace(value)
    if isinstance(value, tuple):
        parts = [_each(one, replace) for one in value]
        return type(value)._make(parts) if hasattr(value, "_make") else tuple(parts)
    return value


@dataclass(frozen=True, slots=True)
class _Written:
    """A queryset whose SQL is known; `fills` says what makes each parameter from the values given."""

    queryset: Any
    compiler: SQLCompiler | None  # None: no row can be meant, whatever the values
    sql: str = ""
    fills: tuple[Callable[[list[Any]], Any], ...] = ()

    def ask(self, given: list[Any]) -> list[Any]:
        if self.compiler is None:
            return []
        connection = connections[self.queryset.db]
        values = [_adapted(value, connection) for value in given]
        filled = tuple([fill(values) for fill in self.fills])
        compiler: Any = copy(self.compiler)
        compiler.connection = connection  # each thread has its own
        compiler.as_sql = lambda *args, **kwargs: (self.sql, filled)
        rows = list(self.queryset._iterable_class(_Asked(self.queryset, compiler)))
        if lookups := self.queryset._prefetch_related_lookups:
            prefetch_related_objects(rows, *lookups)
        return rows


def _write(queryset: QuerySet[Any, Any], given: list[Any]) -> _Written:
    """Raises ValueError when a value does not reach the query as it was given."""
    connection = connections[queryset.db]
    compiler = queryset.query.get_compiler(using=queryset.db)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        return _Written(queryset, None)
    ranks = {_adapted(STAND_INS[type(value)](rank), connection): rank for rank, value in enumerate(given)}
    fills: list[Callable[[list[Any]], Any]] = []
    met: set[int | None] = set()
    for argument in parameters:
        rank = ranks.get(argument) if type(argument) in STAND_INS else None
        if rank is not None:
            fills.append(itemgetter(rank))
        elif type(argument) is str and (inside := MARK.search(argument)):
            rank = int(inside[1])
            fills.append(_within(argument, inside[0], rank))
        else:
            fills.append(_own(argument))
        met.add(rank)
    if lost := set(ranks.values()) - met:
        raise ValueError(f"Value {given[min(lost)]!r} does not reach the query as it was given.")
    return _Written(queryset, compiler, sql, tuple(fills))


def _own(parameter: Any) -> Callable[[list[Any]], Any]:
    return lambda values: parameter


def _within(parameter: str, mark: str, rank: int) -> Callable[[list[Any]], str]:
    """« %words% »: the words stand in what the search makes of them."""
    return lambda values: parameter.replace(mark, values[rank])


def _adapted(value: Any, connection: Any) -> Any:
    """As the database takes it."""
    kind = type(value)
    if kind is datetime:
        return connection.ops.adapt_datetimefield_value(value)
    if kind is date:
        return connection.ops.adapt_datefield_value(value)
    if kind is Words:
        return connection.ops.prep_for_like_query(value)
    return parameter(value, connection.vendor) if kind is Keys else value


class _Asked:
    """A queryset as what reads its rows sees it: all its own, but for the compiler of its query."""

    def __init__(self, queryset: QuerySet[Any, Any], compiler: SQLCompiler) -> None:
        self.queryset, self.query = queryset, _Query(queryset.query, compiler)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.queryset, name)


class _Query:
    def __init__(self, query: Query, compiler: SQLCompiler) -> None:
        self.query, self.compiler = query, compiler

    def get_compiler(self, *args: Any, **kwargs: Any) -> SQLCompiler:
        return self.compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self.query, name)
