"""What is said of attached files: their kinds, their sizes, and why one is not taken."""

from __future__ import annotations

from django.utils import translation
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.attached import names, packages, pictures
from core.attached.kinds import Kind, Reason, Refused

KINDS: dict[Kind, Promise] = {
    Kind.PDF: gettext_lazy("PDF document"),
    Kind.PNG: gettext_lazy("PNG picture"),
    Kind.JPEG: gettext_lazy("JPEG picture"),
    Kind.WEBP: gettext_lazy("WebP picture"),
    Kind.DOCX: gettext_lazy("Word document"),
    Kind.XLSX: gettext_lazy("Excel workbook"),
    Kind.PPTX: gettext_lazy("PowerPoint presentation"),
    Kind.ODT: gettext_lazy("OpenDocument text"),
    Kind.ODS: gettext_lazy("OpenDocument spreadsheet"),
    Kind.ODP: gettext_lazy("OpenDocument presentation"),
    Kind.CSV: gettext_lazy("CSV table"),
    Kind.TEXT: gettext_lazy("text"),
}
A_KIND: dict[Kind, Promise] = {
    Kind.PDF: gettext_lazy("a PDF document"),
    Kind.PNG: gettext_lazy("a PNG picture"),
    Kind.JPEG: gettext_lazy("a JPEG picture"),
    Kind.WEBP: gettext_lazy("a WebP picture"),
    Kind.DOCX: gettext_lazy("a Word document (.docx)"),
    Kind.XLSX: gettext_lazy("an Excel workbook (.xlsx)"),
    Kind.PPTX: gettext_lazy("a PowerPoint presentation (.pptx)"),
    Kind.ODT: gettext_lazy("an OpenDocument text (.odt)"),
    Kind.ODS: gettext_lazy("an OpenDocument spreadsheet (.ods)"),
    Kind.ODP: gettext_lazy("an OpenDocument presentation (.odp)"),
    Kind.CSV: gettext_lazy("a table of text (.csv)"),
    Kind.TEXT: gettext_lazy("a plain text (.txt)"),
}
REFUSALS: dict[Reason, Promise] = {
    Reason.EMPTY: gettext_lazy("%(name)s is empty. Choose the file again."),
    Reason.UNKNOWN: gettext_lazy(
        "%(name)s is of no kind that is taken here: PDF, picture (PNG, JPEG, WebP), document of Office or LibreOffice, "
        "text, CSV. Save it as one of these."
    ),
    Reason.WRONG_ENDING: gettext_lazy("%(name)s is in fact %(kind)s: rename it or send the right file."),
    Reason.MARKUP: gettext_lazy(
        "%(name)s is a web page or a drawing in SVG, in which programs may run. Save it as PDF or as PNG."
    ),
    Reason.PROGRAM: gettext_lazy(
        "%(name)s is a program. Programs cannot be attached: say where to find it instead."
    ),
    Reason.ARCHIVE: gettext_lazy("%(name)s is an archive. Attach the files that it holds, one by one."),
    Reason.OLD_OFFICE: gettext_lazy(
        "%(name)s is in an old format of Office. Save it as .docx, .xlsx or .pptx, or as PDF."
    ),
    Reason.OTHER_PICTURE: gettext_lazy(
        "%(name)s is a picture in a format that is not taken. Save it as PNG or JPEG."
    ),
    Reason.ACTIVE: gettext_lazy(
        "%(name)s holds macros or other parts that run. Save it without them (.docx, .xlsx, .pptx), or as PDF."
    ),
    Reason.LOCKED: gettext_lazy(
        "%(name)s is protected by a password. Take the password off and send it again."
    ),
    Reason.BOMB: gettext_lazy(
        "%(name)s unpacks to more than %(unpacked)s MB, or to too many parts. Cut it into several documents."
    ),
    Reason.PIXELS: gettext_lazy(
        "%(name)s has more than %(points)s million points. Make the picture smaller."
    ),
    Reason.MIXED: gettext_lazy(
        "%(name)s is two files in one. Save it again from the program that made it, then send that."
    ),
    Reason.HOLDS: gettext_lazy(
        "%(name)s holds another file or a recording (%(part)s). Take it out, and attach it by itself."
    ),
    Reason.DAMAGED: gettext_lazy(
        "%(name)s cannot be read: it is damaged or cut short. Save it again from its program, then send that."
    ),
}


def refusal(fault: Refused, name: str) -> str:
    """Why the file that was sent under that name is not taken, and the way out: one or two sentences."""
    return REFUSALS[fault.reason] % {
        "name": shortened(name),
        "kind": A_KIND[fault.kind] if fault.kind else "",
        "part": shortened(fault.part),
        "unpacked": packages.MOST_BYTES // 1024**2,
        "points": pictures.MOST_POINTS // 1_000_000,
    }


def shortened(name: str) -> str:
    """A name in a sentence: its end, which says what it is, stays."""
    shown = names.clean(name)
    return shown if len(shown) <= names.LONGEST else f"{shown[:80]}…{shown[-20:]}"


def size(count: int) -> str:
    """A number of bytes as the reader's desk says it: « 812 octets », « 34 ko », « 1,2 Mo »."""
    english = translation.get_language() == "en"
    if count < 1024:
        value, unit = str(count), _("bytes")
    elif count < 1000 * 1024:
        value, unit = str(round(count / 1024)), "kB" if english else "ko"
    else:
        value, unit = number_format(round(count / 1024**2, 1), 1), "MB" if english else "Mo"
        value = value.removesuffix(",0").removesuffix(".0")
    return f"{value}\u00a0{unit}"
