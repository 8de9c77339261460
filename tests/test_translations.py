"""Every text has its French; what the code says and what the catalogue knows are the same."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.conf import settings

CATALOGUE = Path(settings.BASE_DIR) / "locale" / "fr" / "LC_MESSAGES" / "django.po"


@pytest.fixture(scope="module")
def catalogue():
    return polib.pofile(str(CATALOGUE))


def test_every_text_is_translated(catalogue):
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []


def test_placeholders_survive_translation(catalogue):
    """A %(name)s or {name} of the source stands in each translation."""
    import re

    holes = re.compile(r"%\((\w+)\)|{(\w+)}")
    wrong = []
    for entry in catalogue:
        sources = [entry.msgid, entry.msgid_plural] if entry.msgid_plural else [entry.msgid]
        wanted = set().union(*(set(holes.findall(source)) for source in sources))
        for text in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
            if set(holes.findall(text)) - wanted:
                wrong.append(entry.msgid)
            if not entry.msgid_plural and set(holes.findall(text)) != wanted:
                wrong.append(entry.msgid)
    assert wrong == []


def test_it_is_compiled(catalogue):
    compiled = CATALOGUE.with_suffix(".mo")
    assert compiled.exists(), "pybabel compile -d locale -D django"
    known = {entry.msgid for entry in polib.mofile(str(compiled))}
    assert {entry.msgid for entry in catalogue if entry.msgid} <= known


# `make test` passes on a bare machine, where Babel compiles; .ci/run installs gettext and allows no skip
@pytest.mark.skipif(  # the texts are read out of the code by a program that a bare machine lacks
    shutil.which("xgettext") is None,
    reason="this machine has no xgettext, which reads the texts out of the code: apt-get install gettext",
)
def test_the_catalogue_knows_what_the_code_says(catalogue, tmp_path):
    """Extracting anew finds no text that the committed catalogue lacks."""
    root = Path(settings.BASE_DIR)
    copy = tmp_path / "portal"
    wanted = [
        name
        for name in subprocess.run(
            ["git", "ls-files", "-co", "--exclude-standard"],
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()
        if name.endswith((".py", ".html", ".txt", ".po"))
        and (root / name).is_file()
        and not name.startswith("tests/")
    ]
    for name in wanted:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / name, copy / name)
    done = subprocess.run(
        [sys.executable, "manage.py", "makemessages", "-l", "fr", "--add-location", "file", "--no-wrap", "-e", "html,txt,py"],
        cwd=copy, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    fresh = polib.pofile(str(copy / "locale" / "fr" / "LC_MESSAGES" / "django.po"))
    before = {entry.msgid for entry in catalogue}
    assert [entry.msgid for entry in fresh if not entry.obsolete and entry.msgid not in before] == []
