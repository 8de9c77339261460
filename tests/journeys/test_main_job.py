"""The main job on the portal that really runs: refused, repaired by one click, confirmed, delivered, read.

The delivery manager plans in a white period; the worker hands the notice to a real SMTP server; the employee
opens the mail's link, sees the banner; the CIO approves an emergency in red.
"""

from __future__ import annotations

import re
import time
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.journeys.company import SERVICE, today

PATIENCE = 45  # seconds for the worker to deliver, on a busy machine: beat ticks every two
WORDS = {
    "fr": {
        "refused": "Créneau refusé",
        "allowed": "Créneau autorisé",
        "approval": "Demande un accord",
        "take": re.compile("^Prendre ce créneau"),
        "confirm": re.compile("^Confirmer l’intervention"),
        "submit": re.compile("^Soumettre"),
        "decide": "Approuver ou renvoyer",
        "approve": re.compile("^Donner l’accord"),
        "confirmed": "Confirmée",
        "awaiting": "Attend un accord",
    },
    "en": {
        "refused": "Slot refused",
        "allowed": "Slot allowed",
        "approval": "Needs approval",
        "take": re.compile("^Take this slot"),
        "confirm": re.compile("^Confirm intervention"),
        "submit": re.compile("^Submit for approval"),
        "decide": "Approve or send back",
        "approve": re.compile("^Approve the emergency"),
        "confirmed": "Confirmed",
        "awaiting": "Awaiting approval",
    },
}


@pytest.fixture
def address(running) -> str:
    return running.address


@pytest.fixture
def words(language) -> dict:
    return WORDS[language]


@pytest.fixture
def employee(language) -> str:
    return "employee" if language == "fr" else "employee-en"


def plan(page, *, title: str, in_days: int, interruption: int, work_class: str = "normal") -> None:
    """Fill the planning form for `in_days` from today, 20:00 to 22:00, for the service that Finance uses."""
    day = (today() + timedelta(in_days)).isoformat()
    page.goto("/interventions/new/")
    page.fill("[name=title]", title)
    page.select_option("[name=nature]", "release")
    page.select_option("[name=target]", "application")
    page.check(f"[name=work_class][value={work_class}]")
    for name, value in (("start_day", day), ("start_time", "20:00"), ("end_day", day), ("end_time", "22:00")):
        page.fill(f"[name={name}]", value)
    page.fill("[name=interruption_minutes]", str(interruption))
    page.fill("[name=find_offerings]", "frais")
    page.get_by_label(SERVICE).check()
    page.fill("[name=precautions]", "Enregistrez votre note en cours avant 20 h.")


def delivered(mail_server, recipient: str, subject: str):
    """The message with these words in its text, once the worker has delivered it."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for accepted in list(mail_server.accepted):
            if accepted.recipient == recipient:
                message = message_from_bytes(accepted.octets, policy=policy.default)
                if subject in message.get_body(("plain",)).get_content():
                    return message
        time.sleep(0.2)  # a real process delivers, on its own clock
    raise AssertionError(f"{recipient} received nothing about {subject} within {PATIENCE} s")


def test_planned_refused_repaired_confirmed_delivered_and_read(
    page, enter, clean, words, employee, language, width, mail_server
):
    title = f"Notes de frais, version {language}{width}"
    enter("planner")
    plan(page, title=title, in_days=1, interruption=45)
    verdict = page.locator("#verdict")
    expect(verdict.get_by_text(words["refused"])).to_be_visible()
    expect(verdict.get_by_text(re.compile("entretiens annuels|yearly interviews")).first).to_be_visible()
    expect(page.get_by_role("button", name=words["confirm"])).to_have_count(0)
    clean()

    verdict.get_by_role("button", name=words["take"]).first.click()
    expect(page.locator("#verdict").get_by_text(words["allowed"])).to_be_visible()
    expect(page.locator("[name=title]")).to_have_value(title)
    clean()
    page.get_by_role("button", name=words["confirm"]).first.click()
    expect(page.locator("h1 .state")).to_contain_text(words["confirmed"])
    clean()
    detail = page.url

    message = delivered(mail_server, f"{employee}@helianthe.example", title)
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"]
    page.goto(detail)
    expect(page.locator("#deliveries .ok-t").first).to_be_visible()  # the count of messages sent
    clean()

    link = re.search(r"http://127\.0\.0\.1:\d+/interventions/\S+", message.get_body(("plain",)).get_content())
    assert link
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.goto(link[0])
    page.fill("input[name=login]", employee)
    page.fill("input[name=password]", "tournesol-de-novembre")
    page.locator("input[name=password]").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    expect(page.locator(".notice")).to_contain_text("Notes de frais")
    clean()
    page.goto("/")
    expect(page.locator(".notice")).to_be_visible()
    expect(page.locator("main").get_by_role("link", name=title).first).to_be_visible()
    clean()


def test_the_cio_approves_an_emergency_in_red(
    page, enter, clean, words, language, width, mail_server, employee
):
    title = f"Grand livre, reprise {language}{width}"
    enter("planner")
    plan(page, title=title, in_days=3, interruption=30, work_class="emergency")
    expect(page.locator("#verdict").get_by_text(words["approval"])).to_be_visible()
    page.fill("[name=justification]", "La clôture est arrêtée : le grand livre ne répond plus.")
    page.get_by_role("button", name=words["submit"]).first.click()
    expect(page.locator("h1 .state")).to_contain_text(words["awaiting"])
    clean()

    enter("cio")
    page.goto("/")
    page.locator("main").get_by_role("link", name=title).first.click()
    clean()
    page.get_by_role("link", name=words["decide"]).click()
    clean()
    page.fill("[name=justification]", "Accord donné : la clôture ne peut attendre.")
    page.get_by_role("button", name=words["approve"]).first.click()
    expect(page.locator("h1 .state")).to_contain_text(words["confirmed"])
    clean()
    delivered(mail_server, f"{employee}@helianthe.example", title)


def test_a_verdict_that_arrives_under_a_pressed_button_does_not_take_the_click_away(
    page, enter, words, language
):
    enter("planner")
    plan(page, title="Notes de frais", in_days=1, interruption=45)
    take = page.locator("#verdict").get_by_role("button", name=words["take"]).first
    expect(take).to_be_visible()
    page.wait_for_timeout(1000)  # the last word typed has its verdict
    asked = []

    def hold_the_first(route):
        asked.append(route)
        if len(asked) > 1:
            route.continue_()

    page.route("**/verdict/**", hold_the_first)
    page.fill("[name=impact]", "La note se remplit autrement.")  # asks for the verdict anew
    while not asked:
        page.wait_for_timeout(50)
    take.hover()
    page.mouse.down()
    with page.expect_response("**/verdict/**"):
        asked[0].continue_()
    page.wait_for_timeout(200)
    page.mouse.up()
    expect(page.locator("#verdict").get_by_text(words["allowed"])).to_be_visible()
    page.unroute_all(behavior="wait")
