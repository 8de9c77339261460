"""The timeline of an object: events as sentences, quick saves of one person as one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from core.models import AuditEvent
from core.trail import Field, entries, moment
from tests.factories import paris

WORDS = {"draft.edited": "Edited by %(who)s", "draft.confirmed": "Confirmed by %(who)s"}
FIELDS = {"title": Field("title"), "start": Field("start", moment), "told": Field("told")}
AT = paris(4, 10)


def event(kind="draft.edited", minutes=0, actor="R1", **changes):
    return AuditEvent(at=AT + timedelta(minutes=minutes), kind=kind, actor_ref=actor, changes=changes)


def told(*events, together=("draft.edited",)):
    newest_first = sorted(events, key=lambda e: e.at, reverse=True)
    with translation.override("en"):
        return entries(
            newest_first, names=lambda refs: {"R1": "Claire"}, words=WORDS, fields=FIELDS, together=together
        )


def test_quick_saves_of_one_person_are_one_entry_with_first_and_last_value():
    found = told(
        event(title=["", "a"]), event(minutes=1, title=["a", "ab"]), event(minutes=2, told=[False, True])
    )
    assert [entry.sentence for entry in found] == ["Edited by Claire"]
    assert [(c.label, c.before, c.after) for c in found[0].changes] == [
        ("title", "—", "ab"),
        ("told", "no", "yes"),
    ]


def test_a_sentence_may_name_what_the_event_holds():
    with translation.override("en"):
        found = entries(
            [event("price.set", tariff="Mailbox", amount=["4", "5"]), event("price.set")],
            names=lambda refs: {"R1": "Claire"},
            words={"price.set": "Price of « %(tariff)s » set by %(who)s"},
        )
    assert [entry.sentence for entry in found] == [
        "Price of « Mailbox » set by Claire",
        "Price of « — » set by Claire",
    ]


def test_what_came_back_where_it_began_is_no_change():
    found = told(event(title=["a", "b"]), event(minutes=1, title=["b", "a"]))
    assert found[0].changes == []


@pytest.mark.parametrize(
    "second",
    [event(minutes=61), event(minutes=1, actor="R2"), event("draft.confirmed", minutes=1)],
    ids=["an hour later", "somebody else", "something else"],
)
def test_these_stay_apart(second):
    assert len(told(event(), second)) == 2


def test_people_who_left_and_the_portal_itself_are_named_as_such():
    found = told(event(actor="R9"), event(minutes=90, actor=""))
    assert [entry.sentence for entry in found] == ["Edited by the portal", "Edited by somebody who left"]


def test_times_are_on_the_readers_clock_and_words_of_people_stand_under_the_sentence():
    found = told(event("draft.confirmed", reason="Contract.", start=[None, "2026-11-16T19:00:00+00:00"]))
    assert found[0].texts == ["Contract."]
    assert found[0].changes[0].after.endswith("20:00")


def test_a_kind_without_words_is_not_hidden():
    assert told(event("draft.unknown"))[0].sentence == "draft.unknown, Claire"


def test_the_partial_escapes_what_people_wrote():
    page = render_to_string("core/_trail.html", {"trail": told(event(title=["", "<b>"]))})
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
