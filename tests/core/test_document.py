"""A document to print: accessible, in both languages, of the house; words stay words, whatever they consist of."""

from __future__ import annotations

import ctypes
import io
import re
from contextlib import closing
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
import typst
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image
from pypdf import PdfReader

from core import fonts, typesetting
from core.document import (
    Bullets,
    Callout,
    Column,
    Document,
    Facts,
    Heading,
    Letterhead,
    Missing,
    PageBreak,
    Picture,
    Prose,
    Said,
    Table,
    Text,
    answer,
    render,
)

MADE = datetime(2026, 11, 4, 17, 30, tzinfo=UTC)
HEAD = Letterhead("Hélianthe", "Portail SI")
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><rect width="200" height="40" fill="#ffffff"/>'
    '<text x="4" y="24" font-family="Source Sans 3" font-size="14">%s</text></svg>'
)


@pytest.fixture(autouse=True)
def paris():
    with timezone.override(ZoneInfo("Europe/Paris")):
        yield


def made(*blocks, title="Dossier", language="fr", head=HEAD, **more) -> bytes:
    return render(Document(title, blocks, **more), letterhead=head, language=language, made_at=MADE)


def pages(pdf: bytes) -> list[str]:
    """The words of each page, without the places where a long word may break."""
    with closing(pdfium.PdfDocument(pdf)) as document:
        return [
            document[place].get_textpage().get_text_range().replace("\u200b", "").replace("\r\n", "\n")
            for place in range(len(document))
        ]


def words(pdf: bytes) -> str:
    """All the words, with one space wherever there is any."""
    return " ".join(" ".join(pages(pdf)).split())


def spaced(pdf: bytes) -> str:
    """The same as another reader sees them, who tells a narrow space from none."""
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(text.replace("\u200b", "").split())


def tags(pdf: bytes) -> list[tuple[str, str, str]]:
    """(type, words in place of it, language) of each element that a reader's program steps through."""

    def said(read, element) -> str:
        size = read(element, None, 0)
        held = ctypes.create_string_buffer(size)
        read(element, held, size)
        return held.raw.decode("utf-16-le").rstrip("\0")

    def walk(element):
        found.append(
            (
                said(raw.FPDF_StructElement_GetType, element),
                said(raw.FPDF_StructElement_GetAltText, element),
                said(raw.FPDF_StructElement_GetLang, element),
            )
        )
        for place in range(raw.FPDF_StructElement_CountChildren(element)):
            if inner := raw.FPDF_StructElement_GetChildAtIndex(element, place):
                walk(inner)

    found: list[tuple[str, str, str]] = []
    with closing(pdfium.PdfDocument(pdf)) as document:
        for page in document:
            tree = raw.FPDF_StructTree_GetForPage(page)
            for place in range(raw.FPDF_StructTree_CountChildren(tree)):
                walk(raw.FPDF_StructTree_GetChildAtIndex(tree, place))
            raw.FPDF_StructTree_Close(tree)
    return found


def kinds(pdf: bytes) -> list[str]:
    return [kind for kind, _alt, _language in tags(pdf)]


def french(text: str, **values: str) -> str:
    with translation.override("fr"):
        return _(text) % values if values else _(text)


# What a reader's program needs


@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_is_accessible(language):
    root = PdfReader(io.BytesIO(made(Text("Un"), language=language))).trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712  # an object of the reader's own
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_it_says_its_title_its_author_and_when_it_was_made():
    about = PdfReader(io.BytesIO(made(title="Dossier : messagerie"))).metadata
    assert about.title == "Dossier\u00a0: messagerie"
    assert about.author == "Hélianthe"
    assert about.creation_date == MADE


def test_headings_are_headings_and_none_is_skipped():
    pdf = made(
        Heading("Un", 3), Heading("Deux"), Heading("Trois", 5), Prose("# Quatre\n\n#### Cinq\n\n## Six")
    )
    assert [kind for kind in kinds(pdf) if kind[1:].isdigit()] == ["H1", "H1", "H2", "H3", "H4", "H4"]


def test_a_table_has_heads_and_a_caption():
    pdf = made(Table([Column("Nom"), Column("Prix", number=True)], [["A", "1"], ["B", "2"]], caption="Tarif"))
    found = kinds(pdf)
    assert (found.count("TH"), found.count("TD"), found.count("Caption")) == (2, 4, 1)


def test_lists_and_facts_are_lists():
    found = kinds(made(Bullets(["a", "b"]), Facts([("Délai", "3 jours")])))
    assert (found.count("L"), found.count("LI")) == (2, 3)


