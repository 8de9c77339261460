"""Files to attach, made on the spot: honest ones that tell who wrote them and where, and hostile ones."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable

import openpyxl
from openpyxl.comments import Comment
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter
from pypdf.annotations import Text
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

AUTHOR = "Bertille Quatrepoint"
PLACE = "Kervilahouen"
SOFTWARE = "Logiciel Ornithorynque"
PLANTED = (AUTHOR, PLACE, SOFTWARE)

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument."
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
ODF = "urn:oasis:names:tc:opendocument:xmlns"


def archive(parts: dict[str, bytes | str], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as out:
        for name, content in parts.items():
            out.writestr(zipfile.ZipInfo(name), content, compress_type=method)
    return held.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        return {name: held.read(name) for name in held.namelist()}


# Pictures --------------------------------------------------------------------------------------------
def exif(*, turned: int = 1) -> Image.Exif:
    told = Image.Exif()
    told[Base.Artist], told[Base.ImageDescription], told[Base.Software] = AUTHOR, PLACE, SOFTWARE
    told[Base.Orientation] = turned
    told.get_ifd(IFD.GPSInfo)[GPS.GPSLatitudeRef] = "N"
    told.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (47.0, 18.0, 3.0)
    told.get_ifd(IFD.GPSInfo)[GPS.GPSAreaInformation] = PLACE.encode()
    return told


def xmp() -> bytes:
    return f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><dc:creator>{AUTHOR}</dc:creator></x:xmpmeta>".encode()


def picture(form: str = "PNG", *, size: tuple[int, int] = (40, 24), turned: int = 1, **more) -> bytes:
    """Red on its left, blue on its right; it tells who took it, where and with what."""
    drawn = Image.new("RGB", size, "red")
    drawn.paste("blue", (size[0] // 2, 0, *size))
    held = io.BytesIO()
    if form == "JPEG":
        more = {"comment": SOFTWARE, "quality": 95, **more}
    if form == "PNG":
        told = PngInfo()
        told.add_text("Author", AUTHOR)
        told.add_itxt("Title", PLACE)
        told.add_text("Software", SOFTWARE, zip=True)
        more = {"pnginfo": told, **more}
    elif form in {"JPEG", "WEBP"}:
        more = {"xmp": xmp(), **more}
    drawn.save(held, form, exif=exif(turned=turned), **more)
    return held.getvalue()


def huge_picture(side: int = 30_000) -> bytes:
    """A PNG of some bytes that announces so many points."""
    small = bytearray(picture("PNG"))
    small[16:24] = side.to_bytes(4) * 2
    small[29:33] = zlib.crc32(bytes(small[12:29])).to_bytes(4)
    return bytes(small)


# PDF -------------------------------------------------------------------------------------------------
def action(kind: str, **more: str) -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject("/S"): NameObject(kind),
            **{NameObject(f"/{k}"): TextStringObject(v) for k, v in more.items()},
        }
    )


def writer(*, told: bool = True) -> PdfWriter:
    """Two pages with a link, an outline and a picture taken by a camera; with `told`, all that a PDF may tell and run."""
    made = PdfWriter()
    for number in (1, 2):
        page = made.add_blank_page(300, 200)
        photo, content = DecodedStreamObject(), DecodedStreamObject()
        photo._data = picture("JPEG") if told else clean_jpeg()
        named = {"Type": "/XObject", "Subtype": "/Image", "ColorSpace": "/DeviceRGB", "Filter": "/DCTDecode"}
        photo.update({NameObject(f"/{k}"): NameObject(v) for k, v in named.items()})
        photo.update(
            {
                NameObject(f"/{k}"): NumberObject(v)
                for k, v in {"Width": 40, "Height": 24, "BitsPerComponent": 8}.items()
            }
        )
        content.set_data(b"q 40 0 0 24 20 20 cm /B Do Q 0 0 1 rg 100 100 %d 20 re f" % (number * 30))
        # A name that other dictionaries use for what tells of a page.
        drawings = DictionaryObject({NameObject("/B"): made._add_object(photo)})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): drawings})
        page[NameObject("/Contents")] = made._add_object(content)
    made.add_outline_item(title="Partie deux", page_number=1)
    made.add_uri(0, "https://intranet.example.org/", (20, 20, 60, 44))
    if told:
        tell(made)
    return made


def tell(made: PdfWriter) -> None:
    root, page = made._root_object, made.pages[0]
    made.add_metadata({"/Author": AUTHOR, "/Creator": SOFTWARE, "/Title": PLACE})
    made.xmp_metadata = xmp()
    made.add_attachment("note.txt", AUTHOR.encode())
    run = action("/JavaScript", JS=f"app.alert('{AUTHOR}')")
    root[NameObject("/OpenAction")] = run
    root[NameObject("/AA")] = DictionaryObject({NameObject("/WC"): action("/JavaScript", JS=AUTHOR)})
    page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): action("/Launch", F=f"{AUTHOR}.exe")})
    page[NameObject("/PieceInfo")] = DictionaryObject({NameObject("/X"): TextStringObject(AUTHOR)})
    scripts = ArrayObject([TextStringObject("a"), made._add_object(action("/JavaScript", JS=AUTHOR))])
    root["/Names"][NameObject("/JavaScript")] = DictionaryObject({NameObject("/Names"): scripts})
    made.add_annotation(0, Text(rect=(1, 1, 20, 20), text="Une remarque", title_bar=AUTHOR))
    for act in (
        action("/Launch", F=PLACE),
        action("/SubmitForm", F=PLACE),
        action("/GoToR", F=PLACE),
        action("/URI", URI="file:///C:/Kervilahouen"),
    ):
        link = DictionaryObject({NameObject("/Subtype"): NameObject("/Link"), NameObject("/A"): act})
        link[NameObject("/Rect")] = ArrayObject([NumberObject(n) for n in (1, 1, 9, 9)])
        page["/Annots"].append(made._add_object(link))
    sound = DictionaryObject(
        {
            NameObject("/Subtype"): NameObject("/FileAttachment"),
            NameObject("/Contents"): TextStringObject(AUTHOR),
        }
    )
    sound[NameObject("/Rect")] = ArrayObject([NumberObject(n) for n in (1, 1, 9, 9)])
    page["/Annots"].append(made._add_object(sound))
    signature = DictionaryObject(
        {NameObject("/ByteRange"): ArrayObject(), NameObject("/Name"): TextStringObject(AUTHOR)}
    )
    field = DictionaryObject(
        {NameObject("/FT"): NameObject("/Sig"), NameObject("/T"): TextStringObject("Signature1")}
    )
    field[NameObject("/Subtype")] = NameObject("/Widget")  # field and annotation in one, as most are
    field[NameObject("/Rect")] = ArrayObject([NumberObject(n) for n in (1, 1, 9, 9)])
    field[NameObject("/V")] = made._add_object(signature)
    root[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/Fields"): ArrayObject([made._add_object(field)])}
    )


def pdf(*, told: bool = True, password: str = "") -> bytes:
    made, held = writer(told=told), io.BytesIO()
    if password:
        made.encrypt(password, algorithm="RC4-128")
    made.write(held)
    return held.getvalue()


def clean_jpeg() -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (40, 24), "red").save(held, "JPEG")
    return held.getvalue()


# Office ----------------------------------------------------------------------------------------------
def properties() -> dict[str, str]:
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{AUTHOR}</dc:creator>'
        f"<cp:lastModifiedBy>{AUTHOR}</cp:lastModifiedBy><dc:description>{PLACE}</dc:description></cp:coreProperties>"
    )
    app = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>{SOFTWARE}</Application><Manager>{AUTHOR}</Manager></Properties>"
    )
    return {
        "docProps/core.xml": core,
        "docProps/app.xml": app,
        "docProps/custom.xml": f"<Properties>{PLACE}</Properties>",
    }


def rels(*found: tuple[str, str], outside: tuple[tuple[str, str], ...] = ()) -> str:
    said = [
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(found, 1)
    ]
    said += [
        f'<Relationship Id="rIdX{n}" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
        for n, (kind, target) in enumerate(outside, 1)
    ]
    return f"<Relationships {RELS}>{''.join(said)}</Relationships>"


def types(main: str, kind: str) -> str:
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="jpeg" ContentType="image/jpeg"/>'
        '<Default Extension="png" ContentType="image/png"/><Default Extension="bin" ContentType="application/octet-stream"/>'
        f'<Default Extension="xlsx" ContentType="{MAIN}spreadsheetml.sheet"/>'
        f'<Override PartName="/{main}" ContentType="{kind}"/></Types>'
    )


def docx(main: str = f"{MAIN}wordprocessingml.document.main+xml", **changed: bytes | str | None) -> bytes:
    """A Word document with a photograph, a table behind it, remarks and changes; `changed`: its parts by other names."""
    parts: dict[str, bytes | str | None] = {
        "[Content_Types].xml": types("word/document.xml", main),
        "_rels/.rels": rels(
            ("officeDocument", "word/document.xml"),
            ("metadata/core-properties", "docProps/core.xml"),
            ("extended-properties", "docProps/app.xml"),
            ("custom-properties", "docProps/custom.xml"),
            ("metadata/thumbnail", "docProps/thumbnail.jpeg"),
        ),
        **properties(),
        "docProps/thumbnail.jpeg": picture("JPEG"),
        "word/document.xml": (
            f'<?xml version="1.0"?><w:document {W}><w:body><w:p><w:ins w:id="1" w:author="{AUTHOR}" w:date="2026-11-05T10:00:00Z">'
            "<w:r><w:t>Le service est ouvert.</w:t></w:r></w:ins></w:p></w:body></w:document>"
        ),
        "word/_rels/document.xml.rels": rels(
            ("image", "media/image1.jpeg"),
            ("comments", "comments.xml"),
            ("settings", "settings.xml"),
            ("package", "embeddings/table.xlsx"),
            ("../people", "people.xml"),
            ("customXml", "../customXml/item1.xml"),
            outside=(
                ("hyperlink", "https://example.org/"),
                ("hyperlink", f"file:///C:/{PLACE}/x"),
                ("image", f"http://{PLACE}/x.png"),
            ),
        ),
        "word/media/image1.jpeg": picture("JPEG"),
        "word/comments.xml": (
            f'<w:comments {W}><w:comment w:id="1" w:author="{AUTHOR}" w:initials=\'{AUTHOR}\'><w:p/></w:comment></w:comments>'
        ),
        "word/settings.xml": f'<w:settings {W}><w:attachedTemplate r:id="rId1"/><w:docVars><w:docVar w:val="{PLACE}"/></w:docVars><w:zoom/></w:settings>',
        "word/_rels/settings.xml.rels": rels(
            outside=(("attachedTemplate", f"file:///C:/{PLACE}/{AUTHOR}.dotm"),)
        ),
        "word/people.xml": f"<people>{AUTHOR}</people>",
        "word/embeddings/table.xlsx": xlsx(),
        "customXml/item1.xml": f"<x>{AUTHOR}</x>",
        "word/stray.xml": f"<x>{AUTHOR}</x>",
    }
    parts.update(changed)
    return archive({name: content for name, content in parts.items() if content is not None})


def related(kind: str, part: str, content: bytes | str) -> bytes:
    """A Word document that leads to such a part."""
    return docx(**{"word/_rels/document.xml.rels": rels((kind, part)), f"word/{part}": content})


def xlsx() -> bytes:
    book, held = openpyxl.Workbook(), io.BytesIO()
    book.properties.creator = book.properties.lastModifiedBy = AUTHOR
    book.properties.description = PLACE
    sheet = book.active
    sheet["A1"], sheet["A2"] = "Ouvertures", 37
    sheet["A1"].comment = Comment("À revoir", AUTHOR)
    sheet["A3"].hyperlink = f"file:///C:/{PLACE}/budget.xlsx"
    sheet["A4"].hyperlink = "https://example.org/"
    sheet["A3"], sheet["A4"] = "Budget", "Intranet"
    book.save(held)
    return held.getvalue()


def pptx() -> bytes:
    main = "ppt/presentation.xml"
    return archive(
        {
            "[Content_Types].xml": types(main, f"{MAIN}presentationml.presentation.main+xml"),
            "_rels/.rels": rels(("officeDocument", main), ("metadata/core-properties", "docProps/core.xml")),
            **properties(),
            main: '<p:presentation xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"/>',
            "ppt/_rels/presentation.xml.rels": rels(
                ("commentAuthors", "commentAuthors.xml"), ("changesInfo", "changes.xml")
            ),
            "ppt/commentAuthors.xml": f'<p:cmAuthorLst><p:cmAuthor id="0" name="{AUTHOR}" initials="BQ"/></p:cmAuthorLst>',
            "ppt/changes.xml": f"<x>{AUTHOR}</x>",
        }
    )


def odf(kind: str = "text", **changed: bytes | str | None) -> bytes:
    parts: dict[str, bytes | str | None] = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": (
            f'<?xml version="1.0"?><office:document-content xmlns:office="{ODF}:office:1.0"><office:body>'
            f"<office:annotation><dc:creator>{AUTHOR}</dc:creator><text:p>À revoir</text:p></office:annotation>"
            '<text:a xlink:type="simple" xlink:href="https://example.org/">ici</text:a>'
            f'<text:a xlink:href="file:///C:/{PLACE}/x">là</text:a><draw:image xlink:href="http://{PLACE}/x.png"/>'
            '<draw:image xlink:href="Pictures/1.jpg"/></office:body></office:document-content>'
        ),
        "meta.xml": f"<office:document-meta><meta:initial-creator>{AUTHOR}</meta:initial-creator><meta:generator>{SOFTWARE}</meta:generator></office:document-meta>",
        "settings.xml": f'<x><config:config-item config:name="PrinterName" config:type="string">{PLACE}</config:config-item></x>',
        "Pictures/1.jpg": picture("JPEG"),
        "Object 1/content.xml": "<office:document-content/>",
        "Object 1/meta.xml": f"<x>{AUTHOR}</x>",
        "Thumbnails/thumbnail.png": picture("PNG"),
        "Configurations2/accelerator/current.xml": f"<x>{AUTHOR}</x>",
        "META-INF/documentsignatures.xml": f"<x>{AUTHOR}</x>",
        "META-INF/manifest.xml": (
            f'<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="x"/>'
            '<manifest:file-entry manifest:full-path="Pictures/1.jpg" manifest:media-type="image/jpeg"/>'
            '<manifest:file-entry manifest:full-path="Object 1/" manifest:media-type="application/vnd.oasis.opendocument.chart"/>'
            '<manifest:file-entry manifest:full-path="Thumbnails/" manifest:media-type=""/></manifest:manifest>'
        ),
    }
    parts.update(changed)
    return archive({name: content for name, content in parts.items() if content is not None})


HONEST: dict[str, tuple[str, Callable[[], bytes]]] = {
    "pdf": ("Fiche.pdf", pdf),
    "png": ("plan.png", lambda: picture("PNG")),
    "jpeg": ("photo.jpg", lambda: picture("JPEG")),
    "webp": ("photo.webp", lambda: picture("WEBP")),
    "docx": ("note.docx", docx),
    "xlsx": ("table.xlsx", xlsx),
    "pptx": ("diapos.pptx", pptx),
    "odt": ("note.odt", odf),
    "ods": ("table.ods", lambda: odf("spreadsheet")),
    "odp": ("diapos.odp", lambda: odf("presentation")),
    "csv": ("table.csv", lambda: "Unité;Coût\nFIN;12\n".encode("cp1252")),
    "text": ("lisez-moi.txt", lambda: "\ufeffOuvert de 8 h à 18 h.\r\n".encode()),
}
