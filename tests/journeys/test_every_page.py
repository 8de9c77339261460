"""Every page that a persona of the demonstration can reach by its links: it answers, axe finds nothing, nothing
is wider than the screen, whichever the appearance; and every page of the portal is reached by somebody."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from catalog.models import Offering
from organization.models import User
from tests.access_matrix import LIBRARY, RULES
from tests.answers import let_go
from tests.journeys.conftest import assert_clean

PERSONAS = (
    "delivery",
    "administrator",
    "employee",
    "cio",
    "representative",
    "relay",
    "catalogue",
    "marketing",
    "costs",
)
APPEARANCES = {
    "desktop": {"width": 1280, "language": "fr", "theme": "light"},
    "telephone": {"width": 390, "language": "en", "theme": "light"},
    "dark": {"width": 1280, "language": "fr", "theme": "dark"},
}
RULES_OF = {"dark": ("color-contrast",)}
"""What an appearance can change; of the others, every rule of axe is asked."""
OF_ONE_KIND = 3  # pages of one name that are followed for each persona
FOLLOWED = {"calendar_ops:intervention": 40}  # more: each state offers other steps
IMPORTED = ("offerings", "sections", "usages", "measures", "prices", "costs")
NOT_PAGES = frozenset(
    {
        *(f"catalog:{table}-{file}" for table in IMPORTED for file in ("faults", "held", "template")),
        "brand-css", "calendar_ops:choose", "catalog:offering-options", "calendar_ops:deliveries", "calendar_ops:mail-body", "directory-faults", "directory-held", "directory-template", "health-live", "health-ready", "organization:logo",
        "organization:unit-options", "outbox:body",
    }
)  # fmt: skip
"""Addresses that answer something else than a page of the portal: bodies of mails, pictures, files, parts, health."""
REACHED_OTHERWISE = frozenset(
    {
        "calendar_ops:start",  # offered shortly before the work: whether today has such work depends on the day
        "calendar_ops:submit",  # offered on the draft of an emergency in red: tests/journeys/test_main_job.py
        "waiting",  # linked from home when more waits than it shows
        "catalog:compare",  # two cards are ticked first: tests/journeys/test_catalogue.py
        "core:job",  # a long work going on: the same
        "directory-import",  # the report of an import: tests/journeys/test_administrator.py makes one
        "catalog:preview",  # a button of the card's form: tests/journeys/test_catalogue_editor.py
        *(
            f"catalog:{table}-import" for table in IMPORTED
        ),  # reports: tests/journeys/test_levels.py makes one
        "calendar_ops:feed",  # read by calendar programs
    }
)


def pages() -> set[str]:
    """The names of all addresses that show a page to somebody."""
    return {
        name
        for name, rule in RULES.items()
        if rule.get and not rule.api and name not in NOT_PAGES | REACHED_OTHERWISE
    }


def page_name(address: str) -> str | None:
    """The URL name of an address of the portal; None when it is no page."""
    try:
        found = resolve(urlsplit(address).path)
    except Resolver404:
        return None
    name = found.view_name
    return name if name in RULES and not RULES[name].api and name not in NOT_PAGES | LIBRARY else None


@pytest.fixture
def demonstration(transactional_db, django_db_serialized_rollback):
    call_command("load_demo", verbosity=0)


def links_of(html: str, address: str) -> Iterator[str]:
    """The links of a page that stay in the portal, as paths."""
    for link in re.findall(r'<a\b[^>]*\bhref="([^"#]+)', html):
        parts = urlsplit(urljoin(address, unescape(link)))
        if not parts.netloc:
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def rare() -> list[str]:
    """Pages linked among many alike, which show what few of them show."""
    paid = Offering.objects.filter(tariffs__milestones__isnull=False).order_by("pk").first()
    filed = Offering.objects.filter(documents__isnull=False, state="live").order_by("pk").first()
    assert paid and filed
    return [reverse("catalog:prices", args=[paid.reference]), filed.get_absolute_url()]


def test_links_lead_to_pages_and_axe_finds_nothing(demonstration, live_server, open_page):
    looks = {name: open_page(**appearance) for name, appearance in APPEARANCES.items()}
    wrong: list[str] = []
    looked_at: set[str] = set()
    for persona in PERSONAS:
        client = Client()
        client.force_login(User.objects.get(username=persona))
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        for page in looks.values():
            page.context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
            )
        seen: Counter[str] = Counter()
        asked: set[str] = set()
        waiting = deque([("/", ""), *((address, "the catalogue") for address in rare())])
        while waiting:
            address, origin = waiting.popleft()
            name = page_name(address)
            if name is None or address in asked or seen[name] == FOLLOWED.get(name, OF_ONE_KIND):
                continue
            asked.add(address)
            seen[name] += 1
            answer = client.get(address, follow=True)
            if answer.status_code != 200:
                wrong.append(
                    f"{persona} is shown on {origin} a link to {address}, which answers {answer.status_code}"
                )
                continue
            if not answer["Content-Type"].startswith("text/html"):
                looked_at.add(name)  # a file: it answers, there is nothing to look at
                let_go(answer)
                continue
            waiting.extend((link, address) for link in links_of(answer.content.decode(), address))
            if name in looked_at:
                continue
            looked_at.add(name)
            for look, page in looks.items():
                page.goto(address)
                try:
                    assert_clean(page, rules=RULES_OF.get(look, ()))
                except AssertionError as problem:
                    wrong.append(f"{persona} {address}, {look}: {problem}")
    assert wrong == [], "\n".join(wrong)
    lost = sorted(pages() - looked_at)
    assert lost == [], f"no persona finds these pages by a link: {lost}"
