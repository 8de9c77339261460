"""Who may know who uses what: the truth is counted by hand for each reader of a small tree of units."""

from __future__ import annotations

import pytest

from catalog.models import Usage
from catalog.queries.doors import usages_visible_to
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def used(cast) -> dict[str, Usage]:
    """What is used by Finance as a whole, by one of its groups, by two units below it, and by another unit."""
    cast.accounts = factories.unit("FIN-CF", name="Comptabilité", parent=cast.finance)
    cast.treasury = factories.unit("FIN-TR", name="Trésorerie", parent=cast.finance)
    group = factories.group("closers")
    service = factories.offering("SRV-1", name="Messagerie")
    rows = {
        "finance": {"unit": cast.finance},
        "closers": {"unit": cast.finance, "group": group},
        "accounts": {"unit": cast.accounts},
        "treasury": {"unit": cast.treasury},
        "hr": {"unit": cast.hr},
    }
    return {name: Usage.objects.create(offering=service, **row) for name, row in rows.items()}


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("accountant", {"finance", "accounts"}),
        ("closer", {"finance", "closers", "accounts"}),
        ("employee", {"finance", "closers"}),
        ("outsider", {"hr"}),
        ("representative", {"finance", "closers", "accounts", "treasury"}),
        ("below", {"finance", "accounts", "treasury"}),
        ("editor", {"finance", "closers", "accounts", "treasury", "hr"}),
        ("planner", {"finance", "closers", "accounts", "treasury", "hr"}),
        ("cio", {"finance", "closers", "accounts", "treasury", "hr"}),
    ],
)
def test_what_one_s_units_use_and_what_covers_them(cast, used, who, expected):
    cast.people["accountant"] = factories.person("Une Comptable", unit=cast.accounts)
    cast.people["closer"] = factories.person("Qui Clôture", unit=cast.accounts)
    used["closers"].group.members.add(cast.closer)
    cast.people["below"] = factories.person(
        "Qui Représente", unit=cast.accounts, profile="unit-representative", over=cast.treasury
    )
    seen = set(usages_visible_to(getattr(cast, who)))
    assert seen == {used[name] for name in expected}


def test_what_was_retired_is_used_by_nobody_who_reads_only_their_own(cast, used):
    used["finance"].offering.state = "retired"
    used["finance"].offering.save()
    assert not usages_visible_to(cast.employee).exists()
    assert usages_visible_to(cast.editor).count() == 5
