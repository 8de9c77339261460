"""Pictures: their kind, their size in points, and the same picture without what it tells besides."""

from __future__ import annotations

import io
import re
import struct
from contextlib import suppress
from typing import Any

from PIL import Image, ImageCms, ImageOps

from core.attached.kinds import Kind, Reason, Refused

MOST_POINTS = 50_000_000
FORMATS = {"PNG": Kind.PNG, "JPEG": Kind.JPEG, "MPO": Kind.JPEG, "WEBP": Kind.WEBP}
INSIDE = ["PNG", "JPEG", "WEBP", "GIF", "TIFF", "BMP"]  # what documents hold
SAVED: dict[Kind, dict[str, Any]] = {
    Kind.PNG: {"format": "PNG"},
    Kind.JPEG: {"format": "JPEG", "quality": 90, "optimize": True},
    Kind.WEBP: {"format": "WEBP", "quality": 90, "method": 2},
}
PNG = b"\x89PNG\r\n\x1a\n"
# Parts of a PNG that change what is seen; all the others tell of it.
SEEN = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP pHYs sBIT bKGD acTL fcTL fdAT".split())
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")  # in the points of a JPEG: what is no point


def kind_of(data: bytes) -> Kind | None:
    if data.startswith(PNG):
        return Kind.PNG
    if data.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    return Kind.WEBP if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else None


def _opened(data: bytes, formats: list[str]) -> Image.Image:
    """The picture, of which only the head was read. Raises Refused: too many points, or no picture."""
    try:
        picture = Image.open(io.BytesIO(data), formats=formats)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise Refused(Reason.PIXELS) from fault
    except Exception as fault:  # a decoder raises whatever a hostile file makes it meet
        raise Refused(Reason.DAMAGED, kind_of(data)) from fault
    if picture.width * picture.height > MOST_POINTS:
        raise Refused(Reason.PIXELS)
    return picture


def check(data: bytes) -> None:
    """Raises Refused when it has too many points, or no head that can be read."""
    _opened(data, ["PNG", "JPEG", "WEBP"])


def redrawn(data: bytes) -> bytes:
    """The picture drawn anew, upright and in the colours of screens, in its own format: its first image alone."""
    with _opened(data, ["PNG", "JPEG", "WEBP"]) as picture:
        kind = FORMATS[picture.format or ""]
        held = io.BytesIO()
        try:
            _bare(_screen(_upright(picture))).save(held, **SAVED[kind])
        except Exception as fault:  # a decoder raises whatever a hostile file makes it meet
            raise Refused(Reason.DAMAGED, kind) from fault
    return held.getvalue()


def _upright(picture: Image.Image) -> Image.Image:
    """Turned as the camera says; as it lies where what the camera says cannot be read."""
    with suppress(Exception):
        ImageOps.exif_transpose(picture, in_place=True)
    return picture


def _screen(picture: Image.Image) -> Image.Image:
    """In sRGB, which is what a picture without a profile is taken for; as it is when its profile cannot be read."""
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "CMYK"}:
        with suppress(ImageCms.PyCMSError, OSError):
            meant, screen = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(picture, meant, screen, outputMode="RGB") or picture
    return picture.convert("RGB") if picture.mode == "CMYK" else picture


def _bare(picture: Image.Image) -> Image.Image:
    """The points alone; the colour of a palette that stands for « nothing » belongs to them."""
    picture.info = {name: value for name, value in picture.info.items() if name == "transparency"}
    return picture


def inside(data: bytes) -> bytes:
    """A picture that a document holds, without metadata and with the very same points where its format lets it.

    Raises Refused when it has too many points or cannot be read.
    """
    kind = kind_of(data)
    if kind in {Kind.PNG, Kind.JPEG}:
        check(data)
        return _png(data) if kind is Kind.PNG else jpeg(data)
    with _opened(data, INSIDE) as picture:
        moves = picture.format in {"GIF", "WEBP"} and getattr(picture, "is_animated", False)
        if moves and picture.width * picture.height * getattr(picture, "n_frames", 1) > MOST_POINTS:
            raise Refused(Reason.PIXELS)
        held = io.BytesIO()
        try:
            if moves:  # goes on moving
                picture.save(held, format=picture.format, save_all=True, comment=b"")
            else:
                _bare(picture.copy()).save(held, format=picture.format)  # a copy has left its tags behind
        except Exception as fault:  # a decoder raises whatever a hostile file makes it meet
            raise Refused(Reason.DAMAGED) from fault
    return held.getvalue()


def _png(data: bytes) -> bytes:
    kept, place = [PNG], len(PNG)
    while place + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, place)
        name = data[place + 4 : place + 8]
        if name in SEEN:
            kept.append(data[place : place + 12 + length])
        place += 12 + length
        if name == b"IEND":
            break
    return b"".join(kept)


def jpeg(data: bytes) -> bytes:
    """The very same points without comments, EXIF, XMP and whatever follows the picture; its colours' profile stays.

    Raises Refused when its parts do not follow each other.
    """
    kept, place, points = [b"\xff\xd8"], 2, False
    while found := _MARKER.search(data, place):
        if points:
            kept.append(data[place : found.start()])
        marker = found[0][1]
        if marker == 0xD9:
            break
        length = int.from_bytes(data[found.end() : found.end() + 2])
        place = found.end() + length
        if length < 2 or place > len(data):
            raise Refused(Reason.DAMAGED, Kind.JPEG)
        body = data[found.start() : place]
        if _seen(marker, body):
            kept.append(body)
        points = points or marker == 0xDA
    else:
        kept.append(data[place:])  # cut short: what there is of its points
    return b"".join([*kept, b"\xff\xd9"])


def _seen(marker: int, body: bytes) -> bool:
    """Whether a part of a JPEG changes what is seen: no comment, no application's own but colours."""
    if marker == 0xE2:
        return body[4:16] == b"ICC_PROFILE\0"
    return marker in {0xE0, 0xEE} or not (0xE1 <= marker <= 0xEF or marker == 0xFE)