def test_a_picture_says_what_it_shows():
    pdf = made(Picture(SVG % "Messagerie", alt=gettext_lazy("Close"), caption="Assemblage"))
    assert ("Figure", french("Close"), "") in tags(pdf)
    assert "Assemblage" in words(pdf)
    with pytest.raises(ValueError, match="in words"):
        Picture(SVG % "", alt="")


def test_words_in_another_language_are_marked():
    pdf = made(Facts([("En anglais", Said("Mail: for everybody", "en"))]), Prose("Mail? Yes.", "en"))
    assert {language for _kind, _alt, language in tags(pdf)} == {"", "en"}
    assert "Mail: for everybody" in spaced(pdf) and "Mail? Yes." in spaced(pdf)


# Both languages


def test_french_has_its_spacing_and_its_words():
    pdf = made(
        Text("Qui décide? 50% d'abord"), Missing("le délai"), Callout("Plus"), Facts([("Qui", Missing())])
    )
    assert "Qui décide ? 50 % d’abord" in spaced(pdf)
    assert "Mercredi 4 novembre 2026, 18:30" in spaced(pdf)
    for said in (french("Missing: %(what)s", what="le délai"), french("Missing"), french("Warning")):
        assert " ".join(said.split()) in spaced(pdf)


def test_english_has_neither():
    pdf = made(Text("Who decides? 50% of it"), Missing("the delay"), Callout("More"), language="en")
    assert "Who decides? 50% of it" in spaced(pdf)
    assert "Wednesday 4 November 2026, 18:30" in spaced(pdf)
    assert "Missing: the delay" in spaced(pdf) and "Warning" in spaced(pdf)


def test_the_language_and_the_zone_of_the_caller_stay():
    translation.activate("en")
    made()
    assert translation.get_language() == "en"
    with timezone.override(ZoneInfo("Asia/Tokyo")):
        assert "Jeudi 5 novembre 2026, 02:30" in words(made())


# The sheet


def test_the_frame_of_the_house():
    pdf = made(Text("x"), PageBreak(), Text("y"), lead="SRV-012", reference="version 4", audience="à tous")
    first, second = pages(pdf)
    for said in ("Hélianthe Portail SI", "Dossier", "SRV-012", "version 4", "à tous", "1 / 2"):
        assert said in first
    assert "Dossier" in second and "version 4" in second and "2 / 2" in second
    with closing(pdfium.PdfDocument(pdf)) as document:
        assert [round(side / 72 * 25.4) for side in document[0].get_size()] == [210, 297]


def colours(pdf: bytes) -> set[tuple[int, int, int]]:
    with closing(pdfium.PdfDocument(pdf)) as document:
        drawn = document[0].render(scale=1).to_pil().convert("RGB")
        return {colour for _count, colour in drawn.getcolors(maxcolors=1_000_000)}


def test_the_colours_and_the_logo_of_the_brand():
    held = io.BytesIO()
    Image.new("RGB", (300, 100), "#0000ff").save(held, "PNG")
    plain = made(head=Letterhead("C", "P", "#1d5a41", "#12ab34"))
    assert (0x12, 0xAB, 0x34) in colours(plain)
    assert (0, 0, 255) not in colours(plain)
    assert (0, 0, 255) in colours(made(head=Letterhead("C", "P", logo=held.getvalue())))
    with pytest.raises(ValueError, match="#1d5a41"):
        Letterhead("C", "P", colour='red"); panic("')


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_photographs_are_drawn(kind):
    held = io.BytesIO()
    Image.new("RGB", (60, 40), "#00ff00").save(held, kind, **({"lossless": True} if kind == "WEBP" else {}))
    found = colours(made(Picture(held.getvalue(), alt="vert")))
    assert any(red < 20 and green > 240 and blue < 20 for red, green, blue in found)


@pytest.mark.parametrize(
    "source", [b"GIF", b"\x89PNG\r\n\x1a\n broken", "<svg", '<svg><image href="/etc/passwd"/></svg>']
)
def test_what_is_no_picture_is_said(source):
    with pytest.raises(ValueError):
        made(Picture(source, alt="rien"))


def test_a_picture_larger_than_the_page_fits_it():
    wide, tall = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{x}" height="{y}"><rect width="{x}" height="{y}" fill="#f00"/></svg>'
        for x, y in ((4000, 40), (40, 4000))
    )
    assert len(pages(made(Picture(wide, alt="large"), Picture(tall, alt="haute", caption="Haute")))) == 2


