"""What is kept of a file shows what was sent, and tells nothing of who made it, where, with what, nor runs anything."""

from __future__ import annotations

import io
from xml.etree import ElementTree

import openpyxl
import pypdfium2
import pytest
from PIL import Image, ImageCms
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from core.attached import ooxml, pictures, taking
from core.attached.kinds import Kind
from tests.core import attached_files as files
from tests.core.attached_files import (
    AUTHOR,
    HONEST,
    PLACE,
    PLANTED,
    SOFTWARE,
    docx,
    parts_of,
    pdf,
    picture,
    related,
)

RUN = ("/JavaScript", "/Launch", "/SubmitForm", "/GoToR", "/EmbeddedFile", "/OpenAction", "/AA", "/ByteRange")


def told(data: bytes) -> str:
    """All that is in a file, whatever it is packed in, as text."""
    if data.startswith(b"PK"):
        return "\n".join(f"{name}\n{told(content)}" for name, content in parts_of(data).items())
    if data.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(data))
        found = [reader.get_object(number) for number in range(1, reader.trailer["/Size"])]
        streams = [
            held.get_data() if "/Filter" not in held or held["/Filter"] == "/FlateDecode" else held._data
            for held in found
            if isinstance(held, StreamObject)
        ]
        return "\n".join([repr(reader.trailer), *map(repr, found), *map(told, streams)])
    if data.startswith((b"\x89PNG", b"\xff\xd8", b"RIFF")):
        with Image.open(io.BytesIO(data)) as seen:
            held = {
                **seen.info,
                **getattr(seen, "text", {}),
                **seen.getexif(),
                "gps": dict(seen.getexif().get_ifd(0x8825)),
            }
            return data.decode("latin-1") + repr(held)
    return data.decode("utf-8", "replace")


@pytest.mark.parametrize("kind", [kind for kind in HONEST if kind not in {"csv", "text"}])
def test_nothing_that_was_planted_is_left(kind):
    name, made = HONEST[kind]
    before = told(made())
    assert AUTHOR in before
    after = told(taking.take(made(), name).data)
    for planted in PLANTED:
        assert planted not in after, after[max(0, after.index(planted) - 200) :][:400]


@pytest.mark.parametrize("kind", ["csv", "text"])
def test_a_text_stays_as_it_is(kind):
    name, made = HONEST[kind]
    assert taking.take(made(), name).data == made()


@pytest.mark.parametrize("kind", [kind for kind in HONEST if kind not in {"jpeg", "webp"}])
def test_what_was_stripped_once_is_stripped(kind):
    """The same bytes each time, so that the same file sent twice is known again."""
    name, made = HONEST[kind]
    kept = taking.take(made(), name).data
    assert taking.take(made(), name).data == kept
    assert taking.take(kept, name).data == kept


# Pictures --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_turned_as_its_camera_says_and_says_it_no_more(form):
    """6: the camera was held upright, red is above."""
    with Image.open(io.BytesIO(pictures.redrawn(picture(form, turned=6)))) as seen:
        assert seen.size == (24, 40)
        above, below = seen.convert("RGB").getpixel((12, 5)), seen.convert("RGB").getpixel((12, 35))
        assert above[0] > 200 > 60 > above[2] and below[2] > 200 > 60 > below[0]
        assert not seen.getexif() and not {"exif", "xmp", "comment", "icc_profile"} & seen.info.keys()


def test_the_colours_of_a_picture_are_those_of_screens():
    """A profile that exchanges nothing leaves them; one that cannot be read is let go of."""
    screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (screen, b"no profile"):
        with Image.open(io.BytesIO(pictures.redrawn(picture("JPEG", icc_profile=profile)))) as seen:
            assert "icc_profile" not in seen.info
            assert all(abs(a - b) < 12 for a, b in zip(seen.getpixel((5, 5)), (254, 0, 0), strict=True))


def test_a_picture_of_four_inks_becomes_one_of_a_screen():
    held = io.BytesIO()
    Image.new("CMYK", (9, 9)).save(held, "JPEG")
    with Image.open(io.BytesIO(pictures.redrawn(held.getvalue()))) as seen:
        assert seen.mode == "RGB"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_a_png_keeps_its_kind_of_points(mode):
    held = io.BytesIO()
    drawn = Image.new(mode, (9, 9))
    drawn.save(held, "PNG", **({"transparency": 0} if mode == "P" else {}))
    with Image.open(io.BytesIO(pictures.redrawn(held.getvalue()))) as seen, Image.open(held) as sent:
        assert (seen.mode, seen.info.get("transparency")) == (sent.mode, sent.info.get("transparency"))
        assert seen.tobytes() == sent.tobytes()


