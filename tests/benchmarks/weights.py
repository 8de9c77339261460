"""What a reader fetches, as it travels: the page's HTML, and the HTML with its styles, scripts and fonts."""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from organization.models import User

from .addresses import pages
from .figures import Figure, count

HTML_KB, ALL_KB, DIARY_KB = 60, 200, 350
LINKED = re.compile(r"""<(?:link\b[^>]*\bhref|script\b[^>]*\bsrc)="([^"]+)\"""")
FACE = re.compile(r"@font-face\s*{([^}]*)}")
IN_STYLE = re.compile(r"""url\(["']?([^"')]+\.woff2)""")
RANGE = re.compile(r"U\+([0-9A-F]+(?:-[0-9A-F]+)?)", re.IGNORECASE)


def travelling(content: bytes) -> int:
    """Octets once compressed as the server does."""
    return len(gzip.compress(content, 6))


@cache
def file_of(name: str) -> bytes:
    found = finders.find(name)
    assert isinstance(found, str), name
    return Path(found).read_bytes()


def fonts(name: str, style: str, letters: frozenset[int]) -> int:
    """Octets of the fonts that a style names and that a browser fetches for these letters."""
    folder = Path("/", name).parent
    total = 0
    for face in FACE.findall(style):
        if not (file := IN_STYLE.search(face)):
            continue
        ranges = [pair.partition("-") for pair in RANGE.findall(face)]
        if not ranges or any(
            int(low, 16) <= letter <= int(high or low, 16)
            for low, _dash, high in ranges
            for letter in letters
        ):
            total += len(file_of(str((folder / file[1]).resolve()).lstrip("/")))
    return total


def assets(html: str, client: Client) -> dict[str, int]:
    """Address → octets of what the page names, fonts with the style that names them, images left out."""
    letters = frozenset(map(ord, html))
    found: dict[str, int] = {}
    for address in LINKED.findall(html):
        plain = address.split("?")[0]
        if not plain.endswith((".css", ".js")) or plain in found:
            continue
        if plain.startswith(settings.STATIC_URL):
            name = plain.removeprefix(settings.STATIC_URL)
            content = file_of(name)
            found[plain] = travelling(content)
            if name.endswith(".css"):
                found[plain] += fonts(name, content.decode(), letters)
        else:
            found[plain] = travelling(client.get(address).content)
    return found


def run() -> list[Figure]:
    html_only, everything = [], []
    for page in pages():
        client = Client(raise_request_exception=False)
        client.force_login(User.objects.get(username=page.who), "organization.backends.ProfileBackend")
        answer = page.fetch(client)
        if answer.status_code != 200:
            continue
        html = travelling(answer.content)
        named = assets(answer.content.decode(), client)
        limit = DIARY_KB if any("fullcalendar" in address for address in named) else ALL_KB
        html_only.append(count("Weight of a page, HTML compressed", page.what, html / 1000, HTML_KB, "kB"))
        everything.append(
            count(
                "Weight of a page with its styles, scripts and fonts",
                f"{page.what} ({len(named)} files)",
                (html + sum(named.values())) / 1000,
                limit,
                "kB",
            )
        )
    return html_only + everything
