"""The .ics feeds, read by two libraries that are not ours to write, and held against the traps of iCalendar."""

from __future__ import annotations

import re
from datetime import date, timedelta
from urllib.parse import urlsplit

import icalendar
import ics
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from calendar_ops import feeds, feeds_links, ledger
from calendar_ops.models import FeedToken, Intervention, Reach
from core import audit
from tests import factories
from tests.factories import paris

pytestmark = pytest.mark.django_db
NOW = paris(4, 10)


@pytest.fixture(autouse=True)
def _on_the_fourth(settings):
    settings.PORTAL_URL = "https://portail.helianthe.example"
    with time_machine.travel(NOW, tick=False):
        yield


def work_on(unit, owner, number: int = 1, **fields) -> Intervention:
    made = Intervention.objects.create(
        **{
            "reference": f"INT-2026-{number:04d}",
            "title": "Grand livre : nouvelle version très longue, é è ê à ç " * 2,
            "start": paris(10, 20),
            "end": paris(10, 22),
            "interruption_minutes": 20,
            "owner": owner,
            "planner": owner,
            "state": "confirmed",
            "version": 3,
            "confirmed_at": NOW,
            **fields,
        }
    )
    Reach.objects.create(intervention=made, unit=unit, due_at=NOW)
    return made


@pytest.fixture
def calendar(cast):
    red = ledger.NewPeriod(
        colour="red", first_day=date(2026, 11, 12), end_day=date(2026, 11, 13), reason="clôture"
    )
    return ledger.open_calendar(
        unit=cast.finance,
        draft=ledger.Draft(added=[red], default_colour="blue", time_zone="Europe/Paris"),
        by=None,
        now=NOW,
    ).calendar


@pytest.fixture
def work(cast, calendar):
    return work_on(cast.finance, cast.planner)


@pytest.fixture
def address(cast, work):
    token = feeds.create(kind="unit", person=cast.employee, unit=cast.finance, by=cast.employee, now=NOW)
    return reverse("calendar_ops:feed", args=[feeds.text_of(token)])


def events(raw: bytes) -> dict[str, icalendar.Event]:
    """By the part of the UID before the host."""
    return {str(e["UID"]).split("@")[0]: e for e in icalendar.Calendar.from_ical(raw).walk("VEVENT")}


def the_period(raw: bytes) -> icalendar.Event:
    return next(e for e in events(raw).values() if "CATEGORIES" in e)


def test_two_libraries_read_the_same_events(address, client):
    raw = client.get(address).content
    one = {str(e["UID"]): e["DTSTART"].dt for e in icalendar.Calendar.from_ical(raw).walk("VEVENT")}
    other = {
        e.uid: e.begin.date() if e.all_day else e.begin.datetime for e in ics.Calendar(raw.decode()).events
    }
    assert one == other and len(one) == 2


def test_it_is_a_calendar_that_is_private_and_tells_when_to_come_back(address, client):
    answer = client.get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in answer["Cache-Control"]
    read = icalendar.Calendar.from_ical(answer.content)
    assert (read["REFRESH-INTERVAL"].to_ical(), read["REFRESH-INTERVAL"].params["VALUE"]) == (
        b"PT1H",
        "DURATION",
    )
    assert str(read["X-PUBLISHED-TTL"]) == "PT1H" and str(read["METHOD"]) == "PUBLISH"


def test_each_zone_that_an_event_names_has_its_timezone_once(cast, address, client):
    work_on(cast.finance, cast.planner, 2, time_zone="America/New_York")
    work_on(cast.finance, cast.planner, 3, time_zone="America/New_York")
    read = icalendar.Calendar.from_ical(client.get(address).content)
    named = {
        e[end].params["TZID"]
        for e in read.walk("VEVENT")
        for end in ("DTSTART", "DTEND")
        if "TZID" in e[end].params
    }
    assert (
        sorted(str(z["TZID"]) for z in read.walk("VTIMEZONE"))
        == sorted(named)
        == ["America/New_York", "Europe/Paris"]
    )


def test_lines_end_in_crlf_and_none_is_longer_than_75_octets(address, client):
    raw = client.get(address).content
    assert raw.endswith(b"\r\n") and raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))


@pytest.mark.parametrize("pad", range(8))
@pytest.mark.parametrize("letter", ["é", "€", "🌻"])
def test_folding_never_splits_a_character(pad, letter, work, address, client):
    title = "a" * pad + letter * 25
    Intervention.objects.update(title=title)
    raw = client.get(address).content
    for line in raw.split(b"\r\n"):
        line.decode()  # a split character would not decode
    assert str(events(raw)["INT-2026-0001"]["SUMMARY"]) == title


