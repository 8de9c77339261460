"""The kinds of files that may be attached, and the reasons why others are not: plain values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    WEBP = "webp"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    ODP = "odp"
    CSV = "csv"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Traits:
    """`media` is the content type that the portal sends; the first of `endings` is the one that it gives."""

    media: str
    endings: tuple[str, ...]
    icon: str


_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
TRAITS: dict[Kind, Traits] = {
    Kind.PDF: Traits("application/pdf", ("pdf",), "file-earmark-pdf"),
    Kind.PNG: Traits("image/png", ("png",), "file-earmark-image"),
    Kind.JPEG: Traits("image/jpeg", ("jpg", "jpeg", "jpe", "jfif"), "file-earmark-image"),
    Kind.WEBP: Traits("image/webp", ("webp",), "file-earmark-image"),
    Kind.DOCX: Traits(f"{_OOXML}wordprocessingml.document", ("docx",), "file-earmark-text"),
    Kind.XLSX: Traits(f"{_OOXML}spreadsheetml.sheet", ("xlsx",), "file-earmark-spreadsheet"),
    Kind.PPTX: Traits(f"{_OOXML}presentationml.presentation", ("pptx",), "file-earmark-slides"),
    Kind.ODT: Traits(f"{_ODF}text", ("odt",), "file-earmark-text"),
    Kind.ODS: Traits(f"{_ODF}spreadsheet", ("ods",), "file-earmark-spreadsheet"),
    Kind.ODP: Traits(f"{_ODF}presentation", ("odp",), "file-earmark-slides"),
    Kind.CSV: Traits("text/csv", ("csv", "tsv"), "file-earmark-spreadsheet"),
    Kind.TEXT: Traits("text/plain", ("txt", "md", "log"), "file-earmark-text"),
}
PICTURES = frozenset({Kind.PNG, Kind.JPEG, Kind.WEBP})
OOXML = frozenset({Kind.DOCX, Kind.XLSX, Kind.PPTX})
ODF = frozenset({Kind.ODT, Kind.ODS, Kind.ODP})
TEXTS = frozenset({Kind.CSV, Kind.TEXT})


class Reason(StrEnum):
    """Why a file is refused."""

    EMPTY = "empty"
    UNKNOWN = "unknown"
    WRONG_ENDING = "wrong ending"
    MARKUP = "markup"
    PROGRAM = "program"
    ARCHIVE = "archive"
    OLD_OFFICE = "old office"
    OTHER_PICTURE = "other picture"
    ACTIVE = "active"
    LOCKED = "locked"
    BOMB = "bomb"
    PIXELS = "pixels"
    MIXED = "mixed"
    HOLDS = "holds"
    DAMAGED = "damaged"


class Refused(Exception):
    """The file is not taken. `kind` is what it is, where that is known; `part` what it holds inside."""

    def __init__(self, reason: Reason, kind: Kind | None = None, part: str = ""):
        super().__init__(reason, kind, part)
        self.reason, self.kind, self.part = reason, kind, part
