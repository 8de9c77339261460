"""OpenDocument (ODT, ODS, ODP): its parts chosen one by one, without authors, printers, thumbnails nor what runs."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from core.attached import packages, parts
from core.attached.kinds import Kind, Reason, Refused

MEDIA = "application/vnd.oasis.opendocument."
KINDS = {f"{MEDIA}text": Kind.ODT, f"{MEDIA}spreadsheet": Kind.ODS, f"{MEDIA}presentation": Kind.ODP}
MANIFEST = "META-INF/manifest.xml"
SPACE = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
META = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta'
    b' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3"><office:meta/></office:document-meta>'
)
# What tells of the document, or remembers how it was last looked at. The manifest is written anew.
GONE = re.compile(
    r"(?:Thumbnails|Configurations2|META-INF)/|manifest\.rdf$|layout-cache$|(?:Basic|Dialogs)/(?:.+/)?(?:script|dialog)-l[bc]\.xml$"
)
MACROS = re.compile(r"(?:Basic|Scripts|Dialogs)/")
AUTHORS = ("dc:creator", "meta:creator-initials", "loext:sender-initials", "text:sender-initials")
PRINTER = re.compile(rb'(<config:config-item [^<>]*config:name="Printer(?:Name|Setup)"[^<>]*>)[^<]*')
RUNS = re.compile(
    rb"vnd\.sun\.star\.script:|<office:dde-source|<table:dde-link|<text:dde-connection|<office:script[\s>]|presentation:action=\"(?:execute|macro)\""
)
# Possessive: what a hostile document makes of a name is read once, never over again from each of its letters.
ADDRESS = re.compile(rb'(<([\w.-]++:[\w.-]++)\s[^<>]*\bxlink:href=)"([A-Za-z][\w+.-]*+):[^"]*"')
LEADS = frozenset({b"http", b"https", b"mailto", b"tel"})


def kind_of(held: dict[str, bytes]) -> Kind | None:
    """The kind that these parts make; none when they make no such document. Raises Refused when it is locked."""
    kind = KINDS.get(held.get("mimetype", b"").decode("ascii", "replace").strip())
    if kind is None or "content.xml" not in held:
        return None
    if b"encryption-data" in held.get(MANIFEST, b""):
        raise Refused(Reason.LOCKED, kind)
    if any(MACROS.match(name) and not GONE.match(name) for name in held):
        raise Refused(Reason.ACTIVE, kind)
    return kind


def strip(data: bytes) -> bytes:
    """The same document. Raises Refused, as for what it holds besides text and pictures."""
    held = packages.unpacked(data, packages.Room())
    kept = {"mimetype": held["mimetype"].strip()}
    for name, content in held.items():
        if name != "mimetype" and not GONE.match(name):
            kept[name] = META if name.split("/")[-1] == "meta.xml" else parts.cleaned(name, content, _xml)
    kept[MANIFEST] = _manifest(kept, _media(held.get(MANIFEST, b"")))
    return packages.packed(kept, stored="mimetype")


def _xml(content: bytes) -> bytes:
    if RUNS.search(content):
        raise Refused(Reason.ACTIVE)
    for tag in AUTHORS:
        content = packages.without(content, tag, inside=True)
    return ADDRESS.sub(_led, PRINTER.sub(rb"\1", content))


def _led(found: re.Match[bytes]) -> bytes:
    """Links lead to addresses that people know; nothing else is fetched from elsewhere, nor tells a way on a disk."""
    link = found[2] in {b"text:a", b"draw:a"} and found[3].lower() in LEADS
    return found[0] if link else found[1] + b'""'


def _media(manifest: bytes) -> dict[str, str]:
    """Path → content type, as the document's own manifest has them; those of its folders too."""
    return {
        entry.get(f"{{{SPACE}}}full-path", ""): entry.get(f"{{{SPACE}}}media-type", "")
        for entry in packages.listed(manifest)
    }


def _manifest(kept: dict[str, bytes], media: dict[str, str]) -> bytes:
    root = ElementTree.Element(f"{{{SPACE}}}manifest", {f"{{{SPACE}}}version": "1.3"})
    above = {name[: place + 1] for name in kept for place, mark in enumerate(name) if mark == "/"}
    folders = [path for path in media if path in above]
    for path in ["/", *folders, *kept]:
        if path not in {"mimetype", MANIFEST}:
            said = kept["mimetype"].decode() if path == "/" else media.get(path, "")
            said = said or ("text/xml" if path.endswith(".xml") else "")
            ElementTree.SubElement(
                root,
                f"{{{SPACE}}}file-entry",
                {f"{{{SPACE}}}full-path": path, f"{{{SPACE}}}media-type": said},
            )
    ElementTree.register_namespace("manifest", SPACE)
    return ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
