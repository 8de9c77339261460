"""Long texts that people write in Markdown: as safe HTML for pages, as plain words, as plain values for documents.

CommonMark and tables. HTML is no part of it: it comes out as the text that was typed. Pictures come out as the words
that stand for them, addresses other than http, https and mailto as the text that was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

from core.typography import french

FIRST = 3  # the level of the first heading: a page has its h1 and its h2
LAST = 6
NESTED = 40  # tags in one another; the library leaves out what is deeper
DEEPEST = 6  # quotes and lists in one another; what is deeper stands at this depth
MOST = 512  # texts kept as HTML
KEPT = 20_000  # characters; a longer text is drawn each time
ADDRESSES = ("http:", "https:", "mailto:")
_TAGS = {
    *("p", "br", "hr", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "a", "div"),
    *("h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),
    "a": {"href"},
    "ol": {"start"},
    "th": {"scope"},
    "div": {"tabindex"},
}
_CLASSES = {"th": {"num"}, "td": {"num"}, "table": {"table"}, "div": {"scroll"}}
_NESTING = re.compile(r"^(?:[ \t]*(?:>|[-+*](?=\s)|\d{1,9}[.)](?=\s)))+[ \t]*", re.MULTILINE)
_CODE = re.compile(r"(<code[^>]*>.*?</code>)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of a line; "\\n" in them begins another line. `link`: an address, or "" for none."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    link: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: Runs


@dataclass(frozen=True, slots=True)
class Title:
    """A heading, `depth` 1 and more below whatever the text stands under; none is skipped."""

    runs: Runs
    depth: int


@dataclass(frozen=True, slots=True)
class Items:
    """A list, numbered from `first`, or with bullets when that is None."""

    items: tuple[tuple[Part, ...], ...]
    first: int | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Code:
    text: str


@dataclass(frozen=True, slots=True)
class Rows:
    """A table; `numbers` says which columns stand at the right."""

    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    numbers: tuple[bool, ...]


Part = Paragraph | Title | Items | Quote | Code | Rows


def prose(text: str, language: str = "") -> SafeString:
    """The text as HTML for a page, under its h2; with French spacing when `language` is "fr"."""
    return _kept(text, language) if len(text) <= KEPT else _html(text, language)


@lru_cache(maxsize=128)  # a document reads its texts twice: for their headings first
def parsed(text: str) -> tuple[Part, ...]:
    """The text as plain values, as they follow one another."""
    return tuple(_Reading(_tokens(text)).parts())


def words(text: str, *, addresses: bool = False) -> str:
    """The text without its marks, a line for each paragraph, item and row: for lists, the search and mails.

    `addresses` adds, after the words of a link, where it leads: for what cannot be clicked.
    """

    def line(runs: Runs) -> str:
        return "".join(
            f"{run.text} ({run.link.removeprefix('mailto:')})"
            if addresses and run.link and run.link.removeprefix("mailto:") != run.text
            else run.text
            for run in runs
        )

    return "\n".join(_lines(parsed(text), line))


def _lines(parts: Iterable[Part], line: Callable[[Runs], str], mark: str = "") -> Iterable[str]:
    """`mark` stands before the first line."""
    for part in parts:
        match part:
            case Paragraph(runs) | Title(runs):
                found: Iterable[str] = [line(runs)]
            case Items(items, first):
                found = [
                    said
                    for place, item in enumerate(items)
                    for said in _lines(item, line, "- " if first is None else f"{first + place}. ")
                ]
            case Quote(inner):
                found = _lines(inner, line)
            case Code(text):
                found = [text]
            case Rows(head, rows):
                found = [" | ".join(line(cell) for cell in row) for row in (head, *rows)]
        for said in found:
            yield mark + said
            mark = ""


def _html(text: str, language: str) -> SafeString:
    drawn = _markdown.renderer.render(_tokens(text, marks=True), _markdown.options, {})
    if language == "fr":  # what stands in code is left as it was typed
        parts = _CODE.split(drawn)
        drawn = "".join(part if place % 2 else french(part) for place, part in enumerate(parts))
    safe = nh3.clean(
        drawn,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        url_schemes={scheme.rstrip(":") for scheme in ADDRESSES},
        link_rel="noopener noreferrer",
    )
    return SafeString(safe.strip())


_kept = lru_cache(maxsize=MOST)(_html)  # of the text alone: who has the same text may see the same HTML


def _allowed(address: str) -> bool:
    return address.lower().startswith(ADDRESSES)


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "maxNesting": NESTED}).enable("table")
    reader.validateLink = _allowed  # type: ignore[method-assign, assignment]  # how the library wants it
    reader.add_render_rule(
        "table_open", lambda *said: '<div class="scroll" tabindex="0"><table class="table">\n'
    )
    reader.add_render_rule("table_close", lambda *said: "</table></div>\n")
    return reader


_markdown = _reader()


def _tokens(text: str, *, marks: bool = False) -> list[Token]:
    """What the text consists of: its headings one after the other, its pictures as words.

    With `marks`, its tags as a page wants them.
    """
    tokens = _markdown.parse(text)
    if any(token.level >= NESTED - 2 for token in tokens):
        tokens = _markdown.parse(_NESTING.sub("- ", text))
    depths = iter(depths_of([int(token.tag[1]) for token in tokens if token.type == "heading_open"]))
    tag = ""
    for token in tokens:
        if token.type == "heading_open":
            tag = f"h{min(FIRST - 1 + next(depths), LAST)}"
        if token.type in ("heading_open", "heading_close"):
            token.tag = tag
        for inner in token.children or ():
            if inner.type == "image":
                inner.type, inner.tag, inner.children = "text", "", None
        if marks:
            _mark(token)
    return tokens


def depths_of(levels: Sequence[int]) -> list[int]:
    """The levels of headings as they follow one another, from 1 on, none more than one below the heading before it.

    depths_of([2, 4, 4, 2]) is [1, 2, 2, 1].
    """
    above: list[int] = []
    found = []
    for level in levels:
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        found.append(len(above))
    return found


def _mark(token: Token) -> None:
    if token.type in ("th_open", "td_open"):
        number = "right" in str(token.attrGet("style") or "")
        token.attrs = {"class": "num"} if number else {}
        if token.tag == "th":
            token.attrSet("scope", "col")


class _Reading:
    """Tokens, from the first to the last, as parts."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens, self.place = tokens, 0

    def next(self) -> Token:
        self.place += 1
        return self.tokens[self.place - 1]

    def parts(self, end: str = "", depth: int = 0) -> list[Part]:
        """As far as the token `end`, which is read too."""
        found: list[Part] = []
        while self.place < len(self.tokens) and (token := self.next()).type != end:
            match token.type:
                case "paragraph_open":
                    found.append(Paragraph(self.runs("paragraph_close")))
                case "heading_open":
                    found.append(Title(self.runs("heading_close"), int(token.tag[1]) - FIRST + 1))
                case "bullet_list_open" | "ordered_list_open":
                    items = self.items(token.type.replace("open", "close"), depth + 1)
                    first = int(token.attrGet("start") or 1) if token.type == "ordered_list_open" else None
                    found += (
                        [Items(items, first)]
                        if depth < DEEPEST
                        else [part for item in items for part in item]
                    )
                case "blockquote_open":
                    inner = self.parts("blockquote_close", depth + 1)
                    found += [Quote(tuple(inner))] if depth < DEEPEST else inner
                case "fence" | "code_block":
                    found.append(Code(token.content.rstrip("\n")))
                case "table_open":
                    found.append(self.table())
        return found

    def items(self, end: str, depth: int) -> tuple[tuple[Part, ...], ...]:
        found = []
        while self.next().type != end:  # otherwise the opening of an item
            found.append(tuple(self.parts("list_item_close", depth)))
        return tuple(found)

    def table(self) -> Rows:
        rows: list[list[Runs]] = []
        numbers: list[bool] = []
        while (token := self.next()).type != "table_close":
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                if token.type == "th_open":
                    numbers.append("right" in str(token.attrGet("style") or ""))
                rows[-1].append(self.runs(token.type.replace("open", "close")))
        head, *body = (tuple(row) for row in rows)
        return Rows(head, tuple(body), tuple(numbers))

    def runs(self, end: str) -> Runs:
        """The words as far as the token `end`."""
        found: list[Run] = []
        strong = emphasis = 0
        link = ""
        while (token := self.next()).type != end:
            for inner in token.children or ():
                match inner.type:
                    case "strong_open" | "strong_close":
                        strong += inner.nesting
                    case "em_open" | "em_close":
                        emphasis += inner.nesting
                    case "link_open":
                        link = str(inner.attrGet("href") or "")
                    case "link_close":
                        link = ""
                    case "softbreak":
                        found.append(Run(" ", bool(strong), bool(emphasis), False, link))
                    case "hardbreak":
                        found.append(Run("\n", bool(strong), bool(emphasis), False, link))
                    case _:
                        code = inner.type == "code_inline"
                        found.append(Run(inner.content, bool(strong), bool(emphasis), code, link))
        return _joined(found)


def _joined(runs: Iterable[Run]) -> Runs:
    """Neighbours of one look as one run, so that a sentence is not cut where a line of the source ended."""
    found: list[Run] = []
    for run in runs:
        last = found[-1] if found else None
        if last and (last.strong, last.emphasis, last.code, last.link) == (
            run.strong,
            run.emphasis,
            run.code,
            run.link,
        ):
            found[-1] = Run(last.text + run.text, run.strong, run.emphasis, run.code, run.link)
        elif run.text:
            found.append(run)
    return tuple(found)
