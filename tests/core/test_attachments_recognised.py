"""A file is what its content is: what is taken, what is refused and why, and under which name it is kept."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from PIL import Image

from core import attachment_words as words
from core.attached import names, odf, ooxml, packages, pictures, taking
from core.attached.kinds import TRAITS, Kind, Reason, Refused
from core.attachments import accept
from tests.core import attached_files as files
from tests.core.attached_files import HONEST, MAIN, W, archive, docx, pdf, picture, related

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def refused(data: bytes, name: str = "fichier") -> Refused:
    with pytest.raises(Refused) as caught:
        taking.take(data, name)
    return caught.value


@pytest.mark.parametrize("kind", HONEST)
def test_a_kind_is_recognised_by_its_content_and_what_is_kept_is_of_that_kind(kind):
    name, made = HONEST[kind]
    taken = taking.take(made(), name)
    assert taken.kind == kind
    assert taken.title == name
    again = taking.take(taken.data, taken.title)
    assert again.kind == kind


@pytest.mark.parametrize("kind", [kind for kind in HONEST if kind not in {"csv", "text"}])
@pytest.mark.parametrize("wrong", ["pdf", "png", "docx", "ods", "csv", "exe", "docm", "html"])
def test_a_name_that_says_something_else_is_refused_in_a_sentence_that_names_both(kind, wrong):
    if wrong in TRAITS[Kind(kind)].endings:
        return
    fault = refused(HONEST[kind][1](), f"rapport.{wrong}")
    assert (fault.reason, fault.kind) == (Reason.WRONG_ENDING, kind)
    for language in ("fr", "en"):
        with translation.override(language):
            said = words.refusal(fault, f"rapport.{wrong}")
            assert f"rapport.{wrong}" in said and str(words.A_KIND[Kind(kind)]) in said


def test_the_sentence_of_a_wrong_ending_in_english():
    sent = SimpleUploadedFile("rapport.pdf", picture("PNG"), content_type="application/pdf")
    with translation.override("en"), pytest.raises(ValidationError) as caught:
        accept(sent)
    assert caught.value.messages == [
        "rapport.pdf is in fact a PNG picture: rename it or send the right file."
    ]


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_reason_has_a_sentence_without_holes(reason, language):
    with translation.override(language):
        said = words.refusal(Refused(reason, Kind.PDF, "objet.bin"), "rapport.pdf")
    assert "rapport.pdf" in said and "%" not in said and said.endswith(".")


def tar() -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as out:
        out.addfile(tarfile.TarInfo("a.txt"))
    return held.getvalue()


def other(form: str) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (9, 9)).save(held, form)
    return held.getvalue()


def macro(part: str = "word/vbaProject.bin") -> bytes:
    return docx(**{part: OLE})


def said(instruction: str) -> bytes:
    return docx(**{"word/document.xml": f"<w:document {W}><w:p>{instruction}</w:p></w:document>"})


def renamed(data: bytes, old: bytes, new: bytes) -> bytes:
    assert len(old) == len(new) and old in data
    return data.replace(old, new)


def many_parts() -> bytes:
    return archive({str(n): b"" for n in range(packages.MOST_PARTS + 1)})


def bomb() -> bytes:
    """An Office document of a hundred kilobytes that unpacks to 120 MB."""
    return docx(**{f"word/{n}.xml": b"<x>" + bytes(20_000_000) for n in range(6)})


def flagged() -> bytes:
    """A document of which a part says that it is under a password."""
    data = bytearray(docx())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


HOSTILE = {
    "empty": (lambda: b"", Reason.EMPTY),
    "noise": (lambda: bytes(range(256)) * 9, Reason.UNKNOWN),
    "zeros in a text": (lambda: b"Bonjour\0", Reason.UNKNOWN),
    "orders to a terminal": (lambda: b"Bonjour \x1b[2J", Reason.UNKNOWN),
    "text of two bytes": (lambda: "Bonjour".encode("utf-16"), Reason.UNKNOWN),
    "no text of any page": (lambda: b"caf\xe9 \x81\x8d", Reason.UNKNOWN),
    "PostScript": (lambda: b"%!PS-Adobe-3.0\n", Reason.UNKNOWN),
    "page": (lambda: b"<!DOCTYPE html><script>alert(1)</script>", Reason.MARKUP),
    "page after spaces": (lambda: b"\xef\xbb\xbf \r\n <HTML>", Reason.MARKUP),
    "page after a word": (lambda: b"Bonjour <ScRiPt src=x>", Reason.MARKUP),
    "page of Windows": (lambda: b"<p>\xe9</p>", Reason.MARKUP),
    "SVG": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", Reason.MARKUP),
    "SVG as XML": (lambda: b"<?xml version='1.0'?><svg/>", Reason.MARKUP),
    "Windows program": (lambda: b"MZ\x90\0" + bytes(300), Reason.PROGRAM),
    "Linux program": (lambda: b"\x7fELF\x02\x01" + bytes(300), Reason.PROGRAM),
    "macOS program": (lambda: b"\xcf\xfa\xed\xfe" + bytes(300), Reason.PROGRAM),
    "Java program": (lambda: b"\xca\xfe\xba\xbe" + bytes(300), Reason.PROGRAM),
    "script": (lambda: b"#!/bin/sh\nrm -rf /\n", Reason.PROGRAM),
    "shortcut": (lambda: b"L\0\0\0\x01\x14\x02\0" + bytes(90), Reason.PROGRAM),
    "ZIP": (lambda: archive({"a.txt": "a"}), Reason.ARCHIVE),
    "empty ZIP": (lambda: archive({}), Reason.ARCHIVE),
    "7z": (lambda: b"7z\xbc\xaf\x27\x1c" + bytes(90), Reason.ARCHIVE),
    "RAR": (lambda: b"Rar!\x1a\x07\x01\0", Reason.ARCHIVE),
    "gzip": (lambda: b"\x1f\x8b\x08\0", Reason.ARCHIVE),
    "tar": (tar, Reason.ARCHIVE),
    "Java archive": (lambda: archive({"META-INF/MANIFEST.MF": "x", "A.class": "x"}), Reason.ARCHIVE),
    "book": (lambda: archive({"mimetype": "application/epub+zip"}), Reason.UNKNOWN),
    "GIF": (lambda: other("GIF"), Reason.OTHER_PICTURE),
    "BMP": (lambda: other("BMP"), Reason.OTHER_PICTURE),
    "TIFF": (lambda: other("TIFF"), Reason.OTHER_PICTURE),
    "picture of a telephone": (lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Reason.OTHER_PICTURE),
    "old Word": (lambda: OLE, Reason.OLD_OFFICE),
    "RTF": (lambda: b"{\\rtf1\\ansi Bonjour}", Reason.OLD_OFFICE),
    "Office under a password": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), Reason.LOCKED),
    "OpenDocument under a password": (
        lambda: files.odf(**{"META-INF/manifest.xml": "<m><manifest:encryption-data/></m>"}),
        Reason.LOCKED,
    ),
    "PDF under a password": (lambda: pdf(password="sesame"), Reason.LOCKED),
    "part under a password": (flagged, Reason.LOCKED),
    "macros": (macro, Reason.ACTIVE),
    "macros elsewhere": (lambda: macro("word/other/VbaProject.BIN"), Reason.ACTIVE),
    "macros under another name": (lambda: related("vbaProject", "x.bin", OLE), Reason.ACTIVE),
    "document that says it has macros": (
        lambda: docx("application/vnd.ms-word.document.macroEnabled.main+xml"),
        Reason.ACTIVE,
    ),
    "sheet of macros": (lambda: related("xlMacrosheet", "x.xml", "<x/>"), Reason.ACTIVE),
    "active control": (lambda: related("control", "x.xml", "<x/>"), Reason.ACTIVE),
    "field that starts a program": (lambda: said("<w:instrText>DDE</w:instrText><w:instrText>AUTO cmd</w:instrText>"), Reason.ACTIVE),
    "simple field that starts a program": (lambda: said('<w:fldSimple w:instr=" dde cmd x"/>'), Reason.ACTIVE),
    "OpenDocument with macros": (lambda: files.odf(**{"Basic/Standard/Module1.xml": "<x/>"}), Reason.ACTIVE),
    "OpenDocument with scripts": (lambda: files.odf(**{"Scripts/python/x.py": "x"}), Reason.ACTIVE),
    "OpenDocument that calls a script": (
        lambda: files.odf(**{"content.xml": '<x xlink:href="vnd.sun.star.script:x"/>'}),
        Reason.ACTIVE,
    ),
    "OpenDocument that starts a program": (
        lambda: files.odf(**{"content.xml": '<x presentation:action="execute"/>'}),
        Reason.ACTIVE,
    ),
    "Office template": (lambda: docx(f"{MAIN}wordprocessingml.template.main+xml"), Reason.UNKNOWN),
    "document without its text": (lambda: docx(**{"word/document.xml": None}), Reason.UNKNOWN),
    "object of another program": (lambda: related("oleObject", "x.bin", OLE), Reason.HOLDS),
    "program inside": (lambda: related("package", "x.xlsx", b"MZ\x90\0"), Reason.HOLDS),
    "archive inside": (lambda: related("package", "x.docx", archive({"a": "a"})), Reason.HOLDS),
    "macros inside": (lambda: related("package", "x.docx", macro()), Reason.HOLDS),
    "film inside": (lambda: related("video", "x.mp4", b"\0\0\0\x18ftypmp42"), Reason.HOLDS),
    "document in a document in a document in a document": (
        lambda: related("package", "a.docx", related("package", "a.docx", related("package", "a.docx", docx()))),
        Reason.HOLDS,
    ),
    "object in an OpenDocument": (lambda: files.odf(**{"Object 2": OLE}), Reason.HOLDS),
    "bomb": (bomb, Reason.BOMB),
    "bomb of a list": (lambda: docx(**{"[Content_Types].xml": b"<x/>" * 1_400_000}), Reason.BOMB),
    "bomb of references": (
        lambda: docx(**{"word/_rels/document.xml.rels": b"<x>" + b"<x/>" * 1_400_000}),
        Reason.BOMB,
    ),
    "bomb of parts": (many_parts, Reason.BOMB),
    "picture of 900 million points": (files.huge_picture, Reason.PIXELS),
    "picture just too large": (lambda: files.huge_picture(7072), Reason.PIXELS),
    "picture of 10 000 million points": (lambda: files.huge_picture(100_000), Reason.PIXELS),
    "such a picture in a document": (lambda: related("image", "x.png", files.huge_picture()), Reason.PIXELS),
    "PDF that begins as a page": (lambda: b"<html><script>x</script>" + pdf(), Reason.MIXED),
    "PDF that begins as a picture": (lambda: picture("PNG")[:60] + pdf(), Reason.MIXED),
    "PDF with an archive behind": (lambda: pdf() + archive({"a.jar": "x"}), Reason.MIXED),
    "picture with an archive behind": (lambda: picture("JPEG") + archive({"a": "a"}), Reason.MIXED),
    "document behind a PDF's head": (lambda: archive({"%PDF-1.7": "", "[Content_Types].xml": "x"}), Reason.MIXED),
    "two parts of one name": (lambda: docx(**{"WORD/Document.xml": "<x/>"}), Reason.MIXED),
    "part that leads out": (lambda: docx(**{"../../evil.xml": "<x/>"}), Reason.DAMAGED),
    "part at the root": (lambda: docx(**{"/etc/passwd": "x"}), Reason.DAMAGED),
    "part of Windows": (lambda: docx(**{"word\\evil.xml": "x"}), Reason.DAMAGED),
    "part of a drive": (lambda: docx(**{"C:evil.xml": "x"}), Reason.DAMAGED),
    "unusual compression": (lambda: archive({"mimetype": "x", "content.xml": "x"}, method=zipfile.ZIP_LZMA), Reason.DAMAGED),
    "entities": (lambda: said('<!DOCTYPE x [<!ENTITY a "a">]>'), Reason.DAMAGED),
    "entities in the contents": (lambda: docx(**{"[Content_Types].xml": '<!DOCTYPE x><x/>'}), Reason.DAMAGED),
    "contents that are no XML": (lambda: docx(**{"[Content_Types].xml": "<x"}), Reason.DAMAGED),
    "entities in a manifest": (
        lambda: files.odf(**{"META-INF/manifest.xml": '<!DOCTYPE x [<!ENTITY a "a">]><x/>'}),
        Reason.DAMAGED,
    ),
    "manifest that is no XML": (lambda: files.odf(**{"META-INF/manifest.xml": "<x"}), Reason.DAMAGED),
    "text of two bytes in a document": (
        lambda: docx(**{"word/document.xml": "<w:document/>".encode("utf-16")}),
        Reason.DAMAGED,
    ),
    "element without end": (lambda: said("<w:docVars>"), Reason.DAMAGED),
    "document cut short": (lambda: docx()[:-200], Reason.DAMAGED),
    "document with a wrong sum": (lambda: renamed(archive({"mimetype": "abc"}, method=zipfile.ZIP_STORED), b"abc", b"abd"), Reason.DAMAGED),
    "PDF cut short": (lambda: pdf()[:40], Reason.DAMAGED),
    "PDF without pages": (lambda: b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>", Reason.DAMAGED),
    "PDF of the first words only": (lambda: b"%PDF-1.4", Reason.DAMAGED),
    "picture cut short": (lambda: picture("PNG", size=(400, 400))[:300], Reason.DAMAGED),
    "picture of the first words only": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(40), Reason.DAMAGED),
    "WebP that is none": (lambda: b"RIFF\x10\0\0\0WEBPVP8 " + bytes(40), Reason.DAMAGED),
    "broken photograph in a document": (lambda: related("image", "x.jpeg", picture("JPEG")[:9] + b"\xff\xff"), Reason.DAMAGED),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_for_its_own_reason(case):
    made, reason = HOSTILE[case]
    assert refused(made()).reason is reason


def test_a_photograph_whose_parts_do_not_follow_each_other_is_refused():
    with pytest.raises(Refused) as caught:
        pictures.jpeg(b"\xff\xd8\xff\xe0" + struct.pack(">H", 900) + b"JFIF")
    assert caught.value.reason is Reason.DAMAGED


def test_an_archive_that_lies_about_a_size_unpacks_no_more_than_it_says():
    """The sum of what the entries announce is what is compared; zipfile reads no more of each."""
    data = docx(**{"word/big.xml": b"<x>" + bytes(3_000_000)})
    lying = renamed(data, struct.pack("<I", 3_000_003), struct.pack("<I", 10))
    for held, reason in ((data, Reason.BOMB), (lying, Reason.DAMAGED)):
        with pytest.raises(Refused) as caught:
            packages.unpacked(held, packages.Room(1_000_000))
        assert caught.value.reason is reason


def test_documents_inside_a_document_count_with_it():
    parts = files.parts_of(docx())
    inside = files.parts_of(parts["word/embeddings/table.xlsx"])
    exactly = sum(map(len, parts.values())) + sum(map(len, inside.values()))
    assert ooxml.strip(docx(), room=packages.Room(exactly))
    with pytest.raises(Refused) as caught:
        ooxml.strip(docx(), room=packages.Room(exactly - 1))
    assert caught.value.reason is Reason.BOMB


def test_a_kind_that_is_allowed_is_not_taken_for_a_bomb():
    assert taking.recognise(docx(**{"word/long.xml": b"<x>" + b"texte " * 1_000_000})) is Kind.DOCX
    assert taking.recognise(files.huge_picture(7071)) is Kind.PNG


@pytest.mark.parametrize(
    ("sent", "kind", "kept"),
    [
        ("Fiche.pdf", Kind.PDF, "Fiche.pdf"),
        ("Fiche.PDF", Kind.PDF, "Fiche.pdf"),
        ("Fiche", Kind.PDF, "Fiche.pdf"),
        ("Bilan 2.5", Kind.PDF, "Bilan 2.5.pdf"),
        ("../../etc/passwd", Kind.TEXT, "passwd.txt"),
        ("C:\\Users\\Zoé\\plan.png", Kind.PNG, "plan.png"),
        ("plan.png\r\nSet-Cookie: a=b", Kind.PNG, "plan.png Set-Cookie: a=b.png"),
        ("a\0b\x07\x1b.txt", Kind.TEXT, "ab.txt"),
        ("annexe\u202efdp.txt", Kind.TEXT, "annexefdp.txt"),
        ("  .pdf", Kind.PDF, "pdf.pdf"),
        ("...", Kind.PDF, "document.pdf"),
        ("", Kind.JPEG, "document.jpg"),
        ("e\u0301te\u0301.csv", Kind.CSV, "été.csv"),
        ("x" * 300 + ".docx", Kind.DOCX, "x" * 115 + ".docx"),
        ("x" * 300, Kind.ODS, "x" * 116 + ".ods"),
        ("photo.jpeg", Kind.JPEG, "photo.jpeg"),
    ],
)
def test_the_name_that_is_shown(sent, kind, kept):
    assert names.titled(sent, kind) == kept
    assert len(kept) <= names.LONGEST
    assert names.titled(kept, kind) == kept


def test_a_long_name_keeps_its_end_in_a_sentence():
    fault = refused(picture("PNG"), "é" * 300 + ".pdf")
    assert ".pdf" in words.refusal(fault, "é" * 300 + ".pdf")
    assert len(words.refusal(fault, "é" * 300 + ".pdf")) < 250


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.csv", Kind.CSV), ("a.tsv", Kind.CSV), ("a.txt", Kind.TEXT), ("a.md", Kind.TEXT), ("a", Kind.TEXT), ("a.bat", None), ("a.vbs", None), ("a.html", None)],
)  # fmt: skip
def test_between_a_table_and_a_text_the_name_decides_and_no_other_text_is_taken(name, kind):
    if kind is None:
        assert refused(b"a;b\n", name).reason is Reason.WRONG_ENDING
    else:
        assert taking.take(b"a;b\n", name) == taking.Taken(names.titled(name, kind), kind, b"a;b\n")


@pytest.mark.parametrize(
    ("count", "fr", "en"),
    [
        (0, "0 octets", "0 bytes"),
        (812, "812 octets", "812 bytes"),
        (1024, "1 ko", "1 kB"),
        (34_900, "34 ko", "34 kB"),
        (1_258_291, "1,2 Mo", "1.2 MB"),
        (10 * 1024**2, "10 Mo", "10 MB"),
        (1024**2 - 1, "1 Mo", "1 MB"),
    ],
)
def test_sizes_in_words(count, fr, en):
    with translation.override("en"):
        assert words.size(count).replace("\u00a0", " ") == en
    with translation.override("fr"):
        said = words.size(count).replace("\u00a0", " ")
        assert said.split(" ")[0] == fr.split(" ")[0]
        assert "octets" in fr or said == fr


def test_every_kind_has_its_traits_and_its_words_and_no_ending_is_of_two_kinds():
    assert set(Kind) == set(TRAITS) == set(words.KINDS) == set(words.A_KIND)
    assert set(Reason) == set(words.REFUSALS)
    endings = [ending for traits in TRAITS.values() for ending in traits.endings]
    assert len(endings) == len(set(endings))
    assert {ooxml.KINDS[key] for key in ooxml.KINDS} | set(odf.KINDS.values()) <= set(Kind)
