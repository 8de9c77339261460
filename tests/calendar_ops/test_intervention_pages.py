"""The pages of one intervention: delivery as it happens, alerts dealt with, each verb asked with its count."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendar_ops import actions, ledger, telling
from calendar_ops.enums import AlertKind, BreachCause
from calendar_ops.evaluation import plan_of, whom
from calendar_ops.models import Alert, Breach, Intervention, Notice, Reach
from catalog.models import Usage
from organization.models import BusinessUnit
from outbox.models import Content, Delivery
from tests import factories
from tests.factories import paris

pytestmark = pytest.mark.django_db
NOW = paris(4, 10)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def work(cast) -> Intervention:
    """Confirmed work on a service that Finance uses, blue but for a white week."""
    ledger.open_calendar(
        unit=cast.finance,
        draft=ledger.Draft(
            added=[
                ledger.NewPeriod("blue", first_day=date(2026, 11, 1), end_day=date(2027, 3, 1)),
                ledger.NewPeriod("white", first_day=date(2026, 11, 9), end_day=date(2026, 11, 16)),
            ]
        ),
        by=None,
        now=paris(2),
    )
    service = factories.offering(name="Notes de frais")
    Usage.objects.create(offering=service, unit=cast.finance)
    made = actions.create_draft(
        content=actions.Content(
            fields={
                "title": "Notes de frais",
                "start": paris(18, 20),
                "end": paris(18, 22),
                "interruption_minutes": 45,
                "owner": cast.planner,
            },
            offerings=[service],
        ),
        by=cast.planner,
        now=NOW,
    )
    return actions.confirm(intervention=made, by=cast.planner, now=NOW)


def told(work, person, state="sent", **fields) -> Notice:
    content, _made = Content.objects.get_or_create(
        key="k", defaults={"subject": "s", "text": "t", "language": "fr"}
    )
    over = {} if state in {"pending", "sending"} else {"closed_at": NOW}
    delivery = Delivery.objects.create(
        content=content,
        address=person.email,
        person=person,
        dedupe_key=f"d{person.pk}",
        not_after=paris(30),
        state=state,
        sent_at=NOW if state == "sent" else None,
        last_error=fields.pop("error", ""),
        **over,
    )
    return Notice.objects.create(
        intervention=work,
        person=person,
        kind="advance",
        version=1,
        fingerprint="f",
        delivery=delivery,
        **fields,
    )


def page(client, work, path="", **more) -> str:
    answer = client.get(f"/interventions/{work.reference}/{path}", **more)
    assert answer.status_code == 200
    return answer.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def test_the_planner_sees_what_became_of_each_notice(cast, work, sign_in):
    told(work, cast.employee, short_notice=True)
    told(work, cast.representative, state="failed", error="550 no such user")
    told(work, cast.cio, state="pending")
    client = sign_in(cast.planner)
    shown = page(client, work, "deliveries/")
    assert "préavis court" in shown
    assert "550 no such user" in shown
    assert cast.representative.name in shown
    assert 'hx-trigger="every 3s"' in shown  # one still waits
    Delivery.objects.filter(state="pending").update(state="sent", sent_at=NOW, closed_at=NOW)
    assert "hx-trigger" not in page(client, work, "deliveries/")


def test_the_people_touched_do_not_see_who_was_told(cast, work, sign_in):
    told(work, cast.representative, state="failed", error="550 no such user")
    shown = page(sign_in(cast.employee), work)
    assert "550" not in shown
    assert "Finance" in shown


def test_failed_notices_raise_one_alert_and_another_failure_opens_it_again(cast, work):
    told(work, cast.employee, state="failed")
    assert telling.alert_failures(now=NOW) == 1
    assert telling.alert_failures(now=NOW) == 0
    actions.close_alert(intervention=work, kind=AlertKind.DELIVERY_FAILED, by=cast.planner, now=NOW)
    assert telling.alert_failures(now=NOW) == 0
    told(work, cast.representative, state="failed")
    assert telling.alert_failures(now=NOW) == 1
    assert Alert.objects.get(closed_at=None).details == {"failed": 2}


def test_an_alert_is_shown_and_closed_by_who_plans(cast, work, sign_in):
    Alert.objects.create(
        intervention=work, kind=AlertKind.REACH_CHANGED, details={"more": ["HR"], "less": []}, at=NOW
    )
    client = sign_in(cast.planner)
    assert "en plus : HR" in page(client, work)
    client.post(f"/interventions/{work.reference}/alerts/close/", {"kind": AlertKind.REACH_CHANGED})
    assert not Alert.objects.filter(closed_at=None).exists()
    assert "Alerte close" in page(client, work)


def conflict(work):
    Alert.objects.create(intervention=work, kind=AlertKind.CONFLICT, details={}, at=NOW)
    Breach.objects.create(
        intervention=work, units=["FIN"], colour="red", start=work.start, end=work.end, rule="r", cause=BreachCause.AGREEMENT
    )  # fmt: skip


def test_a_conflict_is_kept_with_a_reason_never_just_closed(cast, work, sign_in):
    conflict(work)
    client = sign_in(cast.planner)
    client.post(f"/interventions/{work.reference}/alerts/close/", {"kind": AlertKind.CONFLICT})
    assert Alert.objects.filter(closed_at=None).exists()
    answer = client.post(f"/interventions/{work.reference}/keep/", {"reason": "", "edit": work.edit})
    assert "l’unité le lira" in answer.content.decode()
    client.post(f"/interventions/{work.reference}/keep/", {"reason": "Contrat.", "edit": work.edit})
    assert not Alert.objects.filter(closed_at=None).exists()
    assert "« Contrat. »" in page(client, work)


def test_keeping_what_nothing_stands_against_is_refused(cast, work):
    with pytest.raises(actions.Refused):
        actions.keep(intervention=work, reason="Contrat.", by=cast.planner, now=NOW)


def test_cancelling_says_whom_it_will_tell_and_wants_its_reason(cast, work, sign_in):
    client = sign_in(cast.planner)
    assert "Personne n’a encore été averti" in page(client, work, "cancel/")
    told(work, cast.employee)
    told(work, cast.representative)
    assert "préviendra les 2 personnes déjà averties" in page(client, work, "cancel/")
    answer = client.post(f"/interventions/{work.reference}/cancel/", {"reason": " ", "edit": work.edit})
    assert 'aria-invalid="true"' in answer.content.decode()
    work.refresh_from_db()
    assert work.state == "confirmed"
    client.post(f"/interventions/{work.reference}/cancel/", {"reason": "Plus utile.", "edit": work.edit})
    work.refresh_from_db()
    assert work.state == "cancelled"
    assert "Plus utile." in page(client, work)


@pytest.mark.parametrize("path", ["cancel/", "start/", "reschedule/", "confirm/"])
def test_looking_at_a_verb_does_nothing(path, cast, work, sign_in):
    if path == "confirm/":
        Intervention.objects.update(state="draft", version=0)
    before = Intervention.objects.values().get()
    page(sign_in(cast.planner), work, path)
    assert Intervention.objects.values().get() == before


MOVE = {"start_day": "2026-11-19", "start_time": "20:00", "end_day": "2026-11-19", "end_time": "22:00"}


def test_moving_shows_the_verdict_as_it_is_typed_and_writes_nothing_then(cast, work, sign_in):
    client = sign_in(cast.planner)
    typed = {**MOVE, "start_day": "2026-11-10", "end_day": "2026-11-10", "edit": work.edit}
    shown = client.post(
        f"/interventions/{work.reference}/reschedule/", typed, headers={"hx-request": "true"}
    ).content.decode()
    assert "Créneau refusé" in shown
    assert "<html" not in shown
    assert 'id="b-move"' not in shown  # what would be refused is not offered
    work.refresh_from_db()
    assert work.start == paris(18, 20)


def test_moved_once_and_the_second_editor_is_told(cast, work, sign_in):
    client = sign_in(cast.planner)
    told(work, cast.employee)
    assert "La personne déjà avertie sera prévenue" in page(client, work, "reschedule/")
    address = f"/interventions/{work.reference}/reschedule/"
    assert client.post(address, {**MOVE, "edit": work.edit}).status_code == 302
    work.refresh_from_db()
    assert (work.start, work.version) == (paris(19, 20), 2)
    assert client.post(address, {**MOVE, "edit": work.edit - 1}).status_code == 409


def test_a_move_to_a_refused_slot_says_why_and_loses_nothing(cast, work, sign_in):
    typed = {**MOVE, "start_day": "2026-11-12", "end_day": "2026-11-12", "edit": work.edit}
    shown = sign_in(cast.planner).post(f"/interventions/{work.reference}/reschedule/", typed).content.decode()
    assert "période blanche" in shown
    assert 'value="2026-11-12"' in shown


def test_finishing_asks_how_and_says_whom_it_tells(cast, work, sign_in):
    told(work, cast.employee)
    Intervention.objects.update(
        state="running", started_at=NOW - timedelta(hours=1), start=NOW - timedelta(hours=1)
    )
    client = sign_in(cast.planner)
    assert "préviendra la personne déjà avertie" in page(client, work, "finish/")
    client.post(f"/interventions/{work.reference}/finish/", {"outcome": "failed", "edit": work.edit})
    work.refresh_from_db()
    assert work.state == "failed"


def test_the_cio_reads_both_sides_before_approving(cast, work, sign_in):
    Intervention.objects.update(
        state="awaiting", version=0, work_class="emergency", justification="Faille exploitée.", start=paris(10, 20), end=paris(10, 22)
    )  # fmt: skip
    ledger.record_revision(
        calendar=cast.finance.calendars.get(),
        draft=ledger.Draft(
            added=[ledger.NewPeriod("red", first_day=date(2026, 11, 10), end_day=date(2026, 11, 11))]
        ),
        by=None,
        now=NOW,
    )
    client = sign_in(cast.cio)
    shown = page(client, work, "approve/")
    assert "Faille exploitée." in shown
    assert "période rouge" in shown
    client.post(
        f"/interventions/{work.reference}/approve/", {"justification": "D’accord.", "edit": work.edit}
    )
    work.refresh_from_db()
    assert (work.state, work.approved_by) == ("confirmed", cast.cio)


def test_the_mail_is_read_in_both_languages_before_it_leaves(cast, work, sign_in):
    client = sign_in(cast.planner)
    shown = page(client, work, "mail/")
    assert "mercredi 18 novembre" in shown
    assert "Wednesday 18 November" in shown
    body = client.get(f"/interventions/{work.reference}/mail/fr/")
    assert "sandbox" in body["Content-Security-Policy"]
    assert client.get(f"/interventions/{work.reference}/mail/relay/").status_code == 404  # nobody needs one


def test_whom_nothing_reaches_is_named(cast, work, sign_in):
    factories.person("Sans Adresse", unit=cast.finance, email="")
    assert "Sans Adresse" in page(sign_in(cast.planner), work, "unreachable/")


@pytest.mark.parametrize("who", ["planner", "employee"])
def test_the_page_takes_as_many_queries_for_one_unit_as_for_many(who, cast, work, sign_in):
    client = sign_in(getattr(cast, who))
    counts = []
    for number in (0, 3, 60):
        for _extra in range(number):
            Reach.objects.create(intervention=work, unit=factories.unit(), due_at=paris(12, 9))
        with CaptureQueriesContext(connection) as queries:
            page(client, work)
        counts.append(len(queries))
    assert len(set(counts)) == 1, counts
    assert counts[0] <= 12, [q["sql"][:120] for q in queries]


@pytest.fixture
def draft(cast, work) -> Intervention:
    """A draft on a service that Finance uses whole, the board alone in HR, with Legal added and a site named."""
    service = factories.offering(name="Signature")
    board = factories.group("CODIR", name="Comité", members=[cast.outsider])
    Usage.objects.create(offering=service, unit=cast.finance)
    Usage.objects.create(offering=service, unit=cast.hr, group=board)
    lyon = factories.site("LYO", name="Lyon")
    for person in (cast.employee, cast.outsider):
        person.site = lyon
        person.save()
    legal, empty = factories.unit("JUR", name="Juridique"), factories.unit("FIN-A", parent=cast.finance)
    factories.person("Juriste", unit=empty, further_units=[legal], site=lyon)
    factories.unit("FIN-B", parent=cast.finance, name="Personne à Lyon")
    fields = {
        "title": "Signature",
        "start": paris(19, 20),
        "end": paris(19, 22),
        "interruption_minutes": 20,
        "owner": cast.planner,
    }
    content = actions.Content(
        fields=fields, offerings=[service], added=[legal], sites=[lyon], dropped={empty: "Fermé."}
    )
    return actions.create_draft(content=content, by=cast.planner, now=NOW)


def test_a_draft_shows_whom_it_would_touch_and_why(cast, draft, sign_in):
    client = sign_in(cast.planner)
    found = client.get(draft.get_absolute_url()).context["reach"]
    assert [(row.name, row.why) for row in found.rows] == [
        ("Finance", "utilise Signature"),
        ("Juridique", "ajoutée à la main avec JUR"),
        ("Ressources humaines", "Signature, par «\u00a0Comité\u00a0»"),
    ]
    assert set(whom(plan_of(draft)).units) == {
        cast.finance.pk,
        cast.hr.pk,
        BusinessUnit.objects.get(code="JUR").pk,
    }
    assert "les unités sont fixées à la confirmation" in page(client, draft)
    actions.confirm(intervention=draft, by=cast.planner, now=NOW, reason="Convenu.")
    frozen = client.get(draft.get_absolute_url()).context["reach"]
    assert [row.name for row in frozen.rows] == [row.name for row in found.rows] and not frozen.foreseen


def test_a_draft_that_touches_nobody_says_so(cast, sign_in):
    fields = {
        "title": "Seul",
        "start": paris(19, 20),
        "end": paris(19, 22),
        "interruption_minutes": 20,
        "owner": cast.planner,
    }
    content = actions.Content(fields=fields, offerings=[factories.offering(name="Sans usage")])
    draft = actions.create_draft(content=content, by=cast.planner, now=NOW)
    assert "personne ne sera prévenu" in page(sign_in(cast.planner), draft)


def test_the_page_of_a_draft_takes_as_many_queries_for_three_units_as_for_many(cast, draft, sign_in):
    client, counts = sign_in(cast.planner), []
    for number in (0, 5, 60):
        for _extra in range(number):
            unit = factories.unit(parent=cast.finance)
            factories.person(unit=unit, further_units=[cast.hr], site=cast.employee.site)
        with CaptureQueriesContext(connection) as queries:
            page(client, draft)
        counts.append(len(queries))
    assert len(set(counts)) == 1 and counts[0] <= 12, (counts, "\n".join(q["sql"][:260] for q in queries))


def test_many_units_are_shown_in_part_then_all(cast, work, sign_in):
    for _extra in range(60):
        Reach.objects.create(intervention=work, unit=factories.unit(), due_at=paris(12, 9))
    client = sign_in(cast.planner)
    assert "21 autres unités" in page(client, work)
    assert page(client, work, "?units=all").count("/units/U") == 60