def test_what_a_camera_says_that_cannot_be_read_loses_no_picture():
    data = picture("JPEG")
    start = data.index(b"Exif\0\0") + 6
    with Image.open(io.BytesIO(pictures.redrawn(data[:start] + b"XX" + data[start + 2 :]))) as seen:
        assert seen.size == (40, 24)


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_picture_in_a_document_keeps_its_very_points(form):
    data = picture(form)
    kept = pictures.inside(data)
    assert not any(word in told(kept) for word in PLANTED)
    with Image.open(io.BytesIO(kept)) as seen, Image.open(io.BytesIO(data)) as sent:
        assert seen.tobytes() == sent.tobytes()


def test_a_photograph_in_a_document_keeps_the_profile_of_its_colours_and_nothing_behind_its_end():
    screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    kept = pictures.jpeg(picture("JPEG", icc_profile=screen, progressive=True) + AUTHOR.encode())
    assert AUTHOR not in told(kept)
    with Image.open(io.BytesIO(kept)) as seen:
        assert seen.info["icc_profile"] == screen
        seen.load()


def test_what_stands_between_the_parts_of_a_photograph_is_left_out():
    data = picture("JPEG")
    kept = pictures.jpeg(data[:20] + AUTHOR.encode() + data[20:])  # behind the first part, of 18 bytes
    assert data[2:4] == b"\xff\xe0" and data[4:6] == b"\0\x10"
    assert kept == pictures.jpeg(data)


def test_a_photograph_cut_short_keeps_what_there_is_of_it():
    data = picture("JPEG", size=(64, 64))
    assert pictures.jpeg(data[:-20]).endswith(data[-40:-20] + b"\xff\xd9")


@pytest.mark.parametrize("form", ["GIF", "WEBP", "TIFF", "BMP"])
def test_other_pictures_in_a_document_are_drawn_anew(form):
    held = io.BytesIO()
    more = {
        "GIF": {"comment": AUTHOR},
        "WEBP": {"xmp": files.xmp()},
        "TIFF": {"tiffinfo": {315: AUTHOR}},
        "BMP": {},
    }
    Image.new("RGB", (9, 9), "red").save(held, form, **more[form])
    kept = pictures.inside(held.getvalue())
    assert AUTHOR.encode() not in kept
    with Image.open(io.BytesIO(kept)) as seen:
        assert (seen.format, seen.size, seen.convert("RGB").getpixel((4, 4))[0] > 240) == (form, (9, 9), True)


def test_a_picture_that_moves_in_a_document_goes_on_moving():
    held = io.BytesIO()
    steps = [Image.new("P", (9, 9), n) for n in (1, 2, 3)]
    steps[0].putpalette([0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255] + [0] * 756)
    for step in steps[1:]:
        step.putpalette(steps[0].getpalette())
    steps[0].save(held, "GIF", save_all=True, append_images=steps[1:], comment=AUTHOR)
    kept = pictures.inside(held.getvalue())
    assert AUTHOR.encode() in held.getvalue() and AUTHOR.encode() not in kept
    with Image.open(io.BytesIO(kept)) as seen:
        assert seen.n_frames == 3


# PDF -------------------------------------------------------------------------------------------------
def test_a_pdf_shows_what_it_showed():
    before, after = pdf(), taking.take(pdf(), "x.pdf").data
    with pypdfium2.PdfDocument(before) as sent, pypdfium2.PdfDocument(after) as seen:
        assert len(seen) == len(sent) == 2
        for number in (0, 1):
            assert seen[number].render().to_pil().tobytes() == sent[number].render().to_pil().tobytes()


def test_a_pdf_keeps_its_outline_its_links_and_its_remarks():
    reader = PdfReader(io.BytesIO(taking.take(pdf(), "x.pdf").data))
    assert [entry.title for entry in reader.outline] == ["Partie deux"]
    assert reader.get_destination_page_number(reader.outline[0]) == 1
    notes = [note.get_object() for note in reader.pages[0]["/Annots"]]
    addresses = [note["/A"].get("/URI") for note in notes if "/A" in note]
    assert all(notes), "what held a file leaves no hole in the list"
    assert addresses == ["https://intranet.example.org/", None, None, None, None]
    assert [note["/Contents"] for note in notes if note.get("/Subtype") == "/Text"] == ["Une remarque"]
    assert "/B" in reader.pages[0]["/Resources"]["/XObject"]
    assert reader.trailer["/Root"]["/AcroForm"]["/Fields"][0]["/T"] == "Signature1"