def test_a_long_table_goes_over_pages_under_its_heads():
    rows = [[f"SRV-{place:03}", "nom", "99,9 %"] for place in range(200)]
    found = pages(
        made(Table([Column("Référence"), Column("Nom", share=1), Column("Mesure", number=True)], rows))
    )
    assert len(found) > 3
    for page in found:
        assert page.count("Référence Nom Mesure") == 1
    assert sorted(re.findall(r"SRV-\d{3}", "".join(found))) == [row[0] for row in rows]


def test_a_short_table_is_not_cut():
    rows = [[f"L{place}"] for place in range(10)]
    filling = Bullets([f"{place}" for place in range(38)])
    found = [page for page in pages(made(filling, Table([Column("Nom")], rows))) if "L0" in page]
    assert all(f"L{place}" in found[0] for place in range(10))


def test_long_words_and_long_blocks_stay_on_the_page():
    long = "x" * 300
    pdf = made(
        Heading(long), Callout("mot " * 3000, title=long), Missing("mot " * 1000), Facts([(long, long)]),
        Table([Column("a"), Column("b")], [[long, "mot " * 2000]]), Bullets([long]), Text("la fin"),
        title=long, lead=long, reference=long, audience=long,
    )  # fmt: skip
    text = words(pdf)
    assert text.count("mot") == 6000 and "la fin" in text
    with closing(pdfium.PdfDocument(pdf)) as document:
        for page in document:
            box = page.get_bbox()
            assert box[0] >= 0 and box[1] >= 0 and box[2] <= 596 and box[3] <= 843
            for found in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
                left, bottom, right, top = found.get_bounds()
                assert left > 50 and right < 546 and bottom > 20 and top < 830


# Words stay words


HOSTILE = [
    '#eval("1+1")', "$x^2$", "*gras* _pente_", "@ref", "<label>", "`code`", "// c", "/* c */", '#panic("non")',
    "#{1+1}", "= Titre", "- point", "+ un", "/ Terme: t", "\\u{41} \\", "~ -- --- ...", "[x](y)", '"', "'",
    "#read(\"/etc/passwd\")", "#include \"document.typ\"", "#set page(width: 1cm)", "]", "}", ")", '"); panic("',
    "{{ x }} {% x %}", "%(what)s %s", "&lt;b&gt;", "<script>alert(1)</script>",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_words_are_never_code(text):
    pdf = made(
        Text(text), Heading(text), Facts([(text, text)]), Table([Column(text)], [[text]], caption=text),
        Callout(text, title=text), Bullets([text]), Missing(text), Picture(SVG % "x", alt=text, caption=text),
        language="en", title=text, lead=text, reference=text, audience=text,
        head=Letterhead(text, text),
    )  # fmt: skip
    said = words(pdf)
    assert said.count(" ".join(text.split())) >= 16
    assert len(pages(pdf)) == 1
    assert PdfReader(io.BytesIO(pdf)).metadata.title == text
    assert ("Figure", text, "") in tags(pdf)


def test_a_long_text_is_markdown_and_nothing_more():
    text = "Un **mot** de [passe](https://x.example/a) `#eval(1)` <b>nu</b>\n\n- #panic()\n\n> cité\n\n    code\n\n|A|B|\n|-|-:|\n|$x$|2|"
    pdf = made(Prose(text))
    said = words(pdf)
    for wanted in (
        "Un mot de passe (x.example/a)",
        "#eval(1)",
        "<b>nu</b>",
        "• #panic()",
        "cité",
        "code",
        "$x$ 2",
    ):
        assert wanted in said
    assert {"L", "BlockQuote", "Code", "Table", "TH", "Link"} <= set(kinds(pdf))
    notes = PdfReader(io.BytesIO(pdf)).pages[0]["/Annots"]
    assert [note.get_object()["/A"]["/URI"] for note in notes] == ["https://x.example/a"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("漢字", "□□"),
        ("fête 😀", "fête □"),
        ("a\x00b\x07c", "abc"),
        ("moi\u202etié", "moitié"),
        ("demi \ud800 signe", "demi □ signe"),
        ("un\r\ndeux\u2028trois", "un deux trois"),
        ("Łódź Ő ș ελλ Київ", "Łódź Ő ș ελλ Київ"),
        ("→ ≤ ½ − €", "→ ≤ ½ − €"),
    ],
)
def test_a_sign_that_no_font_has_is_a_square(text, shown):
    pdf = made(Text(text), Picture(SVG % text.replace("\x00", "").replace("\x07", "").replace("\ud800", ""), alt="x"),
               title=text, language="en")  # fmt: skip
    assert words(pdf).count(shown) >= 2


def test_every_sign_there_is_makes_a_document():
    """Some sequences break the typesetter itself down; the document is made all the same."""
    signs = " ".join(map(chr, range(1, 0x3000)))
    assert "A B C" in words(made(Text(signs), language="en"))


