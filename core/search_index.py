"""Indexes for « contains », which only PostgreSQL has: trigrams. Elsewhere the same searches read every row."""

from __future__ import annotations

import logging
from typing import Any

from django.db import DatabaseError, migrations, transaction

log = logging.getLogger(__name__)


def trigram_index(name: str, table: str, *columns: str) -> migrations.RunPython:
    """A migration's step: one index that serves `icontains` and `iexact` of each of these columns.

    Where the extension pg_trgm is neither there nor allowed to be made, the search works without it, slower;
    the log says so (docs/deployment.md).
    """
    keys = ", ".join(f'upper("{column}"::text) gin_trgm_ops' for column in columns)
    return migrations.RunPython(
        _only_postgresql(
            "CREATE EXTENSION IF NOT EXISTS pg_trgm", f'CREATE INDEX "{name}" ON "{table}" USING gin ({keys})'
        ),
        _only_postgresql(f'DROP INDEX IF EXISTS "{name}"'),
    )


def prefix_index(name: str, table: str, column: str) -> migrations.RunPython:
    """A migration's step: an index that serves `startswith` of a column, whatever the database's collation."""
    return migrations.RunPython(
        _only_postgresql(f'CREATE INDEX "{name}" ON "{table}" ("{column}" text_pattern_ops)'),
        _only_postgresql(f'DROP INDEX IF EXISTS "{name}"'),
    )


def _only_postgresql(*statements: str) -> Any:
    def run(apps: Any, editor: Any) -> None:
        if editor.connection.vendor != "postgresql":
            return
        try:
            with transaction.atomic(using=editor.connection.alias), editor.connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)
        except DatabaseError as fault:
            log.warning("No index for searching: %s", str(fault).strip())

    return run
