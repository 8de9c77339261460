"""The pages of calendars: list, year, periods, versions, and recording what was agreed."""

from __future__ import annotations

import re
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from calendar_ops import ledger
from calendar_ops.models import Alert, Breach, Calendar, Intervention, Period, Reach, Revision
from tests import factories
from tests.factories import paris

pytestmark = pytest.mark.django_db
NOW = paris(4, 10)
GIVEN = {"colour": "red", "first_day": "2026-11-12", "last_day": "2026-11-12", "repeats": "", "version": "1"}


@pytest.fixture(autouse=True)
def _on_the_fourth():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def finance(cast):
    return ledger.open_calendar(
        unit=cast.finance,
        draft=ledger.Draft(default_colour="blue", time_zone="Europe/Paris"),
        by=None,
        now=NOW,
    ).calendar


def red(first: int, end: int, **more) -> ledger.NewPeriod:
    return ledger.NewPeriod(
        colour="red", first_day=date(2026, 11, first), end_day=date(2026, 11, end), **more
    )


def recorded(calendar: Calendar, *added: ledger.NewPeriod) -> list[Period]:
    calendar.refresh_from_db()
    return ledger.record_revision(calendar=calendar, draft=ledger.Draft(added=added), by=None, now=NOW).added


def confirmed(cast, day: int = 12, number: int = 1, **fields) -> Intervention:
    made = Intervention.objects.create(
        **{
            "reference": f"INT-2026-{number:04d}",
            "title": "Grand livre",
            "start": paris(day, 20),
            "end": paris(day, 22),
            "interruption_minutes": 60,
            "owner": cast.planner,
            "planner": cast.planner,
            "state": "confirmed",
            "version": 1,
            "confirmed_at": NOW,
            **fields,
        }
    )
    Reach.objects.create(intervention=made, unit=cast.finance, due_at=NOW)
    return made


def page(name: str, *args) -> str:
    return reverse(f"calendar_ops:{name}", args=args or ["FIN"])


@pytest.mark.parametrize("name", ["calendars", "calendar", "periods", "versions"])
def test_everybody_reads_the_calendars(name, cast, finance, sign_in):
    address = reverse(f"calendar_ops:{name}", args=[] if name == "calendars" else ["FIN"])
    assert sign_in(cast.outsider).get(address).status_code == 200


def test_a_unit_without_calendar_is_shown_as_not_negotiated(cast, sign_in):
    shown = sign_in(cast.employee).get(page("calendar", "HR")).context["page"]
    assert {band.colour for band in shown.wide.bands} == {"none"}
    assert [part.hours for part in shown.balance] == [0, 0, 0, 8760]
    assert shown.longest is None


def test_a_unit_below_shows_the_calendar_that_it_follows(cast, finance, sign_in):
    factories.unit("FIN-CPT", parent=cast.finance)
    answer = sign_in(cast.employee).get(page("calendar", "FIN-CPT"))
    assert answer.context["page"].keeper == "FIN" and not answer.context["page"].own
    assert page("calendar") in answer.content.decode()


def test_the_year_shows_its_balance_in_hours_and_shares(cast, finance, sign_in):
    recorded(finance, red(12, 17))
    shown = sign_in(cast.employee).get(page("calendar")).context["page"]
    hours = {part.colour: part.hours for part in shown.balance}
    assert hours == {"blue": 8760 - 120, "white": 0, "red": 120, "none": 0}
    assert shown.longest[:2] == (120.0, 5) and "16" in shown.longest[2], "the last day is included"


def test_an_exception_is_drawn_over_and_a_proposal_hatched_and_not_counted(cast, finance, sign_in):
    morning = ledger.NewPeriod(
        colour="blue", all_day=False, start=paris(13, 8), end=paris(13, 12), exception=True
    )
    recorded(finance, red(12, 17), morning)
    proposal = Revision.objects.create(calendar=finance, proposed_at=NOW)
    Period.objects.create(
        calendar=finance,
        colour="white",
        first_day=date(2026, 12, 1),
        end_day=date(2026, 12, 3),
        added_in=proposal,
    )
    shown = sign_in(cast.employee).get(page("calendar")).context["page"]
    tones = {(band.tone, band.colour) for band in shown.wide.bands}
    assert {("exception", "blue"), ("proposed", "white")} <= tones
    assert [row.when for row in shown.exceptions] and shown.proposals == 1
    assert {part.colour: part.hours for part in shown.balance}["white"] == 0


def test_overridden_red_is_said_with_its_approver_to_those_who_may_know(cast, finance, sign_in):
    recorded(finance, red(12, 17))
    confirmed(cast, 12, work_class="emergency", approved_by=cast.cio)
    shown = sign_in(cast.representative).get(page("calendar")).context["page"]
    assert [(w.reference, w.tone) for w in shown.overrides] == [("INT-2026-0001", "bad")]
    assert cast.cio.name in shown.works[0].note
    assert sign_in(cast.outsider).get(page("calendar")).context["page"].overrides is None


