"""Answers of the test client that send a file."""

from __future__ import annotations


def let_go(answer) -> None:
    """Close the file that is sent; it is open until then. `answer.close()` would end a request and, on PostgreSQL,
    take the test's own connection with it."""
    while answer._resource_closers:
        answer._resource_closers.pop()()
