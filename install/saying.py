"""What `make` says while it works, in the terminal's language."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

from core.terminal import terminal_language

LANGUAGE = terminal_language(os.environ)


def pick(french: str, english: str) -> str:
    return english if LANGUAGE == "en" else french


def say(french: str, english: str) -> None:
    print(f"→ {pick(french, english)}", flush=True)


def fail(french: str, english: str) -> NoReturn:
    sys.exit(f"✗ {pick(french, english)}")
