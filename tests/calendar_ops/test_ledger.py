"""The ledger of a calendar: nothing signed is edited, each version stays readable, conflicts are said and flagged."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from calendar_ops import agreements, ledger, spans
from calendar_ops.models import Alert, Breach, Calendar, Intervention, Period, Reach, Revision
from core import audit
from tests import factories
from tests.factories import paris

pytestmark = pytest.mark.django_db
NOW = paris(4, 10)


def days(first: int, end: int, colour: str = "red", **more) -> ledger.NewPeriod:
    return ledger.NewPeriod(
        colour=colour, first_day=date(2026, 11, first), end_day=date(2026, 11, end), **more
    )


def opened(unit, *added, default: str | None = "blue", **more) -> Calendar:
    draft = ledger.Draft(added=added, default_colour=default, **more)
    return ledger.open_calendar(unit=unit, draft=draft, by=None, now=NOW).calendar


def record(calendar: Calendar, **draft) -> ledger.Recorded:
    return ledger.record_revision(calendar=calendar, draft=ledger.Draft(**draft), by=None, now=NOW)


def confirmed(unit, day: int = 12, number: int = 1, **fields) -> Intervention:
    person = factories.person(unit=unit)
    made = Intervention.objects.create(
        **{
            "reference": f"INT-2026-{number:04d}", "title": "Travaux", "start": paris(day, 20), "end": paris(day, 22),
            "interruption_minutes": 60, "owner": person, "planner": person, "state": "confirmed", "version": 1,
            "confirmed_at": NOW, **fields,
        }
    )  # fmt: skip
    Reach.objects.create(intervention=made, unit=unit, due_at=NOW)
    return made


def facts(period: Period) -> dict:
    return {
        name: getattr(period, name)
        for name in (*ledger.COPIED, "uid", "calendar_id", "added_in_id", "replaces_id")
    }


# Versions


@given(steps=st.lists(st.tuples(st.integers(0, 3), st.sets(st.integers(0, 5), max_size=3)), max_size=6))
@hypothesis(max_examples=40, deadline=None)
def test_the_calendar_of_a_version_is_what_was_agreed_by_then_and_not_withdrawn_by_then(steps):
    with transaction.atomic():
        calendar = opened(factories.unit("LED"), days(1, 2))
        alive = {period.pk for period in calendar.periods.all()}
        known = {1: set(alive)}
        before = {period.pk: facts(period) for period in Period.objects.all()}
        for adds, positions in steps:
            gone = [pk for place, pk in enumerate(sorted(alive)) if place in positions]
            if not adds and not gone:
                continue
            done = record(
                calendar,
                added=[days(2 + n, 4 + n, "white") for n in range(adds)],
                withdrawn=list(Period.objects.filter(pk__in=gone)),
            )
            calendar = done.calendar
            alive = (alive - set(gone)) | {period.pk for period in done.added}
            known[calendar.version] = set(alive)
            before |= {period.pk: facts(period) for period in done.added}
        for version, wanted in known.items():
            assert set(calendar.periods.filter(spans.agreed(version)).values_list("pk", flat=True)) == wanted
            revision = calendar.revisions.get(number=version)
            assert {rule.key for rule in spans.rules_at(revision).periods} == wanted
        assert set(calendar.periods.filter(spans.agreed()).values_list("pk", flat=True)) == alive
        assert {period.pk: facts(period) for period in Period.objects.all()} == before, "nothing is edited"
        assert list(calendar.revisions.values_list("number", flat=True)) == sorted(known)
        transaction.set_rollback(True)


def test_replacing_is_one_revision_that_withdraws_and_adds_and_names_the_one_replaced(cast):
    calendar = opened(cast.finance, days(12, 14))
    old = calendar.periods.get()
    done = record(calendar, added=[days(12, 15, replaces=old)], withdrawn=[old])
    old.refresh_from_db()
    new = done.added[0]
    assert (old.withdrawn_in, new.added_in, new.replaces) == (done.revision, done.revision, old)
    assert old.end_day == date(2026, 11, 14) and new.uid != old.uid


def test_the_zone_and_the_default_colour_stand_in_each_revision(cast):
    calendar = opened(cast.finance, time_zone="Europe/Paris")
    record(calendar, default_colour="white")
    calendar.refresh_from_db()
    record(calendar, time_zone="Europe/Lisbon")
    calendar.refresh_from_db()
    record(calendar, default_colour="")
    said = [(spans.rules_at(r).default, spans.rules_at(r).time_zone) for r in calendar.revisions.all()]
    assert said == [
        ("blue", "Europe/Paris"),
        ("white", "Europe/Paris"),
        ("white", "Europe/Lisbon"),
        ("", "Europe/Lisbon"),
    ]
    calendar.refresh_from_db()
    assert (calendar.version, calendar.default_colour, calendar.time_zone) == (4, "", "Europe/Lisbon")


def test_another_zone_moves_the_midnights_of_whole_days(cast):
    calendar = opened(cast.finance, days(12, 13), time_zone="Europe/Paris")
    record(calendar, time_zone="America/New_York")
    red = calendar.spans.get(colour="red")
    assert (red.start, red.end) == (paris(12, 6), paris(13, 6))


def test_no_default_leaves_the_rest_not_negotiated(cast):
    calendar = opened(cast.finance, days(12, 13))
    record(calendar, default_colour="")
    assert [s.colour for s in calendar.spans.all()] == ["red"]


# Refusals


def test_recording_nothing_is_refused(cast):
    with pytest.raises(ledger.LedgerRefused, match="nothing"):
        record(opened(cast.finance))


def test_recording_over_a_version_that_one_has_not_read_is_refused(cast):
    calendar = opened(cast.finance)
    record(calendar, added=[days(12, 13)])
    with pytest.raises(ledger.LedgerRefused, match="stale"):
        ledger.record_revision(
            calendar=calendar, draft=ledger.Draft(added=[days(14, 15)]), by=None, now=NOW, expected_version=1
        )
    with pytest.raises(ledger.LedgerRefused, match="stale"):
        ledger.close_calendar(calendar=calendar, note="", by=None, now=NOW, expected_version=1)
    assert Revision.objects.count() == 2


def test_withdrawing_twice_is_refused_and_the_whole_revision_with_it(cast):
    calendar = opened(cast.finance, days(12, 13))
    old = calendar.periods.get()
    record(calendar, withdrawn=[old])
    with pytest.raises(ledger.LedgerRefused, match="not_agreed"):
        record(calendar, withdrawn=[old], added=[days(20, 21)])
    assert Period.objects.count() == 1


def test_a_period_of_another_calendar_is_not_withdrawn_from_this_one(cast):
    theirs = opened(cast.hr, days(12, 13)).periods.get()
    with pytest.raises(ledger.LedgerRefused, match="not_agreed"):
        record(opened(cast.finance), withdrawn=[theirs])


def test_a_closed_calendar_is_not_recorded_to_and_not_closed_again(cast):
    calendar = opened(cast.finance)
    ledger.close_calendar(calendar=calendar, note="", by=None, now=NOW)
    with pytest.raises(ledger.LedgerRefused, match="not_kept"):
        record(calendar, added=[days(12, 13)])
    with pytest.raises(ledger.LedgerRefused, match="not_kept"):
        ledger.close_calendar(calendar=calendar, note="", by=None, now=NOW)


def test_a_unit_does_not_begin_to_keep_a_second_calendar(cast):
    opened(cast.finance)
    with pytest.raises(ledger.LedgerRefused, match="kept"):
        opened(cast.finance)


@pytest.mark.parametrize("who", ["employee", "representative", "administrator", "marketing"])
def test_whoever_lacks_the_permission_records_nothing(who, cast):
    calendar, person = opened(cast.finance), getattr(cast, who)
    draft = ledger.Draft(added=[days(12, 13)])
    with pytest.raises(PermissionDenied):
        ledger.record_revision(calendar=calendar, draft=draft, by=person, now=NOW)
    with pytest.raises(PermissionDenied):
        ledger.open_calendar(unit=cast.hr, draft=draft, by=person, now=NOW)
    with pytest.raises(PermissionDenied):
        ledger.close_calendar(calendar=calendar, note="", by=person, now=NOW)
    assert Revision.objects.count() == 1


# Keeping and following


def test_beginning_to_keep_copies_what_was_followed_and_leaves_it_alone(cast):
    above = opened(cast.finance, days(12, 14, reason="clôture"), days(13, 14, "blue", exception=True))
    gone = record(above, added=[days(20, 21)]).added[0]
    above.refresh_from_db()
    record(above, withdrawn=[gone])
    below = factories.unit("FIN-CPT", parent=cast.finance)
    own = opened(below, default=None)
    copied = [{name: getattr(p, name) for name in ledger.COPIED} for p in own.periods.all()]
    held = [{name: getattr(p, name) for name in ledger.COPIED} for p in above.periods.filter(spans.agreed())]
    assert copied == held and (own.version, own.default_colour, own.time_zone) == (1, "blue", "Europe/Paris")
    assert not set(own.periods.values_list("uid")) & set(above.periods.values_list("uid"))
    record(own, added=[days(25, 26)])
    assert not above.spans.filter(start=paris(25)).exists(), "from then on each has its own"


def test_those_below_follow_the_new_keeper_and_go_back_with_it(cast):
    opened(cast.finance)
    middle = factories.unit("FIN-CPT", parent=cast.finance)
    leaf = factories.unit("FIN-CPT-1", parent=middle)
    own = opened(middle, days(12, 13))
    assert spans.keepers_for([leaf.pk], paris(12), paris(13))[0].code == "FIN-CPT"
    ledger.close_calendar(calendar=own, note="", by=None, now=NOW)
    assert spans.keepers_for([leaf.pk], paris(12), paris(13))[0].code == "FIN"
    own.refresh_from_db()
    assert own.closed_at == NOW and own.periods.exists() and not own.spans.exists(), (
        "its ledger stays readable"
    )


def test_a_unit_may_keep_one_again_from_what_it_follows_then(cast):
    below = factories.unit("FIN-CPT", parent=cast.finance)
    first = opened(below, days(12, 13))
    ledger.close_calendar(calendar=first, note="", by=None, now=NOW)
    second = opened(below)
    assert second.pk != first.pk and second.version == 1 and not second.periods.exists()


# Conflicts


def test_a_conflict_is_previewed_without_writing_then_flagged_and_its_planner_alerted(cast):
    calendar, work = opened(cast.finance), confirmed(cast.finance)
    draft = ledger.Draft(added=[days(12, 13)])
    seen = ledger.preview(calendar=calendar, draft=draft, now=NOW).conflicts
    assert [c.reference for c in seen] == [work.reference] and not Breach.objects.exists()
    done = ledger.record_revision(calendar=calendar, draft=draft, by=cast.planner, now=NOW)
    assert [c.reference for c in done.conflicts] == [work.reference]
    breach = work.breaches.get()
    assert (breach.colour, breach.cause, breach.calendar, breach.calendar_version, breach.units) == (
        "red", "agreement", calendar, 2, ["FIN"],
    )  # fmt: skip
    assert (breach.start, breach.end) == (work.start, work.end)
    assert Alert.objects.get(closed_at=None).details["version"] == 2
    work.refresh_from_db()
    assert (work.state, work.version) == ("confirmed", 1), "never cancelled by itself"


def test_withdrawing_what_stood_in_the_way_takes_the_flag_back(cast):
    calendar = opened(cast.finance)
    confirmed(cast.finance)
    red = record(calendar, added=[days(12, 13)]).added[0]
    calendar.refresh_from_db()
    record(calendar, withdrawn=[red])
    assert not Breach.objects.exists() and not Alert.objects.filter(closed_at=None).exists()


@pytest.mark.parametrize(
    ("fields", "conflict"),
    [
        ({}, True),
        ({"state": "running"}, True),
        ({"state": "draft"}, False),
        ({"state": "cancelled"}, False),
        ({"state": "finished"}, False),
        ({"start": paris(1, 20), "end": paris(1, 22)}, False),
        ({"start": paris(11, 22), "end": paris(12)}, False),
        ({"start": paris(11, 22), "end": paris(12, 0, 1)}, True),
        ({"start": paris(13), "end": paris(13, 2)}, False),
        ({"work_class": "emergency"}, True),
    ],
)
def test_only_what_is_confirmed_not_over_and_newly_offends_is_a_conflict(fields, conflict, cast):
    calendar = opened(cast.finance)
    confirmed(cast.finance, **fields)
    found = ledger.preview(calendar=calendar, draft=ledger.Draft(added=[days(12, 13)]), now=NOW).conflicts
    assert bool(found) is conflict


def test_white_is_no_conflict_for_minor_work(cast):
    calendar = opened(cast.finance)
    confirmed(cast.finance, interruption_minutes=30)
    confirmed(cast.finance, number=2, interruption_minutes=31)
    draft = ledger.Draft(added=[days(12, 13, "white")])
    assert [c.reference for c in ledger.preview(calendar=calendar, draft=draft, now=NOW).conflicts] == [
        "INT-2026-0002"
    ]


def test_what_was_granted_already_is_no_conflict_of_this_change(cast):
    calendar = opened(cast.finance, days(12, 13))
    confirmed(cast.finance, work_class="emergency")
    draft = ledger.Draft(added=[days(25, 26)])
    assert ledger.preview(calendar=calendar, draft=draft, now=NOW).conflicts == []


def test_those_that_follow_are_in_conflict_too_and_those_that_keep_their_own_are_not(cast):
    calendar = opened(cast.finance)
    follows = factories.unit("FIN-A", parent=cast.finance)
    keeps = factories.unit("FIN-B", parent=cast.finance)
    opened(keeps)
    confirmed(follows, number=1)
    confirmed(keeps, number=2)
    confirmed(cast.hr, number=3)
    found = record(calendar, added=[days(12, 13)]).conflicts
    assert [c.reference for c in found] == ["INT-2026-0001"]
    assert Breach.objects.get().units == ["FIN-A"]


def test_the_terms_put_in_conflict_as_periods_do(cast):
    calendar = opened(cast.finance, days(13, 14, "red"))
    confirmed(cast.finance, 12, start=paris(13, 0) - timedelta(hours=2), end=paris(13))
    preview = ledger.preview
    assert preview(calendar=calendar, draft=ledger.Draft(default_colour="red"), now=NOW).conflicts
    assert preview(calendar=calendar, draft=ledger.Draft(time_zone="Europe/Helsinki"), now=NOW).conflicts
    assert not preview(calendar=calendar, draft=ledger.Draft(default_colour="blue"), now=NOW).conflicts


def test_beginning_to_keep_and_going_back_show_and_flag_conflicts(cast):
    opened(cast.finance, days(12, 13))
    below = factories.unit("FIN-CPT", parent=cast.finance)
    own = opened(below, default=None)
    copied = own.periods.get()
    record(own, withdrawn=[copied])
    work = confirmed(below)
    own.refresh_from_db()
    assert [c.reference for c in ledger.preview_closing(calendar=own, now=NOW).conflicts] == [work.reference]
    done = ledger.close_calendar(calendar=own, note="", by=None, now=NOW)
    assert [c.reference for c in done.conflicts] == [work.reference]
    assert Breach.objects.get().calendar.unit == cast.finance
    other = confirmed(below, 18, 2)
    draft = ledger.Draft(default_colour="red")
    seen = ledger.preview_opening(unit=below, draft=draft, now=NOW).conflicts
    assert other.reference in {c.reference for c in seen}


def test_where_nothing_is_negotiated_any_more_what_was_confirmed_is_flagged_so(cast):
    calendar = opened(cast.finance)
    confirmed(cast.finance)
    ledger.close_calendar(calendar=calendar, note="", by=None, now=NOW)
    breach = Breach.objects.get()
    assert (breach.colour, breach.calendar, breach.calendar_version) == ("none", None, None)


# Trail


def test_each_revision_says_who_when_and_why(cast):
    calendar = opened(cast.finance)
    later = NOW + timedelta(days=1)
    done = ledger.record_revision(
        calendar=calendar,
        draft=ledger.Draft(added=[days(12, 13)], note="Comité du 5"),
        by=cast.planner,
        now=later,
    )
    revision = Revision.objects.get(pk=done.revision.pk)
    assert (revision.recorded, revision.signed_at, revision.note) == (True, later, "Comité du 5")
    assert revision.signed_for_it_ref == revision.signed_for_unit_ref == cast.planner.ref
    event = audit.trail(calendar).filter(actor_ref=cast.planner.ref).get()
    assert event.kind == "calendar.recorded" and event.changes["version"] == [1, 2]
    assert event.changes["added"] == [str(done.added[0].uid)]


def test_when_it_is_asked_now_is_the_now_that_was_given(cast):
    moment: datetime = paris(1, month=6, year=2030)
    calendar = ledger.open_calendar(unit=cast.finance, draft=ledger.Draft(), by=None, now=moment).calendar
    assert calendar.opened_at == moment and calendar.revisions.get().signed_at == moment
    assert calendar.spans_from <= moment - timedelta(days=365)


def test_each_refusal_has_its_own_sentence():
    """A code without a sentence would be an accident on the page and in the API."""
    source = "".join(Path(module.__file__).read_text() for module in (ledger, agreements))
    raised = set(re.findall(r'LedgerRefused\("(\w+)"\)', source))
    assert len({ledger.LedgerRefused(code).sentence for code in raised}) == len(raised) == 6
