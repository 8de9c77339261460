"""The delivery manager imports the measures of the month, sees the level that is missed, enters those that lack."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from catalog.models import ServiceLevel, ServiceLevelMeasure
from core import jobs
from core.company_day import company_day
from core.models import Job
from core.months import last_closed
from tests import factories
from tests.catalog.level_makers import level, year

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = {
    "fr": {"decide": "À décider", "missed": "manqué", "saved": "1 mesure enregistrée"},
    "en": {"decide": "To decide", "missed": "missed", "saved": "1 measure recorded"},
}


@pytest.fixture
def three(cast) -> list[ServiceLevel]:
    """Three availabilities, measured for a year but for the last month that is over."""
    month = last_closed(company_day(timezone.now()))
    made = []
    for number, (name, english) in enumerate(
        (("Entrepôt", "Warehouse"), ("Impression", "Printing"), ("Caisse", "Till")), 1
    ):
        offering = factories.offering(f"SRV-{number}", name=name, name_en=english, owner=cast.planner)
        one = level(offering, "99.5")
        year(one, *["99.8"] * 11, None, last=month)
        made.append(one)
    return made


def run_the_job() -> None:
    assert jobs.run(str(Job.objects.order_by("-pk").first().uid), now=timezone.now())


def test_the_delivery_manager_imports_measures_sees_what_is_missed_and_enters_the_rest(
    three, page, language, enter, clean
):
    said, month = WORDS[language], last_closed(company_day(timezone.now()))
    enter("planner")
    page.locator("a[href*='/levels/measures/']").first.click()
    page.wait_for_url("**/levels/measures/**")
    assert page.locator("table.entry tbody tr").count() == 3
    clean()
    page.locator("a[href$='/levels/measures/import/']").click()
    clean()
    text = f"offering,measure,month,value,why\nSRV-1,availability,{month:%Y-%m},99.12,scanners\n"
    text += f"SRV-2,availability,{month:%Y-%m},99.71,\n"
    page.set_input_files(
        "input[type=file]", {"name": "mesures.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile("/import/[0-9a-f-]{36}/$"))
    run_the_job()
    page.reload()
    page.locator("form[action$='/apply/'] button").click()
    page.wait_for_url(re.compile("/import/[0-9a-f-]{36}/$"))
    run_the_job()
    assert ServiceLevelMeasure.objects.filter(month=month).count() == 2

    page.goto("/levels/")
    clean()
    assert said["decide"] in page.inner_text("#t-decide")
    row = page.locator("section[aria-labelledby=t-decide] tbody tr")
    assert row.count() == 1 and "scanners" in row.inner_text()
    figures = page.locator(".lead-line a").all()
    for address, number in [(one.get_attribute("href"), one.inner_text().split()[0]) for one in figures]:
        page.goto(address)
        assert page.locator("ul.multi > li").count() == int(number), address
    page.goto("/levels/")
    page.locator("section[aria-labelledby=t-decide] a").first.click()
    page.wait_for_url("**/offerings/SRV-1/levels/")
    assert said["missed"] in page.inner_text("main")
    clean()

    page.goto(f"/levels/measures/?month={month:%Y-%m}&outcome=unmeasured")
    box = page.locator("table.entry input[inputmode=decimal]")
    assert box.count() == 1
    box.fill("99,6")
    box.press("Enter")
    page.locator("[role=status]", has_text=said["saved"]).wait_for()
    assert ServiceLevelMeasure.objects.filter(month=month).count() == 3


def test_the_editor_raises_a_promise_from_a_month_on(three, page, language, enter, clean):
    enter("editor")
    page.goto("/offerings/SRV-1/levels/")
    page.locator(f"a[href$='/levels/{three[0].pk}/']").click()
    clean()
    page.fill("#id_value_1", "99,9")
    page.fill("#id_since_1", "2026-01")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/offerings/SRV-1/levels/")
    assert three[0].targets.count() == 2
