"""Queries of each page, those repeated with other values, and writes: all counted in the process itself."""

from __future__ import annotations

import re
from collections import Counter

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organization.models import User

from .addresses import pages
from .figures import Figure, count

VALUES = re.compile(r"'(?:[^']|'')*'|\b\d+\b")
LISTS = re.compile(r"\((?:\?, )+\?\)")


def shape(sql: str) -> str:
    """The text of a query without its values."""
    return LISTS.sub("(…)", VALUES.sub("?", sql))


def run() -> list[Figure]:
    figures = []
    for page in pages():
        client = Client(raise_request_exception=False)
        client.force_login(User.objects.get(username=page.who), "organization.backends.ProfileBackend")
        page.fetch(client)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            answer = page.fetch(client)
        if answer.status_code != 200:
            continue
        shapes = Counter(shape(query["sql"]) for query in seen.captured_queries)
        repeated = sum(number - 1 for number in shapes.values())
        writes = sum(1 for text in shapes if text.startswith(("INSERT", "UPDATE", "DELETE")))
        figures += [
            count("Queries of a page", page.what, len(seen), page.queries),
            count("Queries repeated with other values, or that write", page.what, repeated + writes, 0),
        ]
    return figures
