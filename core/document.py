"""A document to print: what it says, in blocks of plain values, and the accessible PDF (PDF/UA) that it becomes.

    pdf = render(
        Document(_("Configuration file"), [Heading(_("Support")), Facts([(_("Delay"), Missing())])]),
        letterhead=letterhead, language="fr", made_at=now,
    )
    return answer(pdf, "SRV-012")

Words are read as words, whatever stands in them: nothing that somebody wrote is code of the typesetter. A document
takes some tens of milliseconds: it is made outside any transaction.
"""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from PIL import Image

from core import dates, prose
from core.prose import Run
from core.typesetting import breakable, cleaned, shortened, typeset
from core.typography import pieces

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_UNSAFE = re.compile(r"[^\w.() -]+")
LONGEST_NAME = 80  # characters


@dataclass(frozen=True, slots=True)
class Said:
    """Words in a language of their own ("fr", "en"), within a document in another one."""

    text: str | Promise
    language: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A mark that something lacks, with its word; `what` says what. Stands alone, in a fact or in a cell."""

    what: str | Promise = ""


Words = str | Promise | Said | Missing
"""What stands in a line; "\\n" begins another one."""


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 and more, below the title; a level that is skipped is drawn one below the heading before it."""

    text: Words
    level: int = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph of plain words."""

    text: Words


@dataclass(frozen=True, slots=True)
class Prose:
    """A long text that somebody wrote in Markdown (see core.prose); its headings stand below the last one."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of lines, with bullets or `numbered` from 1."""

    items: Sequence[Words]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels, and what each stands for."""

    pairs: Sequence[tuple[Words, Words]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head; `number` stands at the right; `share` of the width left over, 0 as it needs."""

    label: Words
    number: bool = False
    share: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under the heads of their columns, which come again on each page."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Words]]
    caption: Words = ""


@dataclass(frozen=True, slots=True)
class Callout:
    """What must not be overlooked. A `warning` carries its sign and its word."""

    text: Words
    title: Words = ""
    warning: bool = True


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG, or the bytes of a PNG, JPEG or WebP; `alt` says what it shows, `width` is in millimetres (0: its own).

    An SVG carries its colours and sizes in its attributes: no stylesheet reaches it.
    """

    source: str | bytes
    alt: str | Promise
    caption: Words = ""
    width: float = 0

    def __post_init__(self) -> None:
        if not self.alt:
            raise ValueError("A picture says in words what it shows.")


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a page."""


Block = Heading | Text | Prose | Bullets | Facts | Table | Callout | Missing | Picture | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """`lead`: the line under the title; `reference` and `audience` (who may read it) stand at its head and foot."""

    title: str | Promise | Said
    blocks: Sequence[Block]
    lead: Words = ""
    reference: str = ""
    audience: Words = ""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Whose document it is, in the document's language; colours as #rrggbb, `logo` the bytes of a picture or none."""

    company: str
    product: str
    colour: str = "#1d5a41"
    mark: str = "#f0b41c"
    logo: bytes = b""

    def __post_init__(self) -> None:
        if not (_COLOUR.fullmatch(self.colour) and _COLOUR.fullmatch(self.mark)):
            raise ValueError("A colour is written #1d5a41.")


def render(document: Document, *, letterhead: Letterhead, language: str, made_at: datetime) -> bytes:
    """The PDF, A4 portrait, in `language` ("fr" or "en"), dated `made_at` (aware) on the clock of the active zone.

    The same values give the same bytes. A sign that no font has comes out as □. Raises RuntimeError within a
    transaction, ValueError for a picture that is none.
    """
    with translation.override(language):
        setting = _Setting(language)
        title = document.title if setting.plain(document.title).strip() else _("Untitled document")
        local = timezone.localtime(made_at)
        values = {
            "language": language,
            "title": setting.plain(title),
            "heading": setting.said(title),
            "lead": setting.said(document.lead),
            "reference": shortened(document.reference, 90),
            "running": shortened(setting.plain(title), 80),
            "house": shortened(f"{letterhead.company} {letterhead.product}", 55),
            "audience": setting.said(document.audience),
            "company": cleaned(letterhead.company),
            "product": cleaned(letterhead.product),
            "colour": letterhead.colour,
            "mark": letterhead.mark,
            "logo": setting.keep(letterhead.logo) if letterhead.logo else "",
            "made": f"{dates.capital(dates.long_day(local))} {local.year}, {local:%H:%M}",
            "warning": _("Warning"),
            "blocks": list(setting.blocks(document.blocks)),
        }
        return typeset(values, setting.drawings, made_at)


