"""The pages of calendars: list, year, versions, recording an agreement."""

from __future__ import annotations

import pytest
import time_machine
from django.urls import reverse

from calendar_ops import ledger
from calendar_ops.models import Calendar
from tests.factories import paris

pytestmark = pytest.mark.django_db
NOW = paris(4, 10)


@pytest.fixture
def finance(cast):
    done = ledger.open_calendar(
        unit=cast.finance,
        draft=ledger.Draft(default_colour="blue", time_zone="Europe/Paris"),
        by=None,
        now=NOW,
    )
    return done.calendar


GIVEN = {"colour": "red", "first_day": "2026-11-12", "last_day": "2026-11-12", "repeats": "", "version": "1"}


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize("name", ["calendars", "calendar", "versions"])
def test_everybody_reads_the_calendars(name, cast, finance, sign_in):
    address = reverse(f"calendar_ops:{name}", args=[] if name == "calendars" else ["FIN"])
    assert sign_in(cast.outsider).get(address).status_code == 200


@time_machine.travel(NOW, tick=False)
def test_a_unit_without_calendar_is_shown_as_not_negotiated(cast, sign_in):
    answer = sign_in(cast.employee).get(reverse("calendar_ops:calendar", args=["HR"]))
    assert "per-none" in answer.content.decode() and 'per-blue" x' not in answer.content.decode()


@time_machine.travel(NOW, tick=False)
def test_recording_needs_the_permission(cast, finance, sign_in):
    assert sign_in(cast.employee).get(reverse("calendar_ops:periods", args=["FIN"])).status_code == 403


@time_machine.travel(NOW, tick=False)
def test_an_agreement_is_recorded_as_the_next_version_with_its_last_day_included(cast, finance, sign_in):
    answer = sign_in(cast.planner).post(reverse("calendar_ops:periods", args=["FIN"]), GIVEN)
    assert answer.status_code == 302
    calendar = Calendar.objects.get(unit=cast.finance, closed_at=None)
    red = calendar.spans.get(colour="red")
    assert (calendar.version, red.start, red.end) == (2, paris(12), paris(13))


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"last_day": "2026-11-11"}, "last_day"),
        ({"start_time": "10:00"}, "end_time"),
        ({"start_time": "10:00", "end_time": "10:00"}, "end_time"),
        ({"repeats": "monthly"}, "without_end"),
        ({"repeats": "own", "rule": "FREQ=HOURLY"}, "rule"),
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
    answer = sign_in(cast.planner).post(reverse("calendar_ops:periods", args=["FIN"]), {**GIVEN, **changed})
    assert answer.status_code == 200 and list(answer.context["form"].errors) == [field]
    assert Calendar.objects.get(unit=cast.finance).version == 1


@time_machine.travel(NOW, tick=False)
def test_a_second_editor_is_told(cast, finance, sign_in):
    answer = sign_in(cast.planner).post(
        reverse("calendar_ops:periods", args=["FIN"]), {**GIVEN, "version": "0"}
    )
    assert answer.context["form"].non_field_errors()
