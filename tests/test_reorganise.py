"""What happens to calendars, conflicts and due times when a unit moves, and the units API that says it."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from calendar_ops.models import Calendar, Intervention, Reach
from core import audit
from dsi_marketing import reorganise
from organization.models import BusinessUnit
from organization.tokens import create_token
from organization.tree import Tree
from tests import factories
from tests.factories import paris

NOW = paris(4, 9)


@pytest.fixture
def api(client):
    def call(person, method, path, data=None):
        _token, text = create_token(person=person, label="test", scope="write")
        headers = {"Authorization": f"Token {text}"}
        if method == "get":
            return client.get(f"/api/v1/{path}", headers=headers)
        return getattr(client, method)(
            f"/api/v1/{path}", data, content_type="application/json", headers=headers
        )

    return call


def keep(unit, colour=""):
    reorganise.change_calendar(unit=unit, own=True, default_colour=colour, by=None, now=NOW)
    return Calendar.objects.get(unit=unit, closed_at=None)


def confirmed(unit, **fields):
    said = {
        "reference": "INT-2026-0001",
        "title": "Mise à jour",
        "state": "confirmed",
        "start": paris(24, 20),
        "end": paris(24, 23),
        "interruption_minutes": 180,
        "version": 1,
        "owner": factories.person(unit=unit),
        "planner": factories.person(unit=unit),
    }
    made = Intervention.objects.create(**{**said, **fields})
    return Reach.objects.create(intervention=made, unit=unit, due_at=paris(19, 9))


@given(
    st.lists(st.integers(min_value=-1, max_value=8), min_size=1, max_size=9),
    st.integers(min_value=0, max_value=8),
    st.integers(min_value=-1, max_value=8),
)
@hypothesis(max_examples=80)
def test_a_move_is_refused_exactly_when_it_closes_a_cycle(parents, unit, parent):
    # every unit hangs below an earlier one: any list makes a tree
    rows = [(i, p % i if i and p >= 0 else None, f"U{i}") for i, p in enumerate(parents)]
    tree = Tree.of(rows)
    unit %= len(rows)
    parent = None if parent < 0 else parent % len(rows)
    moved = Tree.of((i, parent if i == unit else p, c) for i, p, c in rows)

    def ends(start):
        seen, step = set(), start
        while step is not None:
            if step in seen:
                return False
            seen.add(step)
            step = moved.parents[step]
        return True

    assert tree.would_cycle(unit, parent) == (not all(ends(i) for i in moved.parents))
    assert tree.subtree(unit) == {i for i in tree.parents if unit in tree.lineage(i)}


def test_a_cycle_is_refused_with_its_two_codes(cast):
    team = factories.unit("FIN-CPT", parent=cast.finance)
    with pytest.raises(ValidationError, match="FIN-CPT"):
        reorganise.change_parent(unit=cast.finance, parent=team, by=cast.administrator, now=NOW)
    with pytest.raises(ValidationError):
        reorganise.change_parent(unit=cast.finance, parent=cast.finance, by=None, now=NOW)
    assert BusinessUnit.objects.get(code="FIN").parent is None


def test_moving_under_a_red_calendar_flags_what_was_confirmed(cast):
    keep(cast.finance, "blue")
    keep(cast.hr, "red")
    team = factories.unit("CPT", parent=cast.finance)
    confirmed(team)
    assert reorganise.change_parent(unit=team, parent=cast.hr, by=cast.administrator, now=NOW) == [
        "INT-2026-0001"
    ]
    breach = Intervention.objects.get().breaches.get()
    assert (breach.colour, breach.units) == ("red", ["CPT"])
    assert audit.trail(team).get().changes["parent"] == ["FIN", "HR"]


def test_moving_what_keeps_its_own_calendar_puts_nothing_in_conflict(cast):
    keep(cast.hr, "red")
    team = factories.unit("CPT", parent=cast.finance)
    keep(team, "blue")
    confirmed(team)
    assert reorganise.change_parent(unit=team, parent=cast.hr, by=None, now=NOW) == []


def test_more_notice_days_bring_the_notice_forward(cast):
    row = confirmed(cast.finance)
    moved = reorganise.change_notice_days(unit=cast.finance, notice_days=5, by=cast.administrator, now=NOW)
    row.refresh_from_db()
    assert moved == 1 and row.due_at == paris(17, 9)


def test_the_zone_of_a_unit_moves_the_hour_of_its_notices(cast):
    row = confirmed(cast.finance)
    reorganise.change_zone(unit=cast.finance, time_zone="Europe/Lisbon", by=None, now=NOW)
    row.refresh_from_db()
    assert row.due_at == paris(19, 10)


def test_a_notice_already_queued_keeps_its_time(cast):
    row = confirmed(cast.finance)
    Reach.objects.update(queued_at=NOW)
    assert not reorganise.change_notice_days(unit=cast.finance, notice_days=5, by=None, now=NOW)
    row.refresh_from_db()
    assert row.due_at == paris(19, 9)


@pytest.mark.parametrize(
    "terms", [{"time_zone": "Mars/Olympus"}, {"notice_days": 6}, {"notice_days": 1}, {"country": "ZZ"}]
)
def test_terms_that_nobody_knows_are_refused_at_their_field(cast, terms):
    with pytest.raises(ValidationError) as refusal:
        reorganise.change_terms(unit=cast.finance, terms=terms, by=cast.administrator, now=NOW)
    assert list(refusal.value.message_dict) == list(terms)


def test_an_employee_reorganises_nothing(cast):
    with pytest.raises(PermissionDenied):
        reorganise.change_parent(unit=cast.hr, parent=cast.finance, by=cast.employee, now=NOW)
    with pytest.raises(PermissionDenied):
        reorganise.change_calendar(unit=cast.hr, own=True, by=cast.administrator, now=NOW)


def test_a_new_root_keeps_a_calendar_and_a_new_team_follows(api, cast):
    root = api(cast.administrator, "post", "units/", {"code": "LOG", "name": "Logistique"})
    assert root.status_code == 201 and root.json() == {
        "code": "LOG",
        "name": "Logistique",
        "parent": None,
        "time_zone": "Europe/Paris",
        "country": "FR",
        "subdivision": "",
        "notice_days": 3,
        "own_calendar": True,
        "default_colour": None,
    }
    team = {"code": "LOG-A", "name": "Quai", "parent": "LOG"}
    assert api(cast.administrator, "post", "units/", team).json()["own_calendar"] is False
    own = {**team, "code": "LOG-B", "default_colour": "blue"}
    made = api(cast.administrator, "post", "units/", own).json()
    assert (made["own_calendar"], made["default_colour"]) == (True, "blue")


def test_changing_the_colour_is_a_revision_for_those_who_record_agreements(api, cast):
    from organization.models import Grant

    keep(cast.finance)
    assert api(cast.administrator, "patch", "units/FIN/", {"default_colour": "red"}).status_code == 403
    Grant.objects.create(person=cast.administrator, profile="delivery-manager", reason="test")
    answer = api(cast.administrator, "patch", "units/FIN/", {"default_colour": "red"})
    assert answer.status_code == 200 and answer.json()["default_colour"] == "red"
    assert Calendar.objects.get(unit=cast.finance).version == 2
    back = api(cast.administrator, "patch", "units/FIN/", {"own_calendar": False})
    assert back.json()["own_calendar"] is False


def test_a_cycle_by_the_api_is_400_at_parent_and_nothing_is_half_done(api, cast):
    factories.unit("FIN-CPT", parent=cast.finance)
    answer = api(cast.administrator, "patch", "units/FIN/", {"name": "X", "parent": "FIN-CPT"})
    assert answer.status_code == 400 and list(answer.json()) == ["parent"]
    assert BusinessUnit.objects.get(code="FIN").name == "Finance"
