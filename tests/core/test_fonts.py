"""The font of documents is unpacked whole, once, by however many processes; without it all still works."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

from core import fonts

FACES = fonts.FACES


@pytest.fixture
def var(settings, tmp_path):
    settings.FONTS_DIR = tmp_path / "var" / "fonts"
    return tmp_path / "var"


@pytest.fixture(autouse=True)
def one_face(monkeypatch):
    """Each takes most of a second to put together."""
    monkeypatch.setattr(fonts, "FACES", FACES[:1])


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A copy of the package, to be changed."""
    copy = tmp_path / "package"
    shutil.copytree(fonts.PACKAGE, copy, ignore=shutil.ignore_patterns("*.css", "*.woff2"))
    monkeypatch.setattr(fonts, "PACKAGE", copy)
    return copy


@pytest.mark.slow
def test_every_face_is_one_font_with_all_its_letters(var, monkeypatch):
    monkeypatch.setattr(fonts, "FACES", FACES)
    folder = fonts.unpacked()
    assert folder.parent == var / "fonts"
    weights = {}
    for file in folder.iterdir():
        with TTFont(file) as font:
            assert font.flavor is None
            assert {ord(letter) for letter in "aé«ŒŁș€"} <= set(font.getBestCmap())
            weights[file.name] = font["OS/2"].usWeightClass
    assert weights == {f"{face}.ttf": int(face[:3]) for face in FACES}
    assert fonts.FAMILY in fonts.fonts().families()


def test_what_is_there_is_not_made_again(var, monkeypatch):
    folder = fonts.unpacked()
    monkeypatch.setattr(fonts, "_whole", lambda face: pytest.fail("made again"))
    assert fonts.unpacked() == folder


def test_what_lacks_is_made_again(var):
    folder = fonts.unpacked()
    (folder / "400-normal.ttf").unlink()
    fonts.unpacked()
    assert (folder / "400-normal.ttf").exists()


def test_another_version_of_the_package_is_another_folder(var, package):
    before = fonts.unpacked()
    about = json.loads((package / "package.json").read_text())
    (package / "package.json").write_text(json.dumps({**about, "version": "99.0.0"}))
    after = fonts.unpacked()
    assert after != before and "99.0.0" in after.name and len(list(after.iterdir())) == 1


def test_without_the_package_there_is_none(var, tmp_path, monkeypatch):
    monkeypatch.setattr(fonts, "PACKAGE", tmp_path / "nowhere")
    assert fonts.unpacked() is None


def test_a_damaged_package_is_none_too(var, package, caplog):
    (package / "files" / "source-sans-3-latin-400-normal.woff").write_bytes(b"wOFF and nothing else")
    assert fonts.unpacked() is None
    assert "another font" in caplog.text


def test_a_write_that_fails_leaves_nothing_behind(var, monkeypatch):
    def full(written, target):
        raise OSError("no space left on device")

    monkeypatch.setattr(fonts, "_whole", lambda face: b"font")
    monkeypatch.setattr(Path, "replace", full)
    assert fonts.unpacked() is None
    assert [file for file in var.rglob("*") if file.is_file()] == []


SCRIPT = """
import sys
from pathlib import Path
from django.conf import settings
settings.configure(BASE_DIR=Path(sys.argv[1]), FONTS_DIR=Path(sys.argv[2]) / "fonts")
from core import fonts
fonts.FACES = fonts.FACES[:1]
folder = fonts.unpacked()
print(sum(len(file.read_bytes()) for file in sorted(folder.glob("*.ttf"))))
"""


@pytest.mark.slow
def test_processes_that_unpack_at_once_all_have_it_whole(tmp_path):
    command = [sys.executable, "-c", SCRIPT, str(settings.BASE_DIR), str(tmp_path)]
    running = [
        subprocess.Popen(command, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    sizes = {process.communicate(timeout=60)[0] for process in running}
    assert [process.returncode for process in running] == [0] * 4
    assert len(sizes) == 1
    (folder,) = (tmp_path / "fonts").iterdir()
    assert len(list(folder.iterdir())) == 1