def test_interventions_are_numbered_alike_in_the_list_and_on_the_picture(cast, finance, sign_in):
    for number, day in enumerate((10, 10, 24), 1):
        confirmed(cast, day, number)
    shown = sign_in(cast.planner).get(page("calendar")).context["page"]
    assert [mark.label for mark in shown.wide.marks] == ["1", "2", "3"]
    assert shown.wide.marks[1].x - shown.wide.marks[0].x >= 16, "two of one evening stand side by side"
    assert [work.number for work in shown.works] == [1, 2, 3]


@pytest.mark.parametrize(("asked", "year"), [("2027", 2027), ("1066", 2026), ("x", 2026)])
def test_another_year_is_in_the_address(asked, year, cast, finance, sign_in):
    assert sign_in(cast.employee).get(f"{page('calendar')}?year={asked}").context["year"] == year


def test_the_year_takes_the_same_few_queries_whatever_it_holds(cast, finance, sign_in):
    client, made, counts = sign_in(cast.employee), 0, set()
    client.get(page("calendar"))
    for works in (1, 3, 60):
        while made < works:
            made += 1
            confirmed(cast, 1 + made % 28, made)
        with CaptureQueriesContext(connection) as seen:
            client.get(page("calendar"))
        texts = [re.sub(r"\d+|'[^']*'", "?", query["sql"]) for query in seen]
        assert not [text for text in texts if text.startswith(("INSERT", "UPDATE", "DELETE"))]
        assert len(set(texts)) == len(texts), "none is repeated"
        counts.add(len(texts))
    assert len(counts) == 1 and counts.pop() <= 12


@pytest.mark.parametrize("name", ["period-add", "terms", "follow"])
def test_recording_needs_the_permission(name, cast, finance, sign_in):
    assert sign_in(cast.employee).get(page(name)).status_code == 403
    assert page(name) not in sign_in(cast.employee).get(page("periods")).content.decode()
    assert page(name) in sign_in(cast.planner).get(page("periods")).content.decode()


def test_an_agreement_is_recorded_as_the_next_version_with_its_last_day_included(cast, finance, sign_in):
    answer = sign_in(cast.planner).post(page("period-add"), GIVEN)
    assert answer.status_code == 302
    calendar = Calendar.objects.get(unit=cast.finance, closed_at=None)
    span = calendar.spans.get(colour="red")
    assert (calendar.version, span.start, span.end) == (2, paris(12), paris(13))


def test_conflicts_are_shown_first_then_recorded_and_flagged(cast, finance, sign_in):
    work = confirmed(cast)
    client = sign_in(cast.planner)
    shown = client.post(page("period-add"), GIVEN)
    assert shown.status_code == 422 and work.reference in shown.content.decode()
    assert Calendar.objects.get(unit=cast.finance).version == 1 and not Breach.objects.exists()
    done = client.post(page("period-add"), {**GIVEN, "seen": work.reference})
    assert done.status_code == 302
    assert Breach.objects.get().intervention == work
    assert Alert.objects.get(closed_at=None).intervention == work


def test_a_conflict_that_came_since_is_shown_before_anything_is_recorded(cast, finance, sign_in):
    first = confirmed(cast)
    confirmed(cast, 12, 2)
    answer = sign_in(cast.planner).post(page("period-add"), {**GIVEN, "seen": first.reference})
    assert answer.status_code == 422 and Calendar.objects.get(unit=cast.finance).version == 1


def test_the_consequences_come_while_the_form_is_filled_and_write_nothing(cast, finance, sign_in):
    work = confirmed(cast)
    answer = sign_in(cast.planner).post(
        page("period-add"), {**GIVEN, "seen": work.reference}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 200 and work.reference in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert Calendar.objects.get(unit=cast.finance).version == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"last_day": "2026-11-11"}, "last_day"),
        ({"start_time": "10:00"}, "end_time"),
        ({"end_time": "10:00"}, "start_time"),
        ({"start_time": "10:00", "end_time": "10:00"}, "end_time"),
        ({"repeats": "monthly"}, "without_end"),
        ({"repeats": "own", "rule": "FREQ=HOURLY"}, "rule"),
        ({"repeats": "own", "rule": "FREQ=DAILY;INTERVAL=0;COUNT=2"}, "rule"),
        ({"repeats": "own", "rule": "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "without_end": "on"}, "rule"),
        ({"repeats": "weekly", "repeats_until": "2020-01-01"}, "repeats_until"),
        ({"first_day": "0202-11-12"}, "first_day"),
        (
            {"first_day": "2027-03-28", "last_day": "2027-03-28", "start_time": "02:30", "end_time": "04:00"},
            "start_time",
        ),
        (
            {"first_day": "2026-10-25", "last_day": "2026-10-25", "start_time": "02:30", "end_time": "04:00"},
            "start_time",
        ),
    ],
)
def test_bad_input_gets_a_sentence_at_its_field_and_writes_nothing(changed, field, cast, finance, sign_in):
    answer = sign_in(cast.planner).post(page("period-add"), {**GIVEN, **changed})
    assert answer.status_code == 422 and list(answer.context["form"].errors) == [field]
    assert Calendar.objects.get(unit=cast.finance).version == 1


