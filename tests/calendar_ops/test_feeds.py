"""The .ics feeds, read by two libraries that are not ours to write, and held against the traps of iCalendar."""

from __future__ import annotations

from datetime import date, timedelta

import icalendar
import ics
import pytest
import time_machine
from django.urls import reverse

from calendar_ops import feeds, ledger
from calendar_ops.models import Intervention, Reach
from tests.factories import paris

pytestmark = pytest.mark.django_db
NOW = paris(4, 10)


@pytest.fixture
def unit_feed(cast):
    red = ledger.NewPeriod(
        colour="red", first_day=date(2026, 11, 12), end_day=date(2026, 11, 13), reason="clôture"
    )
    ledger.open_calendar(
        unit=cast.finance,
        draft=ledger.Draft(added=[red], default_colour="blue", time_zone="Europe/Paris"),
        by=None,
        now=NOW,
    )
    work = Intervention.objects.create(
        reference="INT-2026-0001", title="Grand livre : nouvelle version très longue, é è ê à ç " * 2, start=paris(10, 20), end=paris(10, 22),
        interruption_minutes=20, owner=cast.planner, planner=cast.planner, state="confirmed", version=3, confirmed_at=NOW,
    )  # fmt: skip
    Reach.objects.create(intervention=work, unit=cast.finance, due_at=NOW)
    token = feeds.create(kind="unit", person=cast.employee, unit=cast.finance, by=cast.employee, now=NOW)
    return token, reverse("calendar_ops:feed", args=[feeds.text_of(token)])


@time_machine.travel(NOW, tick=False)
def test_a_unit_feed_is_read_by_two_libraries_and_keeps_clear_of_the_traps(unit_feed, client):
    _token, address = unit_feed
    answer = client.get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8" and "private" in answer["Cache-Control"]
    raw = answer.content
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert all(len(line) <= 75 and line.decode() is not None for line in raw.split(b"\r\n"))
    read = icalendar.Calendar.from_ical(raw)
    assert {str(z["TZID"]) for z in read.walk("VTIMEZONE")} == {"Europe/Paris"}
    events = {str(e["UID"]).split("@")[0]: e for e in read.walk("VEVENT")}
    work = events["INT-2026-0001"]
    assert work["SEQUENCE"] == 3 and work["STATUS"] == "CONFIRMED" and work["DTSTART"].dt == paris(10, 20)
    red = next(e for e in events.values() if "clôture" in str(e["SUMMARY"]))
    assert (red["DTSTART"].dt, red["DTEND"].dt, red["TRANSP"]) == (
        date(2026, 11, 12),
        date(2026, 11, 13),
        "TRANSPARENT",
    )
    assert b"DTEND;VALUE=DATE:20261113" in raw and "rouge" in str(red["SUMMARY"])
    assert "REFRESH-INTERVAL" in read and "X-PUBLISHED-TTL" in read
    assert any(e.name.startswith("Grand livre") for e in ics.Calendar(raw.decode()).events)


@time_machine.travel(NOW, tick=False)
def test_the_etag_changes_with_an_edit_and_answers_304_until_then(unit_feed, client):
    _token, address = unit_feed
    first = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": first}).status_code == 304
    Intervention.objects.update(edit=2)
    assert client.get(address, headers={"If-None-Match": first}).status_code == 200


@time_machine.travel(NOW, tick=False)
def test_a_cancelled_intervention_stays_thirty_days(unit_feed, client):
    _token, address = unit_feed
    Intervention.objects.update(state="cancelled", ended_at=NOW)
    assert b"STATUS:CANCELLED" in client.get(address).content
    with time_machine.travel(NOW + timedelta(days=31), tick=False):
        assert b"INT-2026-0001" not in client.get(address).content


@time_machine.travel(NOW, tick=False)
def test_a_revoked_or_forged_address_gets_one_sentence(unit_feed, cast, client):
    token, address = unit_feed
    feeds.revoke(token=token, by=cast.employee, now=NOW)
    gone = client.get(address)
    assert gone.status_code == 410 and "révoquée" in gone.content.decode()
    assert client.get(address.replace(".ics", "x.ics")).status_code == 404


@time_machine.travel(NOW, tick=False)
def test_a_feed_is_created_by_a_post_and_only_its_owner_revokes_it(cast, sign_in):
    client = sign_in(cast.employee)
    assert client.post(reverse("calendar_ops:subscribe"), {"kind": "mine"}).status_code == 302
    token = cast.employee.feed_tokens.get()
    assert feeds.text_of(token) in client.get(reverse("calendar_ops:subscribe")).content.decode()
    assert client.post(reverse("calendar_ops:subscribe"), {"kind": "all"}).status_code == 403
    assert (
        sign_in(cast.outsider).post(reverse("calendar_ops:feed-revoke", args=[token.uid])).status_code == 404
    )
