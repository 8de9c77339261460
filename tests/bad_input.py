"""A table of bad input: each row goes in through a page, the API or an import, as people and tools do, and gets one
plain sentence in French and in English, at its field or row."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass

from tests.doors import Doors


@dataclass(frozen=True, slots=True)
class Bad:
    line: str
    french: str
    english: str
    given: Callable[..., str]

    def __str__(self) -> str:
        return f"{self.line} ({self.given.__name__.strip('_').replace('_', ' ')})"


class Table(list[Bad]):
    """`@table.bad(line, french, english)` over what does it and answers what was said."""

    def bad(self, line: str, french: str, english: str):
        def row(given: Callable[..., str]) -> Callable[..., str]:
            self.append(Bad(line, french, english, given))
            return given

        return row


def said_to(row: Bad, language: str, cast, client, request) -> None:
    """Fails unless the sentence of that language is said. What the row names besides its doors are fixtures."""
    needs = [name for name in inspect.signature(row.given).parameters if name != "doors"]
    said = row.given(Doors(cast, client, language), *(request.getfixturevalue(name) for name in needs))
    sentence = row.french if language == "fr" else row.english
    assert sentence in said, said
