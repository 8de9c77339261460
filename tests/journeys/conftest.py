"""A real browser over the live server, with axe on every page it is asked about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import ConsoleMessage, Page

from tests.browsers import chromium
from tests.conftest import PASSWORD
from tests.running import portal
from tests.smtp_sink import Sink

AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
SHOTS = Path(settings.VAR_DIR) / "failures"
WIDTHS = {"desktop": 1280, "telephone": 390}
ABANDONED = re.compile("^htmx:(sendAbort|afterRequest)")
"""What htmx writes when the next keystroke, or leaving the page, makes an answer useless: no problem."""
REFUSED = re.compile("status of (409|422) ")
"""What Chromium writes when the page itself is a form given back with what is wrong: that is its answer, no problem."""
CHROMIUM = chromium()

# `make test` passes on a machine with Python alone; .ci/run installs Chromium and allows no skip
ON_A_BARE_MACHINE = "this machine has no browser to open the pages in: apt-get install chromium"


def pytest_collection_modifyitems(items):
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)
            if CHROMIUM is None:
                # a journey opens pages in a browser: where there is none, it has nothing to open them in
                item.add_marker(pytest.mark.skip(reason=ON_A_BARE_MACHINE))


def is_problem(line: ConsoleMessage, page: Page) -> bool:
    given_back = REFUSED.search(line.text) and line.location["url"] == page.url
    return line.type == "error" and not ABANDONED.search(line.text) and not given_back


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        launched = play.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"],
        )
        yield launched
        launched.close()


@pytest.fixture(params=list(WIDTHS))
def width(request) -> int:
    return WIDTHS[request.param]


@pytest.fixture(params=["fr", "en"])
def language(request) -> str:
    return request.param


@pytest.fixture
def address(live_server) -> str:
    """Where the portal answers; a module may put the address of a portal that really runs."""
    return live_server.url


@pytest.fixture
def open_page(browser, address, request) -> Iterator[Callable[..., Page]]:
    """open_page(width, language): a page of a visitor of its own, with further cookies if some are named.

    A screenshot of each is kept in var/failures/ when the test fails; what they write to the console fails it.
    """
    pages: list[Page] = []
    problems: list[str] = []

    def opened(width: int, language: str, **cookies: str) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            base_url=address,
            locale=language,
            timezone_id="Europe/Paris",
        )
        cookies["language"] = language
        context.add_cookies([{"name": name, "value": cookies[name], "url": address} for name in cookies])
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda line: problems.append(line.text) if is_problem(line, page) else None)
        pages.append(page)
        return page

    yield opened
    for number, page in enumerate(pages):
        if getattr(request.node, "failed", False):
            SHOTS.mkdir(parents=True, exist_ok=True)
            name = f"{request.node.name}{f'-{number}' if number else ''}.png".replace("/", "_")
            page.screenshot(path=SHOTS / name, full_page=True)
        page.context.close()
    assert problems == [], problems


@pytest.fixture
def page(open_page, width, language) -> Page:
    """A page of that width and language."""
    return open_page(width, language)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.when == "call" and report.failed:
        item.failed = True
    return report


@pytest.fixture(scope="session")
def mail_server():
    """A real SMTP server that keeps what it accepts."""
    with Sink() as sink:
        yield sink


@pytest.fixture(scope="session")
def running(mail_server):
    """The portal with its worker processes, the company of tests/journeys/company.py, and that mail server."""
    quick = {"DJANGO_SETTINGS_MODULE": "tests.quick_ticks"}
    with portal(seed="tests.journeys.company", EMAIL_URL=mail_server.url, **quick) as found:
        yield found


@pytest.fixture
def enter(page):
    """enter("planner"): sign in by the sign-in page, instead of whoever was signed in."""

    def signed(username: str) -> None:
        page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
        page.goto("/accounts/login/")
        page.fill("input[name=login]", username)
        page.fill("input[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_url("**/")

    return signed


def assert_clean(page: Page, *, rules: tuple[str, ...] = ()) -> None:
    """Axe finds nothing, of all its rules or of these, and nothing overflows sideways."""
    page.evaluate(AXE.read_text())
    # Only what is wrong leaves the browser: to bring all that is right took three times as long as to look.
    asked = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    found = page.evaluate("asked => axe.run(asked).then(({violations}) => violations)", asked)
    assert found == [], "\n".join(
        f"{v['id']} ({v['impact']}): {v['nodes'][0]['html'][:200]} {v['nodes'][0]['failureSummary'][:200]}"
        for v in found
    )
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"{page.url} is {overflow} px too wide"


@pytest.fixture
def clean(page):
    """Asserts that axe finds nothing on the page and that nothing overflows sideways."""
    return lambda: assert_clean(page)
