"""The configuration file of an offering: every component that the designers' role sheets name, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.document import (
    Block,
    Callout,
    Column,
    Document,
    Facts,
    Heading,
    Missing,
    Prose,
    Table,
    Text,
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table that the records give: its heads, and rows of words."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Component:
    """One component: what was written of it, what the records give, or why it does not apply; else it is missing.

    `lang` is the language of the text.
    """

    code: str
    label: str
    text: str = ""
    lang: str = ""
    absent: str = ""
    sheet: Sheet | None = None

    @property
    def missing(self) -> bool:
        return not (self.text or self.absent or (self.sheet and self.sheet.rows))


@dataclass(frozen=True, slots=True)
class ConfigurationFile:
    """What the page and the document show. `facts` stand at its head: label and value, none when it is not known."""

    reference: str
    name: str
    kind: str
    state: str
    facts: Sequence[tuple[str, str]]
    components: Sequence[Component]

    @property
    def missing(self) -> list[Component]:
        return [component for component in self.components if component.missing]


def document(file: ConfigurationFile) -> Document:
    """The file to print, in the language in force."""
    blocks: list[Block] = []
    if file.missing:
        names = ", ".join(component.label for component in file.missing)
        blocks.append(
            Callout(_("Missing: %(names)s.") % {"names": names}, _("To be completed"), warning=True)
        )
    blocks.append(Facts([(label, value or Missing()) for label, value in file.facts]))
    for component in file.components:
        blocks += [Heading(component.label), *_said(component)]
    return Document(
        _("Configuration file: %(name)s") % {"name": file.name},
        blocks,
        lead=f"{file.kind} · {file.state}",
        reference=file.reference,
    )


def _said(component: Component) -> list[Block]:
    found: list[Block] = []
    if component.text:
        found.append(Prose(component.text, component.lang))
    if component.sheet and component.sheet.rows:
        found.append(Table([Column(head, share=1) for head in component.sheet.heads], component.sheet.rows))
    if not found and component.absent:
        found.append(Text(_("Does not apply: %(why)s") % {"why": component.absent}))
    return found or [Missing()]
