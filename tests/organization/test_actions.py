"""Grants, records, capacities and tokens: each refusal, and what the trail keeps."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core import audit
from organization import actions
from organization.access import PROFILES, SENTENCES, Permission
from organization.backends import ProfileBackend
from organization.models import ApiToken, Brand, Grant, User
from organization.permissions import can_give
from organization.queries import grants_visible_to, groups_visible_to, people_visible_to, tokens_visible_to
from organization.tokens import digest
from tests import factories
from tests.factories import paris

NOW = paris(4, 9)


def give(cast, **changed):
    said = {
        "person": cast.employee,
        "profile": "delivery-manager",
        "unit": None,
        "reason": "Remplace M. Noir",
        "by": cast.administrator,
        "now": NOW,
    }
    return actions.give(**{**said, **changed})


def test_every_permission_has_its_sentence():
    assert set(SENTENCES) == set(Permission)


def test_every_profile_can_be_given_by_somebody():
    held = {p for profile in PROFILES.values() for p in profile.permissions}
    assert {profile.given_by for profile in PROFILES.values()} <= held


def test_a_grant_counts_at_once_and_ends_at_once(cast):
    grant = give(cast)
    assert User.objects.get(pk=cast.employee.pk).has_perm(Permission.PLAN_INTERVENTIONS)
    actions.end_grant(grant=grant, reason="Retour de M. Noir", by=cast.administrator, now=NOW)
    assert not User.objects.get(pk=cast.employee.pk).has_perm(Permission.PLAN_INTERVENTIONS)
    kept = Grant.objects.get(pk=grant.pk)
    assert (kept.end_reason, kept.ended_at, kept.ended_by_ref) == (
        "Retour de M. Noir",
        NOW,
        cast.administrator.ref,
    )
    kinds = [event.kind for event in audit.trail(cast.employee)]
    assert kinds == ["grant.ended", "grant.given"]


def test_nobody_gives_themselves_a_profile(cast):
    with pytest.raises(PermissionDenied):
        give(cast, person=cast.administrator)


def test_an_administrator_cannot_name_an_approver_of_emergencies_but_the_cio_can(cast):
    with pytest.raises(PermissionDenied):
        give(cast, profile="emergency-approver")
    assert give(cast, profile="emergency-approver", by=cast.cio).given_by_ref == cast.cio.ref


@pytest.mark.parametrize("name", ["employee", "planner", "cio", "marketing", "representative"])
def test_who_does_not_administer_gives_nothing(cast, name):
    with pytest.raises(PermissionDenied):
        give(cast, person=cast.outsider, by=cast.people[name])


def test_a_profile_that_does_not_exist_is_given_by_nobody(cast):
    assert not can_give(cast.administrator, "mediator")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"reason": "  "}, "reason"),
        ({"profile": "unit-representative"}, "unit"),
        ({"unit": "FIN"}, "unit"),
    ],
)
def test_a_grant_without_what_it_needs_is_refused_at_its_field(cast, changed, field):
    if changed.get("unit"):
        changed = {"unit": cast.finance}
    with pytest.raises(ValidationError) as refusal:
        give(cast, **changed)
    assert list(refusal.value.message_dict) == [field]


def test_a_profile_is_not_given_twice(cast):
    give(cast)
    with pytest.raises(ValidationError):
        give(cast)
    assert give(cast, profile="unit-representative", unit=cast.finance)
    assert give(cast, profile="unit-representative", unit=cast.hr)


def test_somebody_who_left_is_given_nothing(cast):
    cast.employee.is_active = False
    with pytest.raises(ValidationError):
        give(cast)


def test_a_scoped_profile_covers_the_subtree_and_nothing_beside(cast):
    team = factories.unit("FIN-CPT", parent=cast.finance)
    backend = ProfileBackend()
    assert backend.has_perm(cast.representative, Permission.SIGN_FOR_UNIT, team)
    assert not backend.has_perm(cast.representative, Permission.SIGN_FOR_UNIT, cast.hr)
    assert backend.has_perm(cast.representative, Permission.SIGN_FOR_UNIT)


def test_an_inactive_person_holds_nothing(cast):
    cast.cio.is_active = False
    assert not cast.cio.has_perm(Permission.APPROVE_EMERGENCIES)


def test_a_mailbox_that_another_person_has_is_refused_at_the_field(cast):
    with pytest.raises(ValidationError) as refusal:
        actions.save_record(
            obj=User(),
            fields={"ref": "X1", "name": "Deux", "email": "Employee@Example.org"},
            by=cast.administrator,
            now=NOW,
        )
    assert "email" in str(refusal.value.message_dict)


def test_saving_without_a_change_writes_nothing(cast):
    before = cast.finance.edit
    assert not actions.save_record(
        obj=cast.finance, fields={"name": "Finance"}, by=cast.administrator, now=NOW
    )
    cast.finance.refresh_from_db()
    assert cast.finance.edit == before and not audit.trail(cast.finance).exists()


def test_the_trail_names_what_changed_before_and_after(cast):
    actions.save_record(
        obj=cast.finance,
        fields={"name": "Finances", "relay": cast.employee},
        by=cast.administrator,
        now=NOW,
    )
    assert audit.trail(cast.finance).get().changes == {
        "name": ["Finance", "Finances"],
        "relay": [None, cast.employee.ref],
    }


def test_members_are_told_by_who_came_and_who_left(cast):
    group = factories.group("COM", members=[cast.employee, cast.cio])
    actions.save_record(
        obj=group, fields={"members": [cast.cio, cast.outsider]}, by=cast.administrator, now=NOW
    )
    assert audit.trail(group).get().changes == {"members": [[cast.employee.ref], [cast.outsider.ref]]}


def test_an_employee_changes_no_record(cast):
    with pytest.raises(PermissionDenied):
        actions.save_record(obj=cast.finance, fields={"name": "X"}, by=cast.employee, now=NOW)


def test_capacities_become_exactly_those_given(cast):
    for wanted in [[(cast.finance, "client"), (cast.hr, "user")], [(cast.finance, "client")], []]:
        actions.set_capacities(person=cast.employee, capacities=wanted, by=cast.administrator, now=NOW)
        assert {(c.unit.code, c.kind) for c in cast.employee.capacities.all()} == {
            (u.code, k) for u, k in wanted
        }
    assert not actions.set_capacities(person=cast.employee, capacities=[], by=cast.administrator, now=NOW)


def test_a_token_is_kept_as_a_digest_only_and_is_revoked_by_its_owner_or_an_administrator(cast):
    token, text = actions.issue_token(
        person=cast.planner, label="ITSM", scope="write", by=cast.planner, now=NOW
    )
    assert token.digest == digest(text) and text not in str(list(ApiToken.objects.values()))
    with pytest.raises(PermissionDenied):
        actions.revoke_token(token=token, by=cast.employee, now=NOW)
    actions.revoke_token(token=token, by=cast.administrator, now=NOW)
    assert ApiToken.objects.get(pk=token.pk).revoked_at == NOW


def test_nobody_makes_a_token_for_somebody_else(cast):
    with pytest.raises(PermissionDenied):
        actions.issue_token(person=cast.cio, label="x", scope="read", by=cast.administrator, now=NOW)


def test_the_brand_is_set_by_those_who_may_and_counts_its_edits(cast):
    with pytest.raises(PermissionDenied):
        actions.save_brand(brand=Brand(id=1), fields={"company": "X"}, by=cast.employee, now=NOW)
    assert actions.save_brand(brand=Brand(id=1), fields={"company": "X"}, by=cast.marketing, now=NOW)
    assert Brand.objects.get().edit == 2


def test_who_sees_whom(cast):
    everybody = set(User.objects.values_list("username", flat=True))

    def seen(name):
        return set(people_visible_to(cast.people[name]).values_list("username", flat=True))

    assert seen("employee") == {"employee"}
    assert seen("administrator") == seen("planner") == everybody
    assert seen("representative") == {"employee", "representative"}
    cast.outsider.further_units.add(cast.finance)
    assert seen("representative") == {"employee", "representative", "outsider"}


def test_groups_grants_and_tokens_are_seen_by_their_own_and_by_those_who_manage_them(cast):
    factories.group("A", members=[cast.employee])
    factories.group("B")
    actions.issue_token(person=cast.planner, label="x", scope="read", by=cast.planner, now=NOW)
    assert [g.code for g in groups_visible_to(cast.employee)] == ["A"]
    assert groups_visible_to(cast.administrator).count() == 2
    assert not grants_visible_to(cast.employee).exists()
    assert grants_visible_to(cast.cio).count() == Grant.objects.count()
    assert not tokens_visible_to(cast.employee).exists()
    assert tokens_visible_to(cast.administrator).count() == 1
