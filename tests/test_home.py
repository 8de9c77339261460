"""Home: what touches me, what waits for me with the records that it counts, what changed, the first steps."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendar_ops import ledger
from calendar_ops.actions.reaching import freeze
from calendar_ops.evaluation import evaluate, plan_of
from calendar_ops.models import Alert, Intervention
from core.models import Job
from dsi_marketing.pages.waiting import by, waits
from organization.models import Brand
from outbox.models import Content, Delivery
from tests import factories
from tests.calendar_ops.test_mine import notice, work
from tests.calendar_ops.test_touching import confirmed
from tests.factories import paris

pytestmark = pytest.mark.django_db
NOW = paris(4, 10)


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(NOW, tick=False):
        yield


def titles(user) -> list[str]:
    return [wait.title or wait.named.title for wait in waits(user, NOW, [])]


def test_it_greets_by_name_date_and_unit_and_shows_what_touches_me(cast, sign_in):
    ledger.open_calendar(
        unit=cast.finance, draft=ledger.Draft(added=[], default_colour="blue", time_zone="Europe/Paris"),
        by=None, now=NOW,
    )  # fmt: skip
    work(cast, told=paris(2, 9))
    page = sign_in(cast.employee).get("/").content.decode()
    for words in (
        "Bonjour Employee",
        "Mercredi 4 novembre 2026",
        "Finance",
        "Demain jeudi 5 novembre",
        "bleu",
    ):
        assert words in page, words
    assert page.count("Notes de frais 1</a>") == 1 and 'role="img"' in page


def test_it_counts_what_the_page_of_all_lists_cancelled_ones_too(cast, sign_in):
    work(cast, 16)
    work(cast, 17)
    work(cast, 18, state="cancelled", version=2)
    client = sign_in(cast.employee)
    listed = client.get("/interventions/mine/").context["mine"]
    assert len(listed.running) + len(listed.coming) == 3
    assert "Toutes mes interventions (3)" in client.get("/").content.decode()


def test_in_english_the_months_keep_their_capital(cast, sign_in):
    client = sign_in(cast.employee)
    client.cookies["language"] = "en"
    assert "Wednesday 4 November 2026" in client.get("/").content.decode()


def test_an_approver_is_asked_about_others_emergencies_only(cast):
    work(cast, 20, state="awaiting", version=0, title="À approuver")
    work(cast, 21, state="awaiting", version=0, title="La mienne", planner=cast.cio)
    assert titles(cast.cio) == ["À approuver"]
    assert titles(cast.employee) == titles(cast.marketing) == []


def test_a_planner_is_shown_drafts_when_their_notice_is_due_and_not_before(cast):
    work(cast, 9, state="draft", version=0, title="Cette semaine")
    work(cast, 3, state="draft", version=0, title="Passé")
    work(cast, 27, state="draft", version=0, title="Loin")
    work(cast, 9, state="draft", version=0, title="D’un autre", planner=cast.cio, owner=cast.cio)
    assert titles(cast.planner) == ["Passé", "Cette semaine"]
    assert [wait.act for wait in waits(cast.planner, NOW, [])] == ["Déplacer", "Confirmer"]


def test_an_end_that_nobody_confirmed_waits_for_its_owner_and_for_planners(cast):
    work(cast, 2, state="running", title="Sans fin", owner=cast.quality, planner=cast.cio)
    work(cast, 2, state="confirmed", title="Sans début", planner=cast.cio)
    work(cast, 2, state="finished", title="Finie")
    assert set(titles(cast.planner)) == {"Sans fin", "Sans début"}
    assert titles(cast.quality) == ["Sans fin"]
    assert titles(cast.representative) == []


def test_alerts_wait_until_they_are_closed_or_the_work_is_over(cast):
    made, over = work(cast, 20, title="En conflit"), work(cast, 2, state="finished")
    Alert.objects.create(intervention=made, kind="conflict", at=paris(3))
    changed = Alert.objects.create(
        intervention=made, kind="reach_changed", at=paris(3), details={"more": ["HR"], "less": []}
    )
    Alert.objects.create(intervention=over, kind="delivery_failed", at=paris(3))
    found = waits(cast.planner, NOW, [])
    assert len(found) == 2 and "elle toucherait maintenant aussi HR" in {wait.about for wait in found}
    assert all(wait.address == made.get_absolute_url() for wait in found)
    changed.closed_at = NOW
    changed.save()
    assert len(waits(cast.planner, NOW, [])) == 1


def test_people_whom_nobody_can_tell_are_flagged_when_it_is_confirmed_and_until_a_relay_is_named(cast):
    lonely = factories.unit("LONELY")
    for _ in range(2):
        factories.person(unit=lonely, email="")
    made = confirmed(added=[lonely], planner=cast.planner, owner=cast.planner)
    (wait,) = waits(cast.planner, NOW, [])
    assert wait.about == "2 personnes sans messagerie ni relais\u00a0: LONELY"
    lonely.relay = cast.employee
    lonely.save()
    freeze(made, evaluate(plan_of(made)), now=NOW)
    assert waits(cast.planner, NOW, []) == []


def test_an_administrator_is_led_to_exactly_the_messages_that_failed(cast, sign_in):
    content = Content.objects.create(key="k", subject="Perdu", text="t", html="h", language="fr")
    for number, state in enumerate(("failed", "failed", "sent")):
        Delivery.objects.create(
            content=content, address=f"a{number}@example.org", dedupe_key=f"d{number}", not_after=paris(30),
            state=state, closed_at=NOW, sent_at=NOW if state == "sent" else None,
        )  # fmt: skip
    (wait,) = waits(cast.administrator, NOW, [])
    assert wait.title == "2 messages non remis"
    page = sign_in(cast.administrator).get(wait.address).content.decode()
    assert "a0@example.org" in page and "a1@example.org" in page and "a2@example.org" not in page
    assert waits(cast.cio, NOW, []) == []  # reads the queue, mends nothing


@pytest.mark.parametrize(
    ("state", "result", "words"),
    [
        ("failed", {}, "arrêté avant la fin"),
        ("done", {"fault_count": 3, "applied": False}, "3 endroits à corriger\u00a0: rien n’a été écrit."),
        (
            "done",
            {"fault_count": 0, "applied": False, "counts": {"person": {"created": 1, "changed": 0}}},
            "rien n’est encore écrit",
        ),
        ("done", {"fault_count": 0, "applied": False}, None),
        ("done", {"fault_count": 0, "applied": True}, None),
        ("running", {}, None),
    ],
)
def test_the_last_import_waits_when_it_is_not_done_for_good(state, result, words, cast):
    whole = {"rows": 1, "unchanged": 0, "leavers": 0, **result} if result else {}
    Job.objects.create(
        kind="import_directory", owner=cast.administrator, state=state, result=whole, created_at=NOW
    )
    found = waits(cast.administrator, NOW, [])
    assert (words in found[0].about) if words else found == []


def test_a_relay_is_asked_to_pass_on(cast, sign_in):
    about = work(cast, 16)
    notice(cast.outsider, about, relay_for=cast.finance)
    page = sign_in(cast.outsider).get("/").content.decode()
    assert "Ce qui m’attend" in page and "à transmettre aux personnes sans messagerie" in page


def test_what_changed_lately_is_told_once_by_its_last_word(cast, sign_in):
    about = work(cast, 16, state="cancelled", version=2)
    notice(cast.employee, about, kind="rescheduled", at=paris(2, 9))
    notice(cast.employee, about, kind="cancelled", at=paris(3, 9))
    notice(cast.employee, work(cast, 17), kind="amended", at=NOW - timedelta(days=15))
    page = sign_in(cast.employee).get("/").content.decode()
    changed = page[page.index("Ce qui a changé") :]
    assert "annulée" in changed and "déplacée" not in changed and "modifiée" not in changed


@pytest.mark.parametrize(
    ("due", "words", "tone"),
    [
        (paris(2, 9), "En retard de 2 j", "bad"),
        (paris(4, 9), "En retard depuis 09:00", "bad"),
        (paris(4, 18), "Aujourd’hui, 18:00", "warn"),
        (paris(6, 9), "ven. 6 nov.", ""),
    ],
)
def test_a_date_says_how_pressing_it_is(due, words, tone):
    assert by(due, NOW)[:2] == (words, tone)


def test_more_than_fits_is_listed_whole_by_date(cast, sign_in):
    for number in range(12):
        work(cast, 2, state="running", start=paris(2, 8) - timedelta(hours=number))
    client = sign_in(cast.planner)
    home, everything = client.get("/").content.decode(), client.get("/waiting/").content.decode()
    assert home.count("personne n’a confirmé") == 8 and "/waiting/" in home
    assert everything.count("personne n’a confirmé") == 12


def test_an_empty_portal_shows_the_first_steps_to_those_who_can_take_them(cast, sign_in):
    page = sign_in(cast.administrator).get("/").content.decode()
    steps = page.partition('id="t-touch"')[0]
    assert "Premiers pas" in steps and "/organization/import/" not in steps  # done: there are people
    assert "Premiers pas" in sign_in(cast.planner).get("/").content.decode()
    assert "Premiers pas" not in sign_in(cast.employee).get("/").content.decode()
    work(cast, 16)
    assert "Premiers pas" not in sign_in(cast.planner).get("/").content.decode()


@pytest.mark.parametrize("who", ["employee", "planner", "administrator", "representative", "cio"])
def test_home_takes_as_many_queries_for_one_as_for_many(who, cast, sign_in):
    Brand.objects.create(id=1)
    ledger.open_calendar(
        unit=cast.finance, draft=ledger.Draft(added=[], default_colour="blue", time_zone="Europe/Paris"),
        by=None, now=NOW,
    )  # fmt: skip
    person = getattr(cast, who)
    person.unit = cast.finance
    person.save()
    client = sign_in(person)
    counts = []
    for number in (1, 3, 20):
        for extra in range(Intervention.objects.count(), number * 4, 4):
            made = work(cast, 5 + extra % 20, told=paris(2, 9))
            Alert.objects.create(intervention=made, kind="conflict", at=NOW)
            notice(person, made, kind="amended")
            work(cast, 2, state="running")
            work(cast, 20, state="awaiting", version=0)
            work(cast, 9, state="draft", version=0)
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        counts.append(len(queries))
        said = [query["sql"] for query in queries]
        assert len(set(said)) == len(said)
    assert len(set(counts)) == 1 and counts[0] <= 15, counts
