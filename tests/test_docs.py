"""The documentation is held to the code: its links lead somewhere, every setting and command is described."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

ROOT = Path(settings.BASE_DIR)
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
OURS = {"dsi_marketing", "calendar_ops", "catalog", "outbox", "organization", "core"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files(page):
    text = re.sub(r"```.*?```", "", page.read_text(), flags=re.DOTALL)
    links = re.findall(r"\]\((?!https?://|mailto:|#)([^)#\s]+)", text)
    missing = [link for link in links if not (page.parent / link).exists()]
    assert missing == []


def test_every_page_is_linked_from_another():
    linked = {
        (page.parent / link).resolve()
        for page in PAGES
        for link in re.findall(r"\]\((?!https?://)([^)#\s]+)", page.read_text())
    }
    lost = [
        str(page.relative_to(ROOT))
        for page in PAGES
        if page.parent.name == "docs" and page.resolve() not in linked
    ]
    assert lost == []


def test_every_setting_is_described():
    source = "\n".join(
        (ROOT / "dsi_marketing" / name).read_text() for name in ("settings.py", "environment.py")
    )
    read = set(re.findall(r'env\.(?:text|flag|whole|words)\(\s*"([A-Z_]+)"', source))
    read |= set(re.findall(r'os\.environ\.get\("([A-Z_]+)"', source))
    described = (ROOT / "docs" / "configuration.md").read_text()
    assert sorted(name for name in read if f"`{name}`" not in described) == []


def test_every_command_is_described():
    described = "\n".join(page.read_text() for page in PAGES)
    ours = sorted(name for name, app in get_commands().items() if app in OURS)
    assert [name for name in ours if name not in described] == []
