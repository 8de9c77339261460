"""The verbs of an intervention, each refusal named; Finance is blue, white 9–15, red 20–21 November 2026."""

from __future__ import annotations

from datetime import date, timedelta, timezone

import pytest

from calendar_ops import actions, ledger
from calendar_ops.actions import Conflict, Content, Refused
from calendar_ops.enums import BreachCause, State
from catalog.models import Usage
from tests import factories
from tests.factories import paris

pytestmark = [pytest.mark.django_db, pytest.mark.servers]
NOW = paris(4, 10)


@pytest.fixture
def company(cast):
    ledger.open_calendar(
        unit=cast.finance,
        draft=ledger.Draft(
            added=[
                ledger.NewPeriod("blue", first_day=date(2026, 11, 1), end_day=date(2026, 11, 25)),
                ledger.NewPeriod("white", first_day=date(2026, 11, 9), end_day=date(2026, 11, 16)),
                ledger.NewPeriod("red", first_day=date(2026, 11, 20), end_day=date(2026, 11, 22)),
            ]
        ),
        by=None,
        now=paris(2),
    )
    cast.service = factories.offering(name="Notes de frais")
    Usage.objects.create(offering=cast.service, unit=cast.finance)
    return cast


def drafted(company, start=None, **fields):
    start = start or paris(17, 20)
    values = {
        "title": "Travaux",
        "work_class": "normal",
        "start": start,
        "end": start + timedelta(hours=2),
        "interruption_minutes": 45,
        "owner": company.planner,
        **fields,
    }
    return actions.create_draft(
        content=Content(values, offerings=[company.service]), by=company.planner, now=NOW
    )


def confirmed(company, **fields):
    return actions.confirm(intervention=drafted(company, **fields), by=company.planner, now=NOW)


def changed(company, intervention, reason="", **fields):
    return actions.update(
        intervention=intervention, content=Content(fields), by=company.planner, now=NOW, reason=reason
    )


def approved(company):
    """A major emergency in red, from 20 to 22 h on the 20th."""
    waiting = actions.submit(
        intervention=drafted(company, start=paris(20, 20), work_class="emergency"),
        justification="Les factures ne partent plus.",
        by=company.planner,
        now=NOW,
    )
    return actions.approve(intervention=waiting, justification="Oui.", by=company.cio, now=NOW)


def test_moved_into_white_while_the_interruption_falls_to_twenty_minutes(company):
    done = changed(
        company, confirmed(company), start=paris(10, 20), end=paris(10, 22), interruption_minutes=20
    )
    assert (done.version, done.interruption_minutes) == (2, 20)


def test_moved_and_lengthened_in_one_save_is_one_version(company):
    done = changed(
        company, confirmed(company), start=paris(18, 20), end=paris(19, 1), interruption_minutes=200
    )
    assert (done.version, done.interruption_minutes) == (2, 200)


def test_slot_and_interruption_shortened_together(company):
    done = changed(
        company, confirmed(company, interruption_minutes=120), end=paris(17, 21), interruption_minutes=30
    )
    assert done.interruption_minutes == 30


def test_refused_as_a_whole_nothing_is_written(company):
    done = confirmed(company)
    with pytest.raises(Refused):
        changed(company, done, title="Autre", start=paris(10, 20), end=paris(10, 22))
    done.refresh_from_db()
    assert (done.title, done.start, done.version) == ("Travaux", paris(17, 20), 1)


def test_a_slot_never_negotiated_needs_a_reason_that_is_recorded(company):
    found = drafted(company, start=paris(28, 20))
    with pytest.raises(Refused) as refused:
        actions.confirm(intervention=found, by=company.planner, now=NOW)
    assert refused.value.field == "reason"
    done = actions.confirm(intervention=found, by=company.planner, now=NOW, reason="Contrat.")
    breach = done.breaches.get()
    assert (breach.cause, breach.reason) == (BreachCause.NOT_NEGOTIATED, "Contrat.")


def test_moved_to_a_slot_never_negotiated_asks_for_the_reason_again(company):
    done = confirmed(company, start=paris(17, 20))
    with pytest.raises(Refused):
        changed(company, done, start=paris(28, 20), end=paris(28, 22))
    moved = changed(company, done, reason="Contrat.", start=paris(28, 20), end=paris(28, 22))
    back = changed(company, moved, start=paris(17, 20), end=paris(17, 22))
    assert (moved.reason, back.reason, back.breaches.count()) == ("Contrat.", "", 0)


def test_a_major_emergency_in_red_takes_two_people(company):
    found = drafted(company, start=paris(20, 20), work_class="emergency")
    with pytest.raises(Refused):
        actions.confirm(intervention=found, by=company.planner, now=NOW)
    waiting = actions.submit(intervention=found, justification="Panne.", by=company.planner, now=NOW)
    with pytest.raises(Refused):
        actions.approve(intervention=waiting, justification="Oui.", by=company.planner, now=NOW)
    done = actions.approve(intervention=waiting, justification="Oui.", by=company.cio, now=NOW)
    assert (done.state, done.version, done.approved_by) == (State.CONFIRMED, 1, company.cio)
    assert done.breaches.get().cause == BreachCause.EMERGENCY