def test_the_uid_bears_the_portals_own_address_and_stays(work, address, client):
    first = client.get(address).content
    assert {str(e["UID"]).split("@")[1] for e in events(first).values()} == {"portail.helianthe.example"}
    Intervention.objects.update(start=paris(11, 20), end=paris(11, 22), version=4, edit=9)
    assert set(events(client.get(address).content)) == set(events(first))


def test_a_periods_uid_stays_from_version_to_version(cast, calendar, address, client):
    before = the_period(client.get(address).content)
    white = ledger.NewPeriod(colour="white", first_day=date(2026, 12, 1), end_day=date(2026, 12, 3))
    ledger.record_revision(calendar=calendar, draft=ledger.Draft(added=[white]), by=None, now=NOW)
    after = next(e for e in events(client.get(address).content).values() if e["UID"] == before["UID"])
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1


def test_the_sequence_is_the_version(work, address, client):
    assert events(client.get(address).content)["INT-2026-0001"]["SEQUENCE"] == 3
    Intervention.objects.update(version=4)
    assert events(client.get(address).content)["INT-2026-0001"]["SEQUENCE"] == 4


def test_the_stamp_is_when_it_was_last_changed_in_utc(work, address, client):
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        audit.record(by=None, kind="intervention.amended", obj=work)
        raw = client.get(address).content
    assert events(raw)["INT-2026-0001"]["DTSTAMP"].dt == NOW + timedelta(hours=1)
    assert re.search(rb"DTSTAMP:\d{8}T\d{6}Z", raw) and b"DTSTAMP;TZID" not in raw


def test_a_whole_day_is_a_date_and_ends_on_the_day_after(address, client):
    raw = client.get(address).content
    red = the_period(raw)
    assert (red["DTSTART"].dt, red["DTEND"].dt) == (date(2026, 11, 12), date(2026, 11, 13))
    assert b"DTEND;VALUE=DATE:20261113" in raw


def test_a_period_takes_no_time_and_says_its_colour_in_words(address, client):
    red = the_period(client.get(address).content)
    assert red["TRANSP"] == "TRANSPARENT"
    assert "rouge" in str(red["SUMMARY"]) and "clôture" in str(red["SUMMARY"])
    assert red["CATEGORIES"].to_ical() == b"rouge"


def test_a_timed_period_over_the_change_of_the_clock_keeps_its_wall_clock(cast, calendar, address, client):
    night = ledger.NewPeriod(
        colour="white",
        all_day=False,
        start=paris(27, 20, month=3, year=2027),
        end=paris(28, 6, month=3, year=2027),
    )
    ledger.record_revision(calendar=calendar, draft=ledger.Draft(added=[night]), by=None, now=NOW)
    white = next(e for e in events(client.get(address).content).values() if "blanc" in str(e["SUMMARY"]))
    assert white["DTSTART"].to_ical() == b"20270327T200000" and white["DTEND"].to_ical() == b"20270328T060000"
    assert white["DTEND"].dt - white["DTSTART"].dt == timedelta(hours=10), "on the wall; nine hours went by"


def test_a_cancelled_intervention_is_said_for_thirty_days(address, client):
    Intervention.objects.update(state="cancelled", ended_at=NOW)
    for day, there in ((0, True), (30, True), (31, False)):
        with time_machine.travel(NOW + timedelta(days=day), tick=False):
            raw = client.get(address).content
        assert (b"STATUS:CANCELLED" in raw) is there is ("INT-2026-0001" in events(raw)), day


def test_drafts_and_what_awaits_approval_are_in_no_feed(address, client):
    Intervention.objects.update(state="draft", version=0, confirmed_at=None)
    assert "INT-2026-0001" not in events(client.get(address).content)


@pytest.mark.parametrize("field", ["edit", "precautions", "title", "start"])
def test_the_etag_changes_with_every_edit(field, work, address, client):
    first = client.get(address)["ETag"]
    assert client.get(address)["ETag"] == first
    value = {"edit": 2, "precautions": "Enregistrez", "title": "Autre", "start": paris(10, 19)}[field]
    Intervention.objects.update(**{field: value})
    assert client.get(address)["ETag"] != first


@pytest.mark.parametrize("sent", ["{etag}", "W/{etag}", '"other", {etag}', "*"])
def test_what_has_not_changed_is_not_sent_again(sent, address, client):
    etag = client.get(address)["ETag"]
    answer = client.get(address, headers={"If-None-Match": sent.format(etag=etag)})
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", etag)


