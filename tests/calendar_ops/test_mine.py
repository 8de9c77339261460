"""What touches me: said in words, each in its place; the banner from the notice to the end."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendar_ops.models import Intervention, Notice, Reach
from calendar_ops.queries import banner, messages, mine
from organization.models import User
from outbox.models import Content, Delivery
from tests import factories
from tests.factories import paris

pytestmark = pytest.mark.django_db
NOW = paris(4, 10)
WHY = [
    {
        "kind": "usage",
        "offering": "SRV-1",
        "name": "Notes de frais",
        "name_en": "Expenses",
        "unit": "FIN",
        "group": "",
    }
]


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(NOW, tick=False):
        yield


def work(cast, day: int = 5, hour: int = 18, *, told=None, **fields) -> Intervention:
    """Confirmed work of one hour and a half on Finance; `told`: when its notice was queued."""
    start = fields.pop("start", paris(day, hour, 30))
    number = Intervention.objects.count() + 1
    made = Intervention.objects.create(
        reference=f"INT-2026-{number:04d}",
        **{
            "title": f"Notes de frais {number}",
            "precautions": "Enregistrez votre note en cours.",
            "start": start,
            "end": start + timedelta(minutes=90),
            "interruption_minutes": 20,
            "owner": cast.planner,
            "planner": cast.planner,
            "state": "confirmed",
            "version": 1,
            **fields,
        },
    )
    Reach.objects.create(
        intervention=made, unit=cast.finance, due_at=start - timedelta(days=3), queued_at=told, why=WHY
    )
    return made


def notice(person, about, *, kind="advance", at=None, **fields) -> Notice:
    at = at or paris(2, 9)
    content, _made = Content.objects.get_or_create(
        key="k", defaults={"subject": "s", "text": "t", "html": "h", "language": "fr"}
    )
    delivery = Delivery.objects.create(
        content=content, address=person.email, person=person, dedupe_key=f"d{Delivery.objects.count()}",
        not_after=paris(30), state="sent", sent_at=at, closed_at=at,
    )  # fmt: skip
    return Notice.objects.create(
        intervention=about,
        person=person,
        kind=kind,
        version=about.version,
        fingerprint="f",
        delivery=delivery,
        **fields,
    )


def test_the_page_says_when_what_why_and_when_one_is_told(cast, sign_in):
    told = work(cast, told=paris(2, 9))
    notice(cast.employee, told)
    work(cast, 16)
    page = sign_in(cast.employee).get("/interventions/mine/").content.decode()
    for words in (
        "2 à venir",
        "jeu. 5 nov.",
        "18:30 – 20:00",
        "Coupure de 20\u00a0min au plus.",
        "Enregistrez votre note en cours.",
        "votre unité utilise Notes de frais",
        "Préavis reçu le 2 nov.",
        "Préavis le 13 nov.",
    ):
        assert words in page, words


def test_running_coming_cancelled_and_past_stand_apart(cast):
    running = work(cast, start=NOW - timedelta(minutes=10), state="running")
    begun = work(cast, start=NOW - timedelta(minutes=5))
    coming, cancelled = work(cast, 9), work(cast, 10, state="cancelled", version=2)
    done, gone = work(cast, 2, state="finished"), work(cast, 1, state="cancelled", version=2)
    silent = work(cast, 1)  # nobody said that it began or ended
    work(cast, 12, state="draft", version=0)
    found = mine.coming(cast.employee, NOW)
    assert [row.work for row in found.running] == [running, begun]
    assert [row.work for row in found.coming] == [coming, cancelled]
    assert (found.coming[1].badge, found.coming[1].outage) == ("Annulée", "Elle n’aura pas lieu.")
    assert set(mine.past(cast.employee, NOW).works) == {done, gone, silent}
    assert mine.summary(found) == "2 en cours, 1 à venir, 1 annulée"


def test_the_why_is_said_to_the_reader(cast):
    about = work(cast)
    reasons = [
        {**WHY[0], "group": "Comité de direction"},
        {"kind": "added", "unit": "FIN"},
    ]
    Reach.objects.filter(intervention=about).update(why=reasons)
    assert mine.coming(cast.employee, NOW).coming[0].why == (
        "«\u00a0Comité de direction\u00a0» utilise Notes de frais",
        "votre unité est sur le passage des travaux",
    )


def test_nothing_of_another_unit_is_there(cast, sign_in):
    work(cast)
    page = sign_in(cast.outsider).get("/interventions/mine/").content.decode()
    assert "Notes de frais" not in page and "Rien de prévu ne vous touche" in page


@pytest.mark.parametrize(
    ("kind", "words"),
    [("advance", "Préavis reçu le 3 nov."), ("rescheduled", "Nouvelle date annoncée le 3 nov."), ("amended", "Changement annoncé le 3 nov.")],
)  # fmt: skip
def test_the_last_word_received_is_the_one_shown(kind, words, cast):
    about = work(cast, 16)
    notice(cast.employee, about, superseded_at=paris(2, 12))
    notice(cast.employee, about, kind=kind, at=paris(3, 9))
    assert mine.coming(cast.employee, NOW).coming[0].badge == words


def test_a_notice_that_is_due_and_has_not_left_is_on_its_way(cast):
    work(cast)
    assert mine.coming(cast.employee, NOW).coming[0].badge == "Préavis en route"


def test_whoever_has_no_mailbox_is_told_by_the_relay(cast):
    mute = factories.person(unit=cast.finance, email="")
    work(cast, told=paris(2, 9))
    assert mine.coming(mute, NOW).coming[0].badge == "Préavis remis à votre relais le 2 nov."


@pytest.mark.parametrize(
    ("start", "state", "now", "words"),
    [
        (paris(5, 18, 30), "confirmed", NOW, "Demain jeudi 5 novembre, de 18 h 30 à 20 h\u00a0:"),
        (paris(5, 18, 30), "confirmed", paris(5, 8), "Aujourd’hui jeudi 5 novembre, de 18 h 30 à 20 h\u00a0:"),
        (paris(5, 18, 30), "confirmed", paris(2, 10), "Jeudi 5 novembre, de 18 h 30 à 20 h\u00a0:"),
        (paris(5, 18, 30), "running", paris(5, 19), "En ce moment, jusqu’à 20 h\u00a0:"),
        (paris(5, 18, 30), "running", paris(5, 21), "En ce moment, plus longtemps que prévu\u00a0:"),
        (paris(5, 22, 30), "confirmed", NOW, "Demain jeudi 5 novembre, de 22 h 30 à minuit\u00a0:"),
        (paris(5, 23), "confirmed", NOW, "Demain du jeudi 5 novembre, 23 h au vendredi 6 novembre, 0 h 30\u00a0:"),
    ],
)  # fmt: skip
def test_the_banner_says_when_in_words(start, state, now, words, cast):
    work(cast, start=start, state=state, told=paris(2, 9))
    with time_machine.travel(now, tick=False):
        found = banner.banner(cast.employee, now)
    assert found is not None and found.when == words


def test_the_banner_lasts_from_the_notice_to_the_end(cast):
    made = work(cast)
    assert banner.banner(cast.employee, NOW) is None  # not told yet
    Reach.objects.update(queued_at=paris(2, 9))
    assert banner.banner(cast.employee, NOW) is not None
    assert banner.banner(cast.outsider, NOW) is None
    assert banner.banner(cast.employee, made.end) is None
    Intervention.objects.update(state="cancelled")
    assert banner.banner(cast.employee, NOW) is None


def test_every_page_carries_it_and_counts_the_others(cast, sign_in):
    for day in (5, 6, 7):
        work(cast, day, told=paris(2, 9))
    client = sign_in(cast.employee)
    for address in ("/", "/account/", "/calendars/"):
        page = client.get(address).content.decode()
        assert "Demain jeudi 5 novembre" in page and "et 2 autres" in page, address
    assert "Demain jeudi" not in sign_in(cast.outsider).get("/").content.decode()


def test_the_banner_costs_one_query_beside_what_each_page_asks_of_a_person(cast, django_assert_num_queries):
    for day in range(5, 12):
        work(cast, day, told=paris(2, 9))
    person = User.objects.select_related("unit").get(pk=cast.employee.pk)
    spared = User.objects.select_related("unit").get(pk=cast.outsider.pk)
    for one in (person, spared):
        one.has_perm("calendar_ops.plan")
    with django_assert_num_queries(1):
        assert banner.banner(person, NOW)
    with django_assert_num_queries(1):
        assert banner.banner(spared, NOW) is None


def test_a_relay_reads_what_to_pass_on_until_it_is_over(cast, sign_in):
    about = work(cast, 16)
    notice(cast.outsider, about, relay_for=cast.finance)
    page = sign_in(cast.outsider).get("/interventions/mine/").content.decode()
    assert "À transmettre" in page and "Finance" in page and about.get_absolute_url() in page
    assert messages.messages(cast.outsider, about.end).to_pass_on == []


def test_the_page_takes_as_many_queries_for_one_as_for_many(cast, sign_in):
    client = sign_in(cast.employee)
    counts = []
    for number in (1, 3, 30):
        for extra in range(Intervention.objects.count(), number * 2, 2):
            work(cast, 5 + extra % 20, told=paris(2, 9))
            work(cast, 2, state="finished", start=paris(2, 8) - timedelta(days=extra))
        with CaptureQueriesContext(connection) as queries:
            client.get("/interventions/mine/")
        counts.append(len(queries))
    assert len(set(counts)) == 1 and counts[0] <= 12, counts
