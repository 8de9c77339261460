"""Office (DOCX, XLSX, PPTX): the parts that its text leads to, without authors, history, templates nor what runs."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote
from xml.sax.saxutils import quoteattr

from core.attached import packages, parts
from core.attached.kinds import Kind, Reason, Refused

TYPES, ROOT = "[Content_Types].xml", "_rels/.rels"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument."
KINDS = {
    f"{_MAIN}wordprocessingml.document.main+xml": Kind.DOCX,
    f"{_MAIN}spreadsheetml.sheet.main+xml": Kind.XLSX,
    f"{_MAIN}presentationml.presentation.main+xml": Kind.PPTX,
}
ACTIVE_TYPES = re.compile(r"macroenabled|vbaproject|activex|macrosheet|dialogsheet", re.IGNORECASE)
# Relations by the last part of their type: those that lead to what runs, and those that are left out with all that
# stands behind them alone.
ACTIVE = frozenset({
    "vbaProject", "wordVbaData", "xlMacrosheet", "xlIntlMacrosheet", "dialogsheet", "control",
    "activeXControlBinary",
})  # fmt: skip
GONE = frozenset({
    "core-properties", "extended-properties", "custom-properties", "thumbnail", "origin", "signature",
    "customXml", "customXmlProps", "customProperty", "people", "printerSettings", "attachedTemplate",
    "mailMergeSource", "mailMergeHeaderSource", "recipientData", "keyMapCustomizations", "extensibility",
    "attachedToolbars", "glossaryDocument", "revisionHeaders", "usernames", "changesInfo", "revisionInfo",
    "documenttasks",
})  # fmt: skip
LEADS = ("http://", "https://", "mailto:", "tel:", "#")
DEPTH = 2  # a chart holds its table, which may hold a chart

DDE = re.compile(rb"\bDDE(?:AUTO)?\s", re.IGNORECASE)
FIELDS = re.compile(rb"<w:instrText(?=[\s>])[^<>]*>([^<]*)|<w:fldSimple [^<>]*w:instr=[\"']([^\"']*)")
AUTHORS = re.compile(rb"(\sw:(?:author|initials)=)(?:\"[^\"]*\"|'[^']*')")
REMARKS = re.compile(rb"<author>(?!tc=)[^<]*</author>")  # tc= leads from a remark to its thread
NEUTRAL = {
    "docProps/core.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties'
    b' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties'
    b' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
}
PROPERTIES = {
    "docProps/core.xml": (
        "application/vnd.openxmlformats-package.core-properties+xml",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
    ),
    "docProps/app.xml": (f"{_MAIN}extended-properties+xml", f"{OFFICE}/extended-properties"),
}


@dataclass(slots=True)
class Relation:
    """One relation of a part; `kind` is the last part of its type, `outside` when it leads out of the document."""

    id: str
    type: str
    target: str
    outside: bool

    @property
    def kind(self) -> str:
        return self.type.rsplit("/", 1)[-1]


class Document:
    """The parts of one package, found as they refer to each other: whatever the case of their names."""

    def __init__(self, held: dict[str, bytes]):
        self.held = held
        self.names = {name.lower(): name for name in held}
        self.defaults: dict[str, str] = {}
        self.types: dict[str, str] = {}
        for entry in packages.listed(packages.safe_xml(held.get(TYPES, b""))):
            said = entry.get("ContentType", "")
            if entry.tag == f"{{{CONTENT}}}Default":
                self.defaults[entry.get("Extension", "").lower()] = said
            else:
                self.types[entry.get("PartName", "").lstrip("/").lower()] = said
        roots = [rel for rel in self.relations("") if rel.kind == "officeDocument" and not rel.outside]
        self.root = roots[0] if roots else None
        self.main = self.part("", roots[0].target) if roots else None

    def type_of(self, name: str) -> str:
        return self.types.get(name.lower()) or self.defaults.get(name.rsplit(".", 1)[-1].lower(), "")

    def relations(self, name: str) -> list[Relation]:
        folder, last = posixpath.split(name)
        at = self.names.get(posixpath.join(folder, "_rels", f"{last}.rels").lower(), "")
        return [
            Relation(
                rel.get("Id", ""),
                rel.get("Type", ""),
                rel.get("Target", ""),
                rel.get("TargetMode") == "External",
            )
            for rel in packages.listed(packages.safe_xml(self.held.get(at, b"")))
        ]

    def part(self, source: str, target: str) -> str | None:
        """The name of the part that `target` means in a relation of `source`; none where there is no such part."""
        way = posixpath.normpath(
            posixpath.join("/", posixpath.dirname(source), unquote(target.split("#")[0]))
        )
        return self.names.get(way.lstrip("/").lower())


def kind_of(held: dict[str, bytes]) -> Kind | None:
    """The kind that these parts make; none when they make no such document. Raises Refused when something runs in it."""
    if TYPES not in held:
        return None
    document = Document(held)
    kind = KINDS.get(document.type_of(document.main)) if document.main else None
    said = [*document.types.values(), *document.defaults.values()]
    if any(map(ACTIVE_TYPES.search, said)) or any("vbaproject" in name.lower() for name in held):
        raise Refused(Reason.ACTIVE, kind)
    return kind


def strip(data: bytes, depth: int = DEPTH, room: packages.Room | None = None) -> bytes:
    """The same document. Raises Refused, as for what it holds besides text, pictures and tables behind its charts."""
    room = room or packages.Room()
    document = Document(packages.unpacked(data, room))
    kind = kind_of(document.held)
    if kind is None or document.main is None:
        raise Refused(Reason.HOLDS)
    kept: dict[str, bytes] = {}
    todo = [document.main]
    while todo:
        name = todo.pop()
        if name in kept:
            continue
        content = document.held[name]
        if content.startswith(packages.BEGINS):
            kept[name] = _table(name, content, depth, room)
            continue
        rels = [rel for rel in document.relations(name) if rel.kind not in GONE]
        if any(rel.kind in ACTIVE for rel in rels):
            raise Refused(Reason.ACTIVE, kind)
        kept[name] = parts.cleaned(name, content, lambda xml: _xml(xml, kind))
        if rels:
            folder, last = posixpath.split(name)
            kept[posixpath.join(folder, "_rels", f"{last}.rels")] = _relations(map(_led, rels))
        todo += [found for rel in rels if not rel.outside and (found := document.part(name, rel.target))]
    return packages.packed(_with_frame(document, kept))


def _table(name: str, content: bytes, depth: int, room: packages.Room) -> bytes:
    """A document within the document: freed in its turn. Raises Refused when it is none that is known."""
    try:
        if not depth:
            raise Refused(Reason.HOLDS)
        return strip(content, depth - 1, room)
    except Refused as fault:
        if fault.reason is Reason.BOMB:
            raise
        raise Refused(Reason.HOLDS, part=name.split("/")[-1]) from fault


def _led(rel: Relation) -> Relation:
    """Links lead to addresses that people know; nothing is fetched from elsewhere, nor tells a way on a disk."""
    if rel.outside and not (rel.kind == "hyperlink" and rel.target.lower().startswith(LEADS)):
        linked = rel.kind.startswith(("externalLink", "xl"))  # another workbook: its values stand in this one
        rel.target = re.split(r"[/\\]", rel.target)[-1] if linked else "about:blank"
    return rel


def _xml(content: bytes, kind: Kind) -> bytes:
    """What a part says, without who wrote its remarks and changes, where it lay, and what it was printed on."""
    if kind is Kind.DOCX:
        if DDE.search(b"".join(a or b for a, b in FIELDS.findall(content)) + b" "):
            raise Refused(Reason.ACTIVE, kind)
        for tag in ("w:attachedTemplate", "w:mailMerge", "w:printerSettings", "w:docVars"):
            content = packages.without(content, tag)
        return AUTHORS.sub(rb'\1"Author"', content) if b":author" in content else content
    if kind is Kind.PPTX:
        return packages.emptied(
            content, ("p:cmAuthor", "p188:author"), "name|initials|userId|providerId", "Author"
        )
    if b"<ddeLink" in content:
        raise Refused(Reason.ACTIVE, kind)
    content = packages.emptied(content, ("person",), "displayName|userId|providerId", "Author")
    content = packages.emptied(content, ("fileSharing", "pivotCacheDefinition"), "userName|refreshedBy")
    content = packages.emptied(
        content, ("connection", "dbPr", "webPr", "textPr"), "connection|sourceFile|odcFile|url"
    )
    content = packages.emptied(content, ("pageSetup",), "r:id", None)  # the printer
    content = packages.without(packages.without(content, "customProperties"), "x15ac:absPath")
    return REMARKS.sub(b"<author></author>", content) if b"<authors" in content else content


def _with_frame(document: Document, kept: dict[str, bytes]) -> dict[str, bytes]:
    """These parts behind their table of contents, with properties that say nothing."""
    endings = {name.rsplit(".", 1)[-1].lower() for name in kept}
    defaults = {ending: said for ending, said in document.defaults.items() if ending in endings}
    defaults["rels"] = "application/vnd.openxmlformats-package.relationships+xml"
    said = {name: document.types[name.lower()] for name in kept if name.lower() in document.types}
    said |= {name: kind for name, (kind, _) in PROPERTIES.items()}
    types = [_tag("Default", Extension=ending, ContentType=kind) for ending, kind in defaults.items()]
    types += [_tag("Override", PartName=f"/{name}", ContentType=kind) for name, kind in said.items()]
    main = Relation("rId1", document.root.type if document.root else "", document.main or "", False)
    roots = [
        main,
        *(Relation(f"rId{n}", PROPERTIES[name][1], name, False) for n, name in enumerate(NEUTRAL, 2)),
    ]
    return {TYPES: _drawn("Types", CONTENT, types), ROOT: _relations(roots), **kept, **NEUTRAL}


def _relations(rels: Iterable[Relation]) -> bytes:
    return _drawn(
        "Relationships",
        RELATIONS,
        [
            _tag("Relationship", Id=rel.id, Type=rel.type, Target=rel.target)
            if not rel.outside
            else _tag("Relationship", Id=rel.id, Type=rel.type, Target=rel.target, TargetMode="External")
            for rel in rels
        ],
    )


def _tag(name: str, **attributes: str) -> str:
    return f"<{name} {' '.join(f'{key}={quoteattr(value)}' for key, value in attributes.items())}/>"


def _drawn(name: str, space: str, tags: list[str]) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<{name} xmlns="{space}">{"".join(tags)}</{name}>'.encode()
