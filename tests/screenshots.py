"""`python -m tests.screenshots`: photographs the main pages of the demonstration to docs/screenshots/.

It loads Groupe Hélianthe into a database of its own, starts the portal on a free port of this machine, and signs
in as each persona. Needs Chromium: Debian's, or that of CHROMIUM.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PIL import Image

from tests.browsers import chromium
from tests.running import portal

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "screenshots"
WIDTHS = {1280: 900, 390: 844}
PAGES: list[tuple[str, str, str]] = [
    # file, sign-in name, address ("{state}" is the reference of an intervention in that state)
    ("home-employee", "employee", "/"),
    ("home-delivery", "delivery", "/"),
    ("sign-in", "", "/accounts/login/"),
    ("interventions", "delivery", "/interventions/"),
    ("intervention-plan", "delivery", "/interventions/new/"),
    ("intervention-confirmed", "delivery", "/interventions/{confirmed}/"),
    ("intervention-awaiting", "cio", "/interventions/{awaiting}/"),
    ("intervention-draft", "delivery", "/interventions/{draft}/"),
    ("slots", "delivery", "/interventions/slots/"),
    ("mine", "employee", "/interventions/mine/"),
    ("calendars", "delivery", "/calendars/"),
    ("calendar-finance", "representative", "/calendars/FIN/"),
    ("unit-finance", "representative", "/units/FIN/"),
    ("people", "administrator", "/organization/people/"),
    ("units", "administrator", "/organization/units/"),
    ("mailbox", "administrator", "/mailbox/"),
    ("outbox", "administrator", "/outbox/"),
    ("grants", "administrator", "/organization/grants/"),
    ("sites", "administrator", "/organization/sites/"),
    ("brand", "communication", "/organization/brand/"),
    ("catalogue", "employee", "/catalogue/"),
    ("catalogue-search", "employee", "/catalogue/?q=mesagerie"),
    ("offering", "employee", "/offerings/SRV-001/"),
    ("compare", "employee", "/catalogue/compare/?o=SRV-001&o=SRV-002"),
    ("offerings", "catalogue", "/offerings/"),
    ("offering-edit", "catalogue", "/offerings/SRV-001/edit/"),
    ("offering-configuration", "catalogue", "/offerings/SRV-001/configuration/"),
    ("solution-assembly", "catalogue", "/offerings/SOL-001/assembly/"),
    ("levels", "delivery", "/levels/"),
    ("measures", "delivery", "/levels/measures/"),
    ("offering-prices", "representative", "/offerings/SRV-001/prices/"),
    ("costs", "costs", "/costs/"),
    ("catalogue-import", "catalogue", "/catalogue/import/"),
]


LIST = """
from calendar_ops.models import Intervention
for state in ["confirmed", "awaiting", "draft"]:
    row = Intervention.objects.filter(state=state).order_by("start").first()
    if row: print(f"{state}={row.reference}")
"""


def lighten(file: Path) -> None:
    """Keep 128 colours: enough for a page, a third of the weight."""
    with Image.open(file) as picture:
        small = picture.convert("RGB").quantize(128)
    small.save(file, optimize=True)


def main() -> int:
    browser = chromium()
    if browser is None:
        print(
            "Chromium is not on this machine: install it (apt install chromium), or write CHROMIUM=/path/to/it."
        )
        return 1
    from playwright.sync_api import sync_playwright

    FOLDER.mkdir(parents=True, exist_ok=True)
    missing: list[str] = []
    with portal(workers=False, DEMO="true") as running, sync_playwright() as playwright:
        address = running.address
        listed = running.python("manage.py", "shell", "-v0", "-c", LIST)
        references = dict(line.split("=") for line in listed.split() if "=" in line)
        chrome = playwright.chromium.launch(
            executable_path=browser, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        for language in ("fr", "en"):
            for username in dict.fromkeys(page[1] for page in PAGES):
                context = chrome.new_context(locale=language, reduced_motion="reduce")
                page = context.new_page()
                if username:
                    page.goto(f"{address}/accounts/login/")
                    page.fill("input[name=login]", username)
                    page.fill("input[name=password]", os.environ.get("DEMO_PASSWORD", "tournesol-2026"))
                    page.locator("input[name=password]").press("Enter")
                    page.wait_for_load_state()
                context.add_cookies([{"name": "language", "value": language, "url": address}])
                for name, who, path in PAGES:
                    if who != username:
                        continue
                    for width, height in WIDTHS.items():
                        page.set_viewport_size({"width": width, "height": height})
                        answer = page.goto(address + path.format(**references))
                        if answer is None or answer.status != 200:
                            missing.append(f"{name}: {answer.status if answer else 'no answer'}")
                            continue
                        suffix = "" if language == "fr" else "-en"
                        file = FOLDER / f"{name}{suffix}-{width}.png"
                        page.screenshot(path=file)
                        lighten(file)
                context.close()
        chrome.close()
    for line in dict.fromkeys(missing):
        print(f"not photographed, {line}")
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in docs/screenshots/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