def test_nothing_runs_in_a_pdf_and_nothing_is_hidden_in_it():
    before, after = told(pdf()), told(taking.take(pdf(), "x.pdf").data)
    for word in RUN:
        assert f"'{word}'" in before
        assert f"'{word}'" not in after
    assert PdfReader(io.BytesIO(taking.take(pdf(), "x.pdf").data)).metadata is None


def test_one_thing_that_a_pdf_refers_to_as_two_is_freed_whichever_is_read_first():
    """An action that also stands among the fonts, where names mean nothing."""
    made = files.writer(told=False)
    run = made._add_object(files.action("/JavaScript", JS=AUTHOR))
    page = made.pages[0]
    page["/Resources"][NameObject("/Font")] = DictionaryObject({NameObject("/AA"): run})
    page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): run})
    signature = {NameObject("/ByteRange"): ArrayObject(), NameObject("/Name"): TextStringObject(AUTHOR)}
    page[NameObject("/Tabs")] = made._add_object(DictionaryObject(signature))
    held = io.BytesIO()
    made.write(held)
    assert AUTHOR not in told(taking.take(held.getvalue(), "x.pdf").data)


def test_a_pdf_written_again_and_again_keeps_its_last_state_only():
    first = files.writer(told=False)
    first._root_object[NameObject("/Lang")] = TextStringObject(AUTHOR)
    held = io.BytesIO()
    first.write(held)
    second, again = PdfWriter(io.BytesIO(held.getvalue()), incremental=True), io.BytesIO()
    second._root_object[NameObject("/Lang")] = TextStringObject("fr")
    second.write(again)
    assert AUTHOR.encode() in again.getvalue()
    assert AUTHOR.encode() not in taking.take(again.getvalue(), "x.pdf").data


def test_letters_drawn_by_a_pdf_itself_keep_their_names():
    """A font may have a letter called as what would be taken out elsewhere."""
    made = files.writer(told=False)
    letters = DictionaryObject()
    for name in ("/B", "/AA", "/EF", "/AF", "/T", "/V"):
        drawn = DecodedStreamObject()
        drawn.set_data(b"0 0 9 9 re f")
        letters[NameObject(name)] = made._add_object(drawn)
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/CharProcs"): letters})
    made.pages[0]["/Resources"][NameObject("/Font")] = DictionaryObject(
        {NameObject("/AA"): made._add_object(font)}
    )
    held = io.BytesIO()
    made.write(held)
    page = PdfReader(io.BytesIO(taking.take(held.getvalue(), "x.pdf").data)).pages[0]
    assert set(page["/Resources"]["/Font"]["/AA"]["/CharProcs"]) == {"/B", "/AA", "/EF", "/AF", "/T", "/V"}


# Office ----------------------------------------------------------------------------------------------
def test_a_workbook_keeps_its_cells_its_remarks_and_its_links_to_pages():
    book = openpyxl.load_workbook(io.BytesIO(taking.take(files.xlsx(), "x.xlsx").data))
    sheet = book.active
    assert (sheet["A1"].value, sheet["A2"].value, sheet["A1"].comment.text) == ("Ouvertures", 37, "À revoir")
    assert (sheet["A4"].hyperlink.target, sheet["A3"].hyperlink.target) == (
        "https://example.org/",
        "about:blank",
    )
    told_of = book.properties
    assert (told_of.lastModifiedBy, told_of.description, told_of.title) == (None, None, None)
    assert told_of.creator == "openpyxl"  # what its reader says where a workbook says nothing


def test_a_word_document_keeps_its_text_its_picture_and_the_table_behind_it_alone():
    kept = parts_of(taking.take(docx(), "x.docx").data)
    assert set(kept) == {
        "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "docProps/app.xml", "word/document.xml",
        "word/_rels/document.xml.rels", "word/media/image1.jpeg", "word/comments.xml", "word/settings.xml",
        "word/embeddings/table.xlsx",
    }  # fmt: skip
    assert b"Le service est ouvert." in kept["word/document.xml"]
    assert b'w:author="Author" w:date="2026-11-05T10:00:00Z"' in kept["word/document.xml"]
    assert kept["word/settings.xml"].endswith(b"><w:zoom/></w:settings>")
    assert openpyxl.load_workbook(io.BytesIO(kept["word/embeddings/table.xlsx"])).active["A2"].value == 37
    relations = ElementTree.fromstring(kept["word/_rels/document.xml.rels"])
    outside = [rel.get("Target") for rel in relations if rel.get("TargetMode")]
    assert outside == ["https://example.org/", "about:blank", "about:blank"]