def test_sent_back_it_is_a_draft_again_and_nobody_was_told(company):
    found = drafted(company, start=paris(20, 20), work_class="emergency")
    waiting = actions.submit(intervention=found, justification="Panne.", by=company.planner, now=NOW)
    back = actions.send_back(intervention=waiting, reason="Quel repli ?", by=company.cio, now=NOW)
    assert (back.state, back.version, back.notices.count()) == (State.DRAFT, 0, 0)


def test_an_approved_emergency_is_amended_within_what_was_approved(company):
    done = changed(company, approved(company), interruption_minutes=50)
    breach = done.breaches.get()
    assert (done.version, breach.accepted_by_ref) == (2, company.cio.ref)


@pytest.mark.parametrize(
    "more",
    [
        {"end": paris(20, 23)},
        {"start": paris(21, 20), "end": paris(21, 22)},
    ],
    ids=["longer", "another day"],
)
def test_beyond_what_was_approved_it_is_refused(more, company):
    with pytest.raises(Refused):
        changed(company, approved(company), **more)


def test_an_approved_emergency_that_would_override_another_calendar_is_refused(company):
    ledger.open_calendar(
        unit=company.hr,
        draft=ledger.Draft(
            added=[ledger.NewPeriod("red", first_day=date(2026, 11, 1), end_day=date(2026, 12, 1))]
        ),
        by=None,
        now=paris(2),
    )
    with pytest.raises(Refused):
        actions.update(
            intervention=approved(company),
            content=Content({}, added=[company.hr]),
            by=company.planner,
            now=NOW,
        )


def test_units_added_and_taken_away_change_the_reach_and_the_breaches(company):
    wider = actions.update(
        intervention=confirmed(company),
        content=Content({}, added=[company.hr]),
        by=company.planner,
        now=NOW,
        reason="Convenu par téléphone.",
    )
    assert (wider.reach.count(), wider.breaches.count(), wider.version) == (2, 1, 1)
    narrower = actions.update(intervention=wider, content=Content({}, added=[]), by=company.planner, now=NOW)
    assert (narrower.reach.count(), narrower.breaches.count(), narrower.reason) == (1, 0, "")


def test_an_old_version_is_a_conflict(company):
    done = confirmed(company)
    actions.reschedule(
        intervention=done, start=paris(18, 20), end=paris(18, 22), by=company.planner, now=NOW, version=1
    )
    with pytest.raises(Conflict):
        actions.cancel(intervention=done, reason="Trop tard.", by=company.planner, now=NOW, version=1)


@pytest.mark.parametrize("state", ["draft", "confirmed"])
def test_a_number_of_the_itsm_tool_that_is_taken_is_one_sentence(state, company):
    drafted(company, external_id="CHG1")
    with pytest.raises(Refused):
        drafted(company, external_id="CHG1")
    other = drafted(company) if state == "draft" else confirmed(company)
    with pytest.raises(Refused) as refused:
        changed(company, other, external_id="CHG1")
    assert refused.value.field == "external_id"


def test_a_dropped_unit_that_is_added_again_is_reached(company):
    found = actions.update_draft(
        intervention=drafted(company),
        content=Content({}, dropped={company.finance: "à part"}),
        by=company.planner,
        now=NOW,
    )
    with pytest.raises(Refused):
        actions.confirm(intervention=found, by=company.planner, now=NOW)
    found = actions.update_draft(
        intervention=found, content=Content({}, added=[company.finance]), by=company.planner, now=NOW
    )
    assert actions.confirm(intervention=found, by=company.planner, now=NOW).reach.count() == 1


@pytest.mark.parametrize(("outcome", "state"), [("done", State.FINISHED), ("failed", State.FAILED)])
def test_started_then_over(outcome, state, company):
    begun = actions.start(intervention=confirmed(company), by=company.planner, now=paris(17, 20))
    done = actions.finish(intervention=begun, outcome=outcome, by=company.planner, now=paris(17, 21))
    assert (done.state, done.ended_at) == (state, paris(17, 21))
    with pytest.raises(Refused):
        actions.cancel(intervention=done, reason="Trop tard.", by=company.planner, now=paris(17, 22))


def test_confirmed_work_cannot_end_before_it_starts(company):
    found = confirmed(company)
    with pytest.raises(Refused) as refused:
        changed(company, found, end=found.start - timedelta(hours=1))
    assert refused.value.field == "end"
    found.refresh_from_db()
    assert found.version == 1


def test_the_same_moment_written_with_another_offset_is_no_move(company):
    found = confirmed(company)
    moved = changed(company, found, start=found.start.astimezone(timezone(timedelta(hours=9))), end=found.end)
    assert (moved.version, moved.edit) == (1, found.edit)
