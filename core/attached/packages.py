"""Office documents are archives (ZIP): opened with care, and packed again with nothing that was not chosen."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree

from core.attached.kinds import Reason, Refused

BEGINS = b"PK\x03\x04"
MOST_BYTES = 100 * 1024 * 1024  # unpacked
MOST_PARTS = 10_000
MOST_LISTED = 5 * 1024 * 1024  # bytes of a list of parts: read as a tree, it takes twenty times as much
METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
LOCKED = 0x1  # flag of an entry under a password
BEFORE = (1980, 1, 1, 0, 0, 0)  # the first moment that an archive can write: every part gets it

WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")  # XML in UTF-16


@dataclass(slots=True)
class Room:
    """What a file may still unpack to, with all the documents that it holds inside."""

    left: int = MOST_BYTES

    def take(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise Refused(Reason.BOMB)


def unpacked(data: bytes, room: Room) -> dict[str, bytes]:
    """Name → content of each part. Raises Refused: a bomb, a password, names that lead elsewhere or stand twice."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            # What the entries announce is all that zipfile reads of them, so this bounds what is unpacked.
            room.take(sum(entry.file_size for entry in entries))
            if len(entries) > MOST_PARTS:
                raise Refused(Reason.BOMB)
            if any(entry.flag_bits & LOCKED for entry in entries):
                raise Refused(Reason.LOCKED)
            if not all(_plain(entry.orig_filename) and entry.compress_type in METHODS for entry in entries):
                raise Refused(Reason.DAMAGED)
            if len({entry.filename.lower() for entry in entries}) < len(entries):
                raise Refused(Reason.MIXED)
            return {entry.filename: archive.read(entry) for entry in entries}
    except Refused:
        raise
    except Exception as fault:  # a decoder raises whatever a hostile file makes it meet
        raise Refused(Reason.DAMAGED) from fault


def _plain(name: str) -> bool:
    """A relative name, without « .. » nor what another system reads as a way."""
    return not (
        name.startswith("/")
        or any(mark in name for mark in "\\:\0")
        or any(part in {"", ".", ".."} for part in name.split("/"))
    )


def packed(parts: dict[str, bytes], *, stored: str = "") -> bytes:
    """The archive of these parts, in their order, all of one moment; the part `stored` is not compressed."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, BEFORE)
            entry.compress_type = zipfile.ZIP_STORED if name == stored else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content)
    return held.getvalue()


def is_xml(content: bytes) -> bool:
    return content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"


def safe_xml(content: bytes) -> bytes:
    """The same XML. Raises Refused when it declares entities (bombs), or is not in UTF-8 (in which nothing would be found)."""
    if content.startswith(WIDE) or b"<!DOCTYPE" in content:
        raise Refused(Reason.DAMAGED)
    return content


def listed(content: bytes) -> list[ElementTree.Element]:
    """What a list of parts holds, entry by entry. Raises Refused when it is too long, or no XML."""
    if len(content) > MOST_LISTED:
        raise Refused(Reason.BOMB)
    if b"<!ENTITY" in content:
        raise Refused(Reason.DAMAGED)
    try:
        return list(ElementTree.fromstring(content)) if content else []
    except ElementTree.ParseError as fault:
        raise Refused(Reason.DAMAGED) from fault


def emptied(content: bytes, tags: tuple[str, ...], attributes: str, by: str | None = "") -> bytes:
    """The XML with these attributes (a pattern) of these tags set to `by`; without them, where `by` is none."""
    new = b"" if by is None else rb'\1"' + by.encode() + b'"'
    held = re.compile(rb"(\s(?:%s)\s*=\s*)(?:\"[^\"]*\"|'[^']*')" % attributes.encode())
    for tag in map(str.encode, tags):
        if b"<" + tag in content:
            found = re.compile(rb"<%s(?=[\s/>])[^<>]*>" % re.escape(tag))
            content = found.sub(lambda element: held.sub(new, element[0]), content)
    return content


def without(content: bytes, tag: str, *, inside: bool = False) -> bytes:
    """The XML without its elements `tag`; with `inside`, they stay and are empty. Reads it once, however often they come."""
    if b"<" + tag.encode() not in content:
        return content
    begin, end = re.compile(rb"<%s(?=[\s/>])[^<>]*>" % re.escape(tag.encode())), b"</%s>" % tag.encode()
    kept, place = [], 0
    while found := begin.search(content, place):
        kept.append(content[place : found.end() if inside else found.start()])
        place = found.end()
        if not found[0].endswith(b"/>"):
            place = content.find(end, place)
            if place < 0:
                raise Refused(Reason.DAMAGED)
            place += 0 if inside else len(end)
    return b"".join([*kept, content[place:]])
