"""The commands speak the terminal's language and show how they are used."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class

from core.management.portal_command import PortalCommand
from core.terminal import terminal_language
from tests.test_docs import OURS

COMMANDS = sorted((app, name) for name, app in get_commands().items() if app in OURS)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "fr"),
        ({"LANG": "C.UTF-8"}, "fr"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "fr_CA.UTF-8"}, "fr"),
        ({"LANG": "", "LC_MESSAGES": "en_US"}, "en"),
    ],
)
def test_the_terminal_language(environment, language):
    assert terminal_language(environment) == language


@pytest.mark.parametrize(("app", "name"), COMMANDS)
def test_each_command_has_a_sentence_and_an_example(app, name):
    command = load_command_class(app, name)
    assert isinstance(command, PortalCommand)
    assert command.help and command.example
    help_text = command.create_parser("manage.py", name).format_help()
    assert f"manage.py {name} {command.example}" in help_text


@pytest.mark.parametrize(
    ("lang", "word", "code"),
    [
        ("fr_FR.UTF-8", "n’est pas un instant avec son décalage", 1),
        ("en_GB.UTF-8", "is not a moment with its offset", 1),
    ],
)
def test_a_wrong_moment_is_said_in_the_terminal_language(lang, word, code, tmp_path):
    done = subprocess.run(
        [sys.executable, "manage.py", "queue_notices", "--at", "tomorrow"],
        cwd=settings.BASE_DIR,
        env={"LANG": lang, "PATH": "/usr/bin:/bin", "VAR_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code
    assert word in done.stderr
