"""What a table is made of: its columns, by what names a file may call them, and what each holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from django.conf import settings
from django.db.models import Choices
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import override

from core.tables import cells
from core.tables.cells import Reader, folded

Said = Promise | str


def in_all_languages(words: Iterable[Said]) -> Iterable[str]:
    """Each of the words in every language of the portal, folded."""
    words = list(words)
    for code, _name in settings.LANGUAGES:
        with override(code):
            yield from [folded(str(word)) for word in words]


@lru_cache(maxsize=256)
def names_of(choices: type[Choices]) -> dict[str, str]:
    """Every name by which a cell may call one of the choices: its value, or its label in any language."""
    found = {folded(str(value)): value for value in choices.values}
    for value, label in choices.choices:
        for name in in_all_languages([label]):
            found.setdefault(name, value)
    return found


def one_of(choices: type[Choices], *, empty: str | None = "", code: str = "choice") -> Reader:
    """The reader of a choice. Its names are looked up when the first cell is read: labels are not ready before."""
    ready: list[Reader] = []

    def read(text: str) -> str | None:
        if not ready:
            ready.append(cells.choice(names_of(choices), empty=empty, code=code))
        return ready[0](text)

    return read


@dataclass(frozen=True, slots=True)
class Column:
    """`name` is what the code calls it; a file may write that, the label in either language, or one of `also`.

    `read` makes the value of a cell (core.tables.cells); without it, a text of 200 characters, or one of `choices`.
    `holds` and `example` are shown to whoever fills the file. `distinct`: its values seldom come twice, so that
    keeping each once saves no memory.
    """

    name: str
    label: Said
    read: Reader | None = None
    holds: Said = ""
    example: Said = ""
    needed: bool = False
    choices: type[Choices] | None = None
    also: tuple[str, ...] = ()
    distinct: bool = False

    @property
    def title(self) -> str:
        """Its label as the head of a column: « Reference »."""
        return capfirst(str(self.label))

    def said_choices(self) -> str:
        """What may stand there, in the reader's language; nothing when it is free."""
        return ", ".join(str(label) for label in self.choices.labels) if self.choices is not None else ""

    def reader(self) -> Reader:
        if self.read is not None:
            return self.read
        return one_of(self.choices) if self.choices is not None else cells.text(200)


@dataclass(frozen=True)
class RowKind:
    """What the rows of one table are: « offering », with the columns that a file of them may have.

    `telling` names the column that says so, where an import takes several kinds. `ignored` are titles that a file
    may have (a list that was exported has them) and that are not read.
    """

    name: str
    title: Said
    columns: tuple[Column, ...]
    telling: str = ""
    ignored: tuple[Said, ...] = ()
    _by_name: dict[str, Column] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._by_name.update({column.name: column for column in self.columns})

    def __getitem__(self, name: str) -> Column:
        return self._by_name[name]

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    @cached_property
    def names(self) -> dict[str, str]:
        """Folded title → name of the column; empty for one that is not read."""
        found = dict.fromkeys(in_all_languages(self.ignored), "")
        for column in self.columns:
            found.update(dict.fromkeys(in_all_languages([column.label, *column.also]), column.name))
        for column in self.columns:
            found[folded(column.name)] = column.name
        return found
