"""What the cards of Groupe Hélianthe say, section by section, in French and in English.

Each text is a block of lines. « code: … » is a section in French and the line « = … » after it the same in English;
« | » parts the items of a list. « code! … » says why the section does not apply.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dsi_marketing.demo.cards.texts import (
    advice,
    deciding,
    managing,
    producing,
    selling,
    solutions,
    together,
    workplace,
)

TEXTS: dict[str, str] = (
    workplace.TEXTS
    | together.TEXTS
    | managing.TEXTS
    | selling.TEXTS
    | producing.TEXTS
    | deciding.TEXTS
    | solutions.TEXTS
    | advice.TEXTS
)
"""French name of the offering → its block."""


@dataclass(frozen=True, slots=True)
class Written:
    """A section as it is stored: Markdown, or the reason why it does not apply."""

    code: str
    text: str = ""
    text_en: str = ""
    absent: str = ""


def sections(block: str) -> Iterator[Written]:
    """The sections of a block, in its order. Raises ValueError for a line that is none of the three kinds."""
    lines = iter(line for line in block.splitlines() if line)
    for line in lines:
        code, mark, text = line.partition(": ")
        if mark and code.isidentifier():
            english = next(lines, "")
            if not english.startswith("= "):
                raise ValueError(f"« {line} » is not followed by its English")
            yield Written(code, markdown(text), markdown(english.removeprefix("= ")))
            continue
        code, mark, reason = line.partition("! ")
        if not mark or not code.isidentifier():
            raise ValueError(f"« {line} » begins with no section")
        yield Written(code, absent=reason)


def markdown(text: str) -> str:
    """A paragraph as it is; items parted by « | » as a list."""
    items = text.split(" | ")
    return text if len(items) == 1 else "\n".join(f"- {item}" for item in items)