def answer(pdf: bytes, name: str, *, attachment: bool = False) -> HttpResponse:
    """The PDF as `name`.pdf, shown by the browser, or saved when it is an `attachment`; kept by nobody between."""
    safe = " ".join(_UNSAFE.sub(" ", name).split()).strip(". ")[:LONGEST_NAME] or "document"
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={
            "Content-Disposition": content_disposition_header(attachment, f"{safe}.pdf") or "inline",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


@dataclass(slots=True)
class _Setting:
    """Blocks as the plain values that the template reads: every line a list of runs."""

    language: str
    drawings: dict[str, str] = field(default_factory=dict)

    def blocks(self, blocks: Sequence[Block]) -> Iterator[dict[str, Any]]:
        levels = iter(_levels(blocks))
        for block in blocks:
            match block:
                case Heading(text):
                    yield self.heading(self.said(text), next(levels))
                case Text(text):
                    yield {"kind": "text", "runs": self.said(text)}
                case Prose(text, language):
                    yield {
                        "kind": "prose",
                        "language": language or self.language,
                        "parts": [
                            self.part(part, language or self.language, levels) for part in prose.parsed(text)
                        ],
                    }
                case Bullets(items, numbered):
                    lines = [[{"kind": "text", "runs": self.said(item)}] for item in items]
                    yield {"kind": "items", "first": 1 if numbered else None, "items": lines}
                case Facts(pairs):
                    yield {
                        "kind": "facts",
                        "pairs": [[self.said(label), self.said(value)] for label, value in pairs],
                    }
                case Table(columns, rows, caption):
                    yield {
                        "kind": "table",
                        "caption": self.said(caption),
                        "columns": [[column.number, column.share] for column in columns],
                        "head": [self.said(column.label) for column in columns],
                        "rows": [[self.said(cell) for cell in row] for row in rows],
                    }
                case Callout(text, title, warning):
                    yield {
                        "kind": "callout",
                        "warning": warning,
                        "title": self.said(title),
                        "runs": self.said(text),
                    }
                case Missing():
                    yield {"kind": "text", "runs": self.said(block)}
                case Picture(source, alt, caption, width):
                    yield {
                        "kind": "picture",
                        "file": self.keep(source),
                        "alt": self.plain(alt),
                        "caption": self.said(caption),
                        "width": width,
                    }
                case PageBreak():
                    yield {"kind": "break"}

    def part(self, part: prose.Part, language: str, levels: Iterator[int]) -> dict[str, Any]:
        """A part of a long text as the block that looks like it."""
        match part:
            case prose.Paragraph(runs):
                return {"kind": "text", "runs": self.runs(runs, language)}
            case prose.Title(runs):
                return self.heading(self.runs(runs, language), next(levels))
            case prose.Items(items, first):
                inner = [[self.part(one, language, levels) for one in item] for item in items]
                return {"kind": "items", "first": first, "items": inner}
            case prose.Quote(parts):
                return {"kind": "quote", "parts": [self.part(one, language, levels) for one in parts]}
            case prose.Code(text):
                return {"kind": "code", "text": breakable(cleaned(text))}
            case prose.Rows(head, rows, numbers):
                return {
                    "kind": "table",
                    "caption": [],
                    "columns": [[number, 0] for number in numbers],
                    "head": [self.runs(cell, language) for cell in head],
                    "rows": [[self.runs(cell, language) for cell in row] for row in rows],
                }

    def heading(self, runs: list[dict[str, Any]], level: int) -> dict[str, Any]:
        """A heading without words, which no reader's program could step to, is a line like another."""
        empty = not "".join(run["text"] for run in runs).strip()
        return {"kind": "text", "runs": []} if empty else {"kind": "heading", "level": level, "runs": runs}

    def said(self, words: Words) -> list[dict[str, Any]]:
        match words:
            case Missing(what):
                word = _("Missing: %(what)s") % {"what": what} if what else _("Missing")
                return [{**run, "missing": True} for run in self.runs([Run(word)], self.language)]
            case Said(text, language):
                own = {"language": language} if language != self.language else {}
                return [{**run, **own} for run in self.runs([Run(str(text))], language)]
            case _:
                return self.runs([Run(str(words))], self.language)

    def runs(self, runs: Sequence[Run], language: str) -> list[dict[str, Any]]:
        texts = [cleaned(run.text) for run in runs]
        spaced = pieces(texts) if language == "fr" else texts
        found = []
        for run, typed, text in zip(runs, texts, spaced, strict=True):
            said: dict[str, Any] = {"text": breakable(typed if run.code else text)}
            said |= {look: True for look in ("strong", "emphasis", "code") if getattr(run, look)}
            if run.link:
                said["link"] = run.link
                if (shown := run.link.split(":", 1)[1].lstrip("/")) != typed and run.link != typed:
                    said["shown"] = breakable(shown)
            found.append(said)
        return [said for said in found if said["text"]]

    def plain(self, words: str | Promise | Said) -> str:
        """The words alone, on one line: for what is no part of the page."""
        text = str(words.text) if isinstance(words, Said) else str(words)
        french = (words.language if isinstance(words, Said) else self.language) == "fr"
        return " ".join((pieces([cleaned(text)])[0] if french else cleaned(text)).split("\n"))

    def keep(self, source: str | bytes) -> str:
        """The name under which the template finds the picture."""
        name = f"picture-{len(self.drawings)}.svg"
        self.drawings[name] = source if isinstance(source, str) else _drawing(source)
        return name


def _drawing(picture: bytes) -> str:
    """A photograph as an SVG around it: the typesetter takes files of text only. Raises ValueError."""
    try:
        with Image.open(io.BytesIO(picture)) as image:
            image.load()
            (width, height), kind = image.size, image.format or ""
            if kind not in ("PNG", "JPEG"):
                held = io.BytesIO()
                image.save(held, kind := "PNG")
                picture = held.getvalue()
    except (OSError, SyntaxError) as fault:  # the latter for a PNG that is cut short
        raise ValueError(f"This picture cannot be read: {fault}") from fault
    data = f"data:image/{kind.lower()};base64,{base64.b64encode(picture).decode()}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" href="{data}"/></svg>'
    )


def _levels(blocks: Sequence[Block]) -> list[int]:
    """The level of each heading, those of the long texts included."""
    wanted: list[int] = []
    last = 0
    for block in blocks:
        if isinstance(block, Heading):
            wanted.append(last := block.level)
        elif isinstance(block, Prose):
            wanted += [last + depth for depth in _depths(prose.parsed(block.text))]
    return prose.depths_of(wanted)


def _depths(parts: Sequence[prose.Part]) -> Iterator[int]:
    for part in parts:
        match part:
            case prose.Title(depth=depth):
                yield depth
            case prose.Items(items):
                for item in items:
                    yield from _depths(item)
            case prose.Quote(inner):
                yield from _depths(inner)
