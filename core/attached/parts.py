"""The parts of an Office document: texts, pictures, drawings and fonts are kept, anything else is refused."""

from __future__ import annotations

import re
from collections.abc import Callable

from core.attached import packages, pictures
from core.attached.kinds import Reason, Refused

PICTURE = re.compile(rb"\x89PNG|\xff\xd8\xff|RIFF[\s\S]{4}WEBP|GIF8[79]a|II\*\0|MM\0\*|BM[\s\S]{4}\0\0\0\0")
# Drawings of Windows and LibreOffice, pictures of the Windows kind, fonts: they hold points and curves.
DRAWING = re.compile(rb"\x01\0\0\0[\s\S]{36} EMF|\xd7\xcd\xc6\x9a|\x01\0\x09\0\0\x03|VCLMTF|II\xbc")
FONT = re.compile(rb"\0\x01\0\0|OTTO|true|wOFF|wOF2")
SCRAMBLED = (".odttf", ".fntdata")  # fonts that Office hides, so that they are not taken out


def cleaned(name: str, content: bytes, xml: Callable[[bytes], bytes]) -> bytes:
    """The content of one part, without metadata; `xml` frees a text of its own. Raises Refused: what it is not to hold."""
    if not content.strip():
        return content
    if content.startswith(packages.WIDE) or packages.is_xml(content):
        content = xml(packages.safe_xml(content))
        return _drawing(content) if b"<svg" in content[:4096] else content
    if PICTURE.match(content):
        return pictures.inside(content)
    if DRAWING.match(content) or FONT.match(content) or name.lower().endswith(SCRAMBLED):
        return content
    raise Refused(Reason.HOLDS, part=name.split("/")[-1])


def _drawing(content: bytes) -> bytes:
    """An SVG without what describes it and without what runs."""
    for tag in ("metadata", "script", "rdf:RDF", "foreignObject"):
        content = packages.without(content, tag)
    return content
