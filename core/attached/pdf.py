"""PDF: what the pages show and what leads from one to the other, written again; nothing that runs or tells of it."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pypdf import PdfReader, apply_configuration
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NullObject, StreamObject

from core.attached import pictures
from core.attached.kinds import Kind, Reason, Refused

logging.getLogger("pypdf").setLevel(logging.ERROR)  # it warns of each small fault of other people's files

MOST_OBJECTS = 100_000  # some seconds of reading
MOST_BYTES = 50_000_000  # that one part may unpack to while the document is read
# Entries that go wherever they stand: who, when, with what; what runs or holds other files; signatures, which end
# when the file is written again. Short names are not among them: fonts and glyphs bear such names too.
GONE = frozenset({
    "/Metadata", "/PieceInfo", "/LastModified", "/Creator", "/CreatorInfo", "/Threads", "/SpiderInfo",
    "/OpenAction", "/JavaScript", "/EmbeddedFiles", "/Renditions", "/AlternatePresentations",
    "/Collection", "/XFA", "/Requirements", "/Perms", "/DSS", "/SigFlags",
})  # fmt: skip
RUNS = frozenset({
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/ResetForm", "/GoToR", "/GoToE", "/GoToDp",
    "/Rendition", "/Movie", "/Sound", "/RichMediaExecute", "/GoTo3DView", "/Hide", "/Trans",
    "/SetOCGState",
})  # fmt: skip
LEADS = ("http://", "https://", "mailto:", "tel:")
HOLDS = frozenset({"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"})
WORKS = frozenset({"/Widget", "/Link"})  # annotations of which /T is no author


def check(data: bytes) -> None:
    """Raises Refused when it is locked by a password, or cannot be read."""
    with _reading():
        _reader(data)


def strip(data: bytes) -> bytes:
    """The same pages, links, outline, fields and tags, in a file of its own. Raises Refused."""
    with _reading():
        reader = _reader(data)
        root = reader.root_object.indirect_reference
        if root is None:
            raise Refused(Reason.DAMAGED, Kind.PDF)
        kept: dict[tuple[int, int], Any] = {}
        todo = [root]
        while todo:
            at = todo.pop()
            key = (at.idnum, at.generation)
            if key not in kept:
                if len(kept) >= MOST_OBJECTS:
                    raise Refused(Reason.BOMB)
                kept[key] = at.get_object()
                todo += _cleaned(kept[key])
        return _written(kept, root)


@contextmanager
def _reading() -> Iterator[None]:
    """Whatever a hostile file makes the library raise is one refusal."""
    try:
        with apply_configuration(
            zlib_maximum_output_length=MOST_BYTES,
            lzw_maximum_output_length=MOST_BYTES,
            run_length_maximum_output_length=MOST_BYTES,
        ):
            yield
    except Refused:
        raise
    except Exception as fault:
        raise Refused(Reason.DAMAGED, Kind.PDF) from fault


def _reader(data: bytes) -> PdfReader:
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        raise Refused(Reason.LOCKED, Kind.PDF)
    if not len(reader.pages):
        raise Refused(Reason.DAMAGED, Kind.PDF)
    return reader


def _cleaned(value: Any) -> Iterator[IndirectObject]:
    """Takes out of a value what is not kept, and gives the references that remain in it."""
    todo = [value]
    while todo:
        held = todo.pop()
        if isinstance(held, IndirectObject):
            yield held
        elif isinstance(held, DictionaryObject):
            _clean(held)
            todo += dict.values(held)
        elif isinstance(held, ArrayObject):
            held[:] = [part for part in held if not _holds(part.get_object())]
            todo += held


def _clean(held: DictionaryObject) -> None:
    """Judged by what it is, never by who refers to it: a hostile file may refer to one thing as two."""
    if _runs(held) or _holds(held) or "/ByteRange" in held:
        held.clear()
    for name in [name for name in held if name in GONE or _gone(held, name)]:
        del held[name]
    if isinstance(held, StreamObject) and _of(held, "/Filter") in ("/DCTDecode", ["/DCTDecode"]):
        held._data = pictures.jpeg(held._data)  # set_data would decode it, and write it in another format


def _of(held: DictionaryObject, name: str) -> Any:
    value = held.get(name)
    return value if value is None else value.get_object()


def _runs(held: DictionaryObject) -> bool:
    """Whether it is an action other than going to a page, or to an address that people know."""
    act = _of(held, "/S")
    return act in RUNS or (act == "/URI" and not str(_of(held, "/URI")).lower().startswith(LEADS))


def _holds(held: Any) -> bool:
    """Whether it is an annotation that holds a file, a film or a sound."""
    return isinstance(held, DictionaryObject) and "/Rect" in held and _of(held, "/Subtype") in HOLDS


def _gone(held: DictionaryObject, name: str) -> bool:
    """The same as GONE, of names that mean this only in such a place."""
    if name in {"/AA", "/EF", "/RF"}:  # else a font or a drawing of that name
        value = held[name]
        return not isinstance(value, StreamObject) and not (
            isinstance(value, DictionaryObject) and "/Type" in value
        )
    if name == "/AF":
        value = held[name]
        return isinstance(value, ArrayObject) or (isinstance(value, DictionaryObject) and "/EF" in value)
    if name == "/B":
        return _of(held, "/Type") == "/Page"
    if name == "/V":
        return _of(held, "/FT") == "/Sig"
    return name == "/T" and "/Rect" in held and _of(held, "/Subtype") not in WORKS


def _written(objects: dict[tuple[int, int], Any], root: IndirectObject) -> bytes:
    """The file of these objects, under their own numbers; what refers to none of them refers to nothing."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    table = [b"xref\n0 1\n0000000000 65535 f \n"]
    for (number, generation), held in sorted(objects.items(), key=lambda pair: pair[0]):
        if held is None or isinstance(held, NullObject):
            continue
        table.append(b"%d 1\n%010d %05d n \n" % (number, out.tell(), generation))
        out.write(b"%d %d obj\n" % (number, generation))
        held.write_to_stream(out)
        out.write(b"\nendobj\n")
    begins = out.tell()
    size = max(number for number, _generation in objects) + 1
    out.write(b"".join(table))
    out.write(b"trailer\n<< /Size %d /Root %d %d R >>\n" % (size, root.idnum, root.generation))
    out.write(b"startxref\n%d\n%%%%EOF\n" % begins)
    return out.getvalue()
