"""The portal's own font as the typesetter reads it: put together once from its npm package, in FONTS_DIR.

Without the package, or without a place to write, the typesetter's own font stands in for it.
"""

from __future__ import annotations

import io
import json
import logging
import os
import tempfile
from functools import lru_cache
from pathlib import Path

import typst
from django.conf import settings
from fontTools.merge import Merger
from fontTools.ttLib import TTLibError

log = logging.getLogger(__name__)
logging.getLogger("fontTools").setLevel(logging.WARNING)  # it tells of each table that it touches
PACKAGE = Path(settings.BASE_DIR) / "node_modules" / "@fontsource" / "source-sans-3"
FAMILY = "Source Sans 3"
FACES = ("400-normal", "400-italic", "600-normal", "700-normal", "700-italic")
SUBSETS = ("latin", "latin-ext")
"""Of two files of one face the typesetter takes either, and lacks the letters of the other: they become one."""
RECIPE = 1  # raised when the same package is to be put together in another way


def fonts() -> typst.Fonts:
    """What every document of this process is set in; read once, and again when the package has changed."""
    return _read(unpacked())


@lru_cache(maxsize=2)
def _read(folder: Path | None) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)] if folder else [])


def unpacked() -> Path | None:
    """The folder with the font's files, made when it lacks some (seconds); None when there is nothing to make it from.

    Several processes may do so at once: a file appears whole, or not at all.
    """
    try:
        version = json.loads((PACKAGE / "package.json").read_text())["version"]
        folder = Path(settings.FONTS_DIR) / f"source-sans-3-{version}-{RECIPE}"
        folder.mkdir(parents=True, exist_ok=True)
        for face in FACES:
            target = folder / f"{face}.ttf"
            if not target.exists():
                _write(_whole(face), target)
    except FileNotFoundError:
        return None
    except (OSError, TTLibError, ValueError, KeyError, AssertionError) as fault:
        log.warning("documents are set in another font: %s", fault)
        return None
    return folder


def _whole(face: str) -> bytes:
    """The face with all its letters, as plain OpenType."""
    held = io.BytesIO()
    files = [str(PACKAGE / "files" / f"source-sans-3-{subset}-{face}.woff") for subset in SUBSETS]
    Merger().merge(files).save(held)
    return held.getvalue()


def _write(content: bytes, target: Path) -> None:
    """Beside `target`, then renamed."""
    handle, written = tempfile.mkstemp(dir=target.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(written).replace(target)
    except BaseException:
        Path(written).unlink(missing_ok=True)
        raise
