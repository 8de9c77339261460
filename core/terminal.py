"""The language of a terminal. Needs nothing but Python: the setup asks it before anything is installed."""

from __future__ import annotations

from collections.abc import Mapping


def terminal_language(environment: Mapping[str, str]) -> str:
    """`en` where the terminal's locale is English, else `fr`: the portal speaks French first."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name, ""):
            return "en" if value.lower().startswith("en") else "fr"
    return "fr"