def test_the_contents_of_a_document_name_its_parts_and_no_other():
    data = taking.take(docx(), "x.docx").data
    kept = parts_of(data)
    document = ooxml.Document(kept)
    assert document.main == "word/document.xml"
    assert set(document.types) <= {name.lower() for name in kept}
    assert all(document.type_of(name) for name in kept)
    assert "bin" not in document.defaults and "png" not in document.defaults
    assert ooxml.kind_of(kept) is Kind.DOCX


@pytest.mark.parametrize(
    ("part", "sent", "kept"),
    [
        ("people", f'<person displayName="{AUTHOR}" id="1" userId="x"/>', '<person displayName="Author" id="1" userId="Author"/>'),
        ("table", f'<table displayName="{SOFTWARE}"/>', f'<table displayName="{SOFTWARE}"/>'),
        ("book", f'<fileSharing userName="{AUTHOR}"/><x15ac:absPath url="C:\\{PLACE}"/>', '<fileSharing userName=""/>'),
        ("pivot", f"<pivotCacheDefinition id='1' refreshedBy='{AUTHOR}'>", "<pivotCacheDefinition id='1' refreshedBy=\"\">"),
        ("sheet", '<pageSetup paperSize="9" r:id="rId1"/>', '<pageSetup paperSize="9"/>'),
        ("remarks", f"<comments><authors><author>{AUTHOR}</author><author>tc={{1}}</author></authors></comments>", "<comments><authors><author></author><author>tc={1}</author></authors></comments>"),
        ("query", f'<dbPr connection="UID={AUTHOR}" command="x"/>', '<dbPr connection="" command="x"/>'),
    ],
)  # fmt: skip
def test_what_a_workbook_tells_of_people_is_emptied(part, sent, kept):
    assert ooxml._xml(sent.encode(), Kind.XLSX) == kept.encode()


def test_a_drawing_in_a_document_loses_its_description_and_its_programs():
    svg = f"<svg><metadata>{AUTHOR}</metadata><script>x()</script><path d='M0 0'/></svg>"
    kept = parts_of(taking.take(related("image", "x.svg", svg), "x.docx").data)
    assert kept["word/x.svg"] == b"<svg><path d='M0 0'/></svg>"


def test_drawings_of_windows_and_fonts_stay():
    for name, data in (
        ("x.emf", b"\x01\0\0\0" + bytes(36) + b" EMF"),
        ("x.odttf", b"scrambled"),
        ("x.xml", b""),
    ):
        assert parts_of(taking.take(related("image", name, data), "x.docx").data)[f"word/{name}"] == data


def test_another_workbook_that_is_linked_is_named_without_its_way():
    link = docx(
        **{
            "word/_rels/document.xml.rels": files.rels(
                outside=(("externalLinkPath", f"file:///C:\\{PLACE}\\Budget.xlsx"),)
            )
        }
    )
    assert 'Target="Budget.xlsx"' in told(taking.take(link, "x.docx").data)


def test_an_opendocument_keeps_its_text_its_pictures_and_its_charts_alone():
    kept = parts_of(taking.take(files.odf(), "x.odt").data)
    assert list(kept) == [
        "mimetype", "content.xml", "meta.xml", "settings.xml", "Pictures/1.jpg", "Object 1/content.xml",
        "Object 1/meta.xml", "META-INF/manifest.xml",
    ]  # fmt: skip
    text = kept["content.xml"].decode()
    assert "<dc:creator></dc:creator><text:p>À revoir" in text
    assert 'xlink:href="https://example.org/"' in text and 'xlink:href="Pictures/1.jpg"' in text
    assert text.count('xlink:href=""') == 2
    said = {
        entry.get(f"{{{files.ODF}:manifest:1.0}}full-path"): entry.get(
            f"{{{files.ODF}:manifest:1.0}}media-type"
        )
        for entry in ElementTree.fromstring(kept["META-INF/manifest.xml"])
    }
    assert said["/"] == "application/vnd.oasis.opendocument.text"
    assert (said["Pictures/1.jpg"], said["content.xml"]) == ("image/jpeg", "text/xml")
    assert said["Object 1/"].endswith("chart") and "Thumbnails/" not in said


def test_an_opendocument_begins_with_its_kind_as_it_must():
    data = taking.take(files.odf(), "x.odt").data
    assert data[30:38] == b"mimetype" and data[38:77] == b"application/vnd.oasis.opendocument.text"
