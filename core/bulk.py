"""Many rows at once, past the ORM: what tells 50 000 people must not build 50 000 models.

The same calls on both databases: PostgreSQL takes pages of VALUES, SQLite one prepared statement. Values
are plain (numbers, words, booleans, aware datetimes, None, JSON as its text); defaults of the model are not filled in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Model

PAGE = 1000


def insert(
    model: type[Model],
    fields: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    ignore_conflicts: bool = False,
    unique: str = "",
    update: Sequence[str] = (),
) -> int:
    """Insert `rows`, each with the values of `fields`; says how many were written.

    With `ignore_conflicts` a row that breaks a uniqueness is left out. With `unique` and `update` the row
    that has the same value in the field `unique` takes the values of the fields `update`. Else it raises
    IntegrityError.
    """
    table, columns = _table(model), ", ".join(_column(model, name) for name in fields)
    after = " ON CONFLICT DO NOTHING" if ignore_conflicts else ""
    if unique:
        taken = ", ".join(f"{column} = EXCLUDED.{column}" for column in (_column(model, n) for n in update))
        after = f" ON CONFLICT ({_column(model, unique)}) DO UPDATE SET {taken}"
    if connection.vendor == "postgresql":
        return _pages(f"INSERT INTO {table} ({columns}) VALUES %s{after}", rows)
    marks = ", ".join(["%s"] * len(fields))
    return _each(f"INSERT INTO {table} ({columns}) VALUES ({marks}){after}", rows)


def reserve(model: type[Model], count: int) -> list[int]:
    """The next `count` numbers of the table, in order, for rows that say their own. Call it in a transaction."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [_table(model), str(model._meta.pk.column), count],
            )
            return [row[0] for row in cursor.fetchall()]
        # Transactions that write come one after the other here (BEGIN IMMEDIATE).
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
        row = cursor.fetchone()
        first = (row[0] if row else 0) + 1
        return list(range(first, first + count))


def assign(model: type[Model], field: str, numbers: Iterable[tuple[int, int]]) -> int:
    """Set one field that holds a number, a foreign key for instance, to another value in each row:
    pairs of (primary key, value). Says how many rows were changed."""
    table, column = _table(model), _column(model, field)
    key = connection.ops.quote_name(str(model._meta.pk.column))
    if connection.vendor == "postgresql":
        return _pages(
            f"UPDATE {table} AS kept SET {column} = given.value FROM (VALUES %s) AS given (id, value) "
            f"WHERE kept.{key} = given.id",
            numbers,
        )
    return _each(f"UPDATE {table} SET {column} = %s WHERE {key} = %s", ((value, pk) for pk, value in numbers))


def refresh_statistics() -> None:
    """Let PostgreSQL tidy and count its tables now, as its autovacuum would in its own time.

    Until then it plans as if they were still empty, reads rows that an index could answer for, and searches what
    was just written outside its text indexes. Within a transaction it only counts. Does nothing on SQLite.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE" if connection.in_atomic_block else "VACUUM (ANALYZE)")


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _column(model: type[Model], name: str) -> str:
    return connection.ops.quote_name(str(model._meta.get_field(name).column))  # type: ignore[union-attr]


def _pages(statement: str, rows: Iterable[Sequence[Any]]) -> int:
    from psycopg2.extras import execute_values

    done, source = 0, iter(rows)
    with connection.cursor() as cursor, connection.wrap_database_errors:
        while page := list(islice(source, PAGE)):
            execute_values(cursor.cursor, statement, page, page_size=PAGE)
            done += cursor.rowcount
    return done


def _each(statement: str, rows: Iterable[Sequence[Any]]) -> int:
    moment = connection.ops.adapt_datetimefield_value
    plain = ([moment(v) if isinstance(v, datetime) else v for v in row] for row in rows)
    done = 0
    with connection.cursor() as cursor:
        while page := list(islice(plain, PAGE)):  # Django's cursor keeps what it is given until the end
            cursor.executemany(statement, page)
            done += max(cursor.rowcount, 0)
    return done