def test_a_revoked_and_a_forged_address_get_one_sentence_in_both_languages(cast, address, client):
    feeds.revoke(token=FeedToken.objects.get(), by=cast.employee, now=NOW)
    gone = client.get(address)
    assert gone.status_code == 410
    assert "révoquée" in gone.content.decode() and "was revoked" in gone.content.decode()
    for wrong in (address.replace(".ics", "x.ics"), reverse("calendar_ops:feed", args=["x"])):
        answer = client.get(wrong)
        assert answer.status_code == 404
        said = answer.content.decode().lower()
        assert "copy it whole" in said and "copiez" in said


def test_the_address_of_somebody_who_left_is_closed(cast, address, client):
    cast.employee.is_active = False
    cast.employee.save()
    assert client.get(address).status_code == 410


def test_the_day_of_its_last_use_is_written_once_a_day(address, client):
    client.get(address)
    assert FeedToken.objects.get().last_used_on == date(2026, 11, 4)
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    assert not [
        q["sql"] for q in seen if not q["sql"].lstrip("(").startswith(("SELECT", "SAVEPOINT", "RELEASE"))
    ]


@pytest.mark.parametrize("kind", ["mine", "unit", "all"])
def test_a_feed_takes_the_same_number_of_queries_whatever_it_holds(kind, cast, calendar, client):
    person = cast.planner if kind == "all" else cast.employee
    unit = cast.finance if kind == "unit" else None
    token = feeds.create(kind=kind, person=person, unit=unit, by=person, now=NOW)
    where = reverse("calendar_ops:feed", args=[feeds.text_of(token)])
    client.get(where)
    counts, made = set(), 0
    for works in (1, 3, 40):
        while made < works:
            made += 1
            work_on(cast.finance, cast.planner, made)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(where).content.count(b"BEGIN:VEVENT") >= works
        counts.add(len(seen))
    assert len(counts) == 1 and counts.pop() <= 12


def test_somebody_elses_work_is_in_no_feed_of_mine(cast, calendar, client):
    work_on(cast.hr, cast.planner, title="Paie")
    for kind, unit in (("mine", None), ("unit", cast.hr)):
        token = feeds.create(kind=kind, person=cast.employee, unit=unit, by=cast.employee, now=NOW)
        assert b"Paie" not in client.get(reverse("calendar_ops:feed", args=[feeds.text_of(token)])).content


def test_the_link_of_the_mail_opens_its_one_intervention_without_signing_in(work, client):
    link = urlsplit(feeds_links.single_event_url(work, "en"))
    assert f"{link.scheme}://{link.netloc}" == "https://portail.helianthe.example"
    Intervention.objects.update(title_en="General ledger")
    answer = client.get(link.path)
    assert [str(e["SUMMARY"]) for e in events(answer.content).values()] == ["General ledger"]
    assert feeds_links.single_event_url(work, "en") == link.geturl(), "the same for all who read the mail"
    assert client.get(link.path.replace("0001", "0002")).status_code == 404


def test_the_link_of_the_mail_can_be_closed(work, client):
    link = urlsplit(feeds_links.single_event_url(work, "fr")).path
    FeedToken.objects.create(kind="intervention", intervention=work, revoked_at=NOW)
    assert client.get(link).status_code == 410


def test_a_feed_is_created_by_a_post_and_only_its_owner_revokes_it(cast, sign_in):
    client = sign_in(cast.employee)
    page = reverse("calendar_ops:subscribe")
    assert client.post(page, {"kind": "mine"}).status_code == 302
    token = cast.employee.feed_tokens.get()
    assert feeds.text_of(token) in client.get(page).content.decode()
    assert client.post(page, {"kind": "all"}).status_code == 403
    assert (
        sign_in(cast.outsider).post(reverse("calendar_ops:feed-revoke", args=[token.uid])).status_code == 404
    )


def test_a_code_that_no_unit_has_gets_a_sentence_at_its_field_and_stays_there(cast, sign_in):
    answer = sign_in(cast.employee).post(reverse("calendar_ops:subscribe"), {"kind": "unit", "unit": "ZZZ"})
    assert answer.status_code == 422 and "ZZZ" in str(answer.context["form"].errors["unit"])
    assert 'value="ZZZ"' in answer.content.decode() and not FeedToken.objects.exists()


def test_a_unit_without_calendar_has_a_feed_that_says_so(cast, client):
    below = factories.unit("RH2")
    token = feeds.create(kind="unit", person=cast.employee, unit=below, by=cast.employee, now=NOW)
    raw = client.get(reverse("calendar_ops:feed", args=[feeds.text_of(token)])).content
    assert not events(raw) and "négocié" in raw.decode()