class PanicException(BaseException):
    """Named as that of the typesetter, which cannot be imported."""


def test_a_typesetter_that_breaks_down_is_asked_once_more_with_plain_signs(monkeypatch):
    asked = []
    whole = typesetting._compiled

    def breaking(values, drawings, made_at):
        asked.append(values)
        if len(asked) == 1:
            raise PanicException("end byte index out of bounds")
        return whole(values, drawings, made_at)

    monkeypatch.setattr(typesetting, "_compiled", breaking)
    assert "Été □" in words(made(Text("Été Ж")))
    assert len(asked) == 2


def test_a_sign_that_lacks_in_a_drawing_only_stays_in_the_words(monkeypatch):
    asked = []

    def lacking(values, drawings, made_at):
        asked.append((values["title"], *drawings.values()))
        if "Ł" in str(asked[-1]):
            fault = typst.TypstError("PDF/UA-1 error")
            fault.diagnostic = 'error: PDF/UA-1 error: the text `"Ł"` could not be displayed with font `"x"`'
            raise fault
        return b"%PDF-"

    monkeypatch.setattr(typesetting, "_compiled", lacking)
    assert typesetting.typeset({"title": "Łódź"}, {"a.svg": "<svg>Ł</svg>"}, MADE) == b"%PDF-"
    assert asked == [("Łódź", "<svg>Ł</svg>"), ("Łódź", "<svg>□</svg>"), ("□ódź", "<svg>□</svg>")]


def test_what_stops_the_process_is_not_held_up(monkeypatch):
    def stopped(*said):
        raise KeyboardInterrupt

    monkeypatch.setattr(typesetting, "_compiled", stopped)
    with pytest.raises(KeyboardInterrupt):
        made()


def test_a_document_without_words_is_one_page():
    pdf = made(
        Text(""), Heading(""), Heading(" "), Prose("# \n"), Facts([]), Facts([("", "")]), Bullets([]), Callout(""),
        Table([Column("")], []), PageBreak(), title=" ",
    )  # fmt: skip
    assert len(pages(pdf)) == 1 and french("Untitled document") in words(pdf)


def test_lists_and_quotes_without_end():
    pdf = made(
        Prose("\n".join(f"{'  ' * depth}- p{depth}" for depth in range(60))), Prose(f"{'>' * 60} cité")
    )
    assert "p0" in words(pdf) and "p59" in words(pdf) and "cité" in words(pdf)


# How it is made


def test_the_same_values_give_the_same_bytes():
    assert made(Text("x"), Picture(SVG % "y", alt="y")) == made(Text("x"), Picture(SVG % "y", alt="y"))


def test_it_is_set_in_the_font_of_the_portal():
    with closing(pdfium.PdfDocument(made(Text("Łódź")))) as document:
        found = {
            text.get_font().get_base_name()
            for text in document[0].get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])
        }
    assert {name.split("+")[-1].split("-")[0] for name in found} == {"SourceSans3"}


def test_without_the_package_of_the_font_it_is_made_all_the_same(monkeypatch, tmp_path):
    monkeypatch.setattr(fonts, "PACKAGE", tmp_path)
    assert "Été « comme hiver »" in words(made(Text("Été « comme hiver »")))


def test_it_is_not_made_within_a_transaction(transactional_db):
    with transaction.atomic(), pytest.raises(RuntimeError, match="outside any transaction"):
        made()
    assert made()


def test_the_transaction_of_a_test_is_none(db):
    assert made()
    with transaction.atomic(), pytest.raises(RuntimeError, match="outside any transaction"):
        made()


# The answer


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("SRV-012", 'inline; filename="SRV-012.pdf"'),
        ("../../etc/passwd", 'inline; filename="etc passwd.pdf"'),
        ('a"; x="b\r\nX: y', 'inline; filename="a x b X y.pdf"'),
        ("", 'inline; filename="document.pdf"'),
        ("...", 'inline; filename="document.pdf"'),
        ("Été", "inline; filename*=utf-8''%C3%89t%C3%A9.pdf"),
    ],
)
def test_it_is_answered_under_a_safe_name(name, file):
    said = answer(b"%PDF-", name)
    assert said["Content-Type"] == "application/pdf"
    assert said["Content-Disposition"] == file
    assert said["X-Content-Type-Options"] == "nosniff"
    assert said["Cache-Control"] == "private, no-store"
    assert said.content == b"%PDF-"


def test_it_is_saved_when_asked():
    assert (
        answer(b"", "x" * 300, attachment=True)["Content-Disposition"]
        == f'attachment; filename="{"x" * 80}.pdf"'
    )
