"""A file that was sent: recognised by its content, compared with its name, and freed of what it tells besides."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

from core.attached import names, odf, ooxml, packages, pdf, pictures
from core.attached.kinds import ODF, OOXML, PICTURES, TEXTS, TRAITS, Kind, Reason, Refused

HEAD = 1024  # bytes in which a reader of PDF looks for the beginning of one
# What begins so is refused with words of its own. A text may begin with the letters MZ; a program holds zeros too.
REFUSED: list[tuple[re.Pattern[bytes], Reason]] = [
    (re.compile(rb"MZ[\s\S]{0,254}?\0|\x7fELF|\xfe\xed\xfa[\xce\xcf]|[\xce\xcf]\xfa\xed\xfe|\xca\xfe\xba\xbe"), Reason.PROGRAM),
    (re.compile(rb"#!|dex\n|\0asm|L\0\0\0\x01\x14\x02\0|!<arch>"), Reason.PROGRAM),
    (re.compile(rb"7z\xbc\xaf\x27\x1c|Rar!\x1a\x07|\x1f\x8b|BZh[1-9]1AY|\xfd7zXZ\0|\x28\xb5\x2f\xfd|MSCF|PK\x05\x06|PK\x07\x08"), Reason.ARCHIVE),
    (re.compile(rb"[\s\S]{257}ustar|[\s\S]{32769}CD001"), Reason.ARCHIVE),
    (re.compile(rb"GIF8[79]a|BM[\s\S]{4}\0\0\0\0|II\*\0|MM\0\*|8BPS\0|[\s\S]{4}ftyp(?:hei|hev|mif|msf|avi)|\0\0\0\x0cjP  "), Reason.OTHER_PICTURE),
    (re.compile(rb"\s*\{\\rtf"), Reason.OLD_OFFICE),
]  # fmt: skip
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")
MARKUP = re.compile(rb"\s*<[A-Za-z!?]")
TAGS = re.compile(rb"<\s*(?:!doctype|html|head|body|script|iframe|svg|object|embed)\b", re.IGNORECASE)
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Taken:
    """What is kept: the name to show (with an ending of its kind), the kind, and the content without metadata."""

    title: str
    kind: Kind
    data: bytes


def take(data: bytes, name: str) -> Taken:
    """The file as it may be kept. Raises Refused. The name decides nothing but between a table and a text."""
    kind = agreed(recognise(data), name)
    return Taken(names.titled(name, kind), kind, strip(data, kind))


def agreed(kind: Kind, name: str) -> Kind:
    """The kind of a content under that name. Raises Refused when the name's ending says another one."""
    said = names.ending(names.clean(name))
    if kind in TEXTS:
        kind = next((text for text in (Kind.CSV, Kind.TEXT) if said in TRAITS[text].endings), Kind.TEXT)
    if said and said not in TRAITS[kind].endings:
        raise Refused(Reason.WRONG_ENDING, kind)
    return kind


def recognise(data: bytes) -> Kind:
    """What a content is, by itself alone (a table of text counts as TEXT). Raises Refused."""
    if not data:
        raise Refused(Reason.EMPTY)
    head = data[:HEAD]
    found = pictures.kind_of(data)
    if data.startswith(b"%PDF-"):
        found = Kind.PDF
    elif b"%PDF-" in head:
        raise Refused(Reason.MIXED)
    if found is not None:
        if _also_archive(data):
            raise Refused(Reason.MIXED, found)
        (pdf if found is Kind.PDF else pictures).check(data)
        return found
    if data.startswith(packages.BEGINS):
        parts = packages.unpacked(data, packages.Room())
        inside = odf.kind_of(parts) or ooxml.kind_of(parts)
        if inside is None:  # a template, a drawing, a book…, or plainly an archive
            raise Refused(Reason.UNKNOWN if {"mimetype", ooxml.TYPES} & parts.keys() else Reason.ARCHIVE)
        return inside
    if data.startswith(OLE):
        raise Refused(Reason.LOCKED if LOCKED in data else Reason.OLD_OFFICE)
    for begins, reason in REFUSED:
        if begins.match(data):
            raise Refused(reason)
    return _text(data)


def _also_archive(data: bytes) -> bool:
    """Whether an archive was joined to the end of it."""
    try:
        return bool(zipfile.ZipFile(io.BytesIO(data)).infolist())
    except Exception:  # a decoder raises whatever a hostile file makes it meet
        return False


def _text(data: bytes) -> Kind:
    """TEXT, for what people read as it stands: UTF-8, or Windows' western page; no zero, no control characters."""
    try:
        said = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            said = data.decode("cp1252")
        except UnicodeDecodeError as fault:
            raise Refused(Reason.UNKNOWN) from fault
    if CONTROLS.search(said) or said.startswith("%!PS"):
        raise Refused(Reason.UNKNOWN)
    bare = data.removeprefix(b"\xef\xbb\xbf")
    # Browsers that guess look at the beginning only.
    if MARKUP.match(bare) or TAGS.search(bare[:HEAD]):
        raise Refused(Reason.MARKUP)
    return Kind.TEXT


def strip(data: bytes, kind: Kind) -> bytes:
    """The same content without author, place, software, history, nor anything that runs. Raises Refused.

    Texts stay as they are. What a document shows stays too, except the authors of its remarks and changes.
    """
    if kind is Kind.PDF:
        return pdf.strip(data)
    if kind in PICTURES:
        return pictures.redrawn(data)
    if kind in OOXML:
        return ooxml.strip(data)
    if kind in ODF:
        return odf.strip(data)
    return data