def test_a_rule_without_end_is_asked_once_then_kept(cast, finance, sign_in):
    client = sign_in(cast.planner)
    asked = client.post(page("period-add"), {**GIVEN, "repeats": "monthly"})
    assert 'name="without_end"' in asked.content.decode()
    assert 'name="without_end"' not in client.get(page("period-add")).content.decode()
    client.post(page("period-add"), {**GIVEN, "repeats": "monthly", "without_end": "on"})
    assert Period.objects.get().recurrence == "FREQ=MONTHLY"


def test_a_second_editor_is_told_and_keeps_the_input(cast, finance, sign_in):
    answer = sign_in(cast.planner).post(page("period-add"), {**GIVEN, "version": "0", "note": "Comité du 3"})
    assert answer.context["form"].non_field_errors()
    assert "Comité du 3" in answer.content.decode()


def test_replacing_withdraws_the_old_and_names_it(cast, finance, sign_in):
    old = recorded(finance, red(12, 14, reason="clôture"))[0]
    address = page("period-replace", "FIN", old.uid)
    form = sign_in(cast.planner).get(address).context["form"]
    assert (form.initial["first_day"], form.initial["last_day"]) == (date(2026, 11, 12), date(2026, 11, 13))
    done = sign_in(cast.planner).post(address, {**GIVEN, "last_day": "2026-11-12", "version": "2"})
    assert done.status_code == 302
    new = Period.objects.get(replaces=old)
    old.refresh_from_db()
    assert old.withdrawn_in == new.added_in and new.added_in.number == 3
    assert old.first_day == date(2026, 11, 12) and old.end_day == date(2026, 11, 14), (
        "nothing signed is edited"
    )


def test_withdrawing_shows_at_once_what_it_would_do_then_records_with_its_note(cast, finance, sign_in):
    old = recorded(finance, red(12, 14))[0]
    address = page("period-withdraw", "FIN", old.uid)
    client = sign_in(cast.planner)
    assert client.get(address).context["difference"].changes
    client.post(address, {"version": "2", "note": "Accord du 4 novembre"})
    old.refresh_from_db()
    assert old.withdrawn_in.note == "Accord du 4 novembre"
    assert client.get(address).status_code == 404, "what is withdrawn is not withdrawn again"


def test_terms_change_by_a_revision_and_a_zone_that_nobody_knows_gets_a_sentence(cast, finance, sign_in):
    client = sign_in(cast.planner)
    given = {"default_colour": "white", "time_zone": "Europe/Berlin", "version": "1"}
    wrong = client.post(page("terms"), {**given, "time_zone": "Europe/Pariss"})
    assert wrong.status_code == 422 and "Europe/Pariss" in str(wrong.context["form"].errors["time_zone"])
    same = client.post(page("terms"), {**given, "default_colour": "blue", "time_zone": "Europe/Paris"})
    assert same.context["form"].non_field_errors()
    assert client.post(page("terms"), given).status_code == 302
    finance.refresh_from_db()
    assert (finance.version, finance.default_colour, finance.time_zone) == (2, "white", "Europe/Berlin")


def test_a_unit_begins_to_keep_its_own_and_goes_back_to_following(cast, finance, sign_in):
    recorded(finance, red(12, 14))
    below = factories.unit("FIN-CPT", parent=cast.finance)
    client = sign_in(cast.planner)
    assert client.get(page("keep", "FIN-CPT")).status_code == 200
    done = client.post(
        page("keep", "FIN-CPT"), {"default_colour": "blue", "time_zone": "Europe/Paris", "note": "demandé"}
    )
    assert done.status_code == 302
    own = Calendar.objects.get(unit=below, closed_at=None)
    assert own.version == 1 and own.periods.get().colour == "red"
    assert client.post(page("follow", "FIN-CPT"), {"version": "1", "note": "inutile"}).status_code == 302
    assert not Calendar.objects.filter(unit=below, closed_at=None).exists()
    assert client.get(page("periods", "FIN-CPT")).status_code == 404


def test_versions_say_who_recorded_what_when_and_why(cast, finance, sign_in):
    old = recorded(finance, red(12, 14, reason="clôture"))[0]
    finance.refresh_from_db()
    ledger.record_revision(
        calendar=finance,
        draft=ledger.Draft(withdrawn=[old], added=[red(12, 13, replaces=old)], note="Comité du 3"),
        by=cast.planner,
        now=NOW,
    )
    shown = sign_in(cast.outsider).get(page("versions"))
    first = shown.context["versions"][0]
    assert (first.by, first.revision.note, len(first.added), len(first.withdrawn)) == (
        cast.planner.name,
        "Comité du 3",
        1,
        1,
    )
    assert first.added[0].replaces
    one = sign_in(cast.outsider).get(page("version", "FIN", 3)).context["difference"]
    assert [(c.before, c.after) for c in one.changes] == [("red", "blue")]
    assert {c.colour: c.gap for c in one.balance} == {"blue": 24, "white": 0, "red": -24, "none": 0}
    assert ("changed", "blue") in {(b.tone, b.colour) for b in one.wide.bands}
    assert sign_in(cast.outsider).get(page("version", "FIN", 9)).status_code == 404
