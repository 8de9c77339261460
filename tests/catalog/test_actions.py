"""Components never close a cycle; usages are said once."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from catalog.actions import end_usage, path_to, set_components, set_usage
from catalog.models import Component, Usage
from core.models import AuditEvent
from tests import factories

pytestmark = pytest.mark.django_db


def parts_of(offering) -> set[str]:
    return set(offering.components.values_list("reference", flat=True))


def test_components_are_replaced_as_a_whole_and_audited():
    solution, first, second = (factories.offering(reference) for reference in ("SOL-1", "SRV-1", "SRV-2"))
    set_components(offering=solution, parts=[first], by=None)
    set_components(offering=solution, parts=[second], by=None)
    assert parts_of(solution) == {"SRV-2"}
    assert AuditEvent.objects.filter(kind="offering.components").count() == 2
    set_components(offering=solution, parts=[second], by=None)
    assert AuditEvent.objects.filter(kind="offering.components").count() == 2


def test_a_cycle_is_refused_with_the_way_in_words_and_nothing_changes():
    a, b, c = (factories.offering(name=name) for name in ("Paie", "Réseau", "Annuaire"))
    set_components(offering=a, parts=[b], by=None)
    set_components(offering=b, parts=[c], by=None)
    with pytest.raises(ValidationError) as refused:
        set_components(offering=c, parts=[a], by=None)
    assert "Annuaire → Paie → Réseau → Annuaire" in refused.value.messages[0]
    assert not Component.objects.filter(solution=c).exists()


def test_an_offering_is_not_built_on_itself():
    alone = factories.offering(name="Paie")
    with pytest.raises(ValidationError, match="Paie → Paie"):
        set_components(offering=alone, parts=[alone], by=None)


def test_a_diamond_is_no_cycle():
    top, left, right, base = (factories.offering() for _number in range(4))
    set_components(offering=left, parts=[base], by=None)
    set_components(offering=right, parts=[base], by=None)
    set_components(offering=top, parts=[left, right], by=None)
    assert top.components.count() == 2


def test_the_way_down_is_the_shortest():
    links = [(1, 2), (2, 3), (3, 4), (1, 3)]
    assert path_to(links, 1, {4}) == [1, 3, 4]
    assert path_to(links, 4, {1}) is None


def test_a_usage_said_twice_is_one_with_the_last_quantity():
    offering, unit, group = factories.offering(), factories.unit(), factories.group()
    for quantity in (10, 20, 20):
        set_usage(offering=offering, unit=unit, by=None, quantity=quantity)
    set_usage(offering=offering, unit=unit, group=group, by=None, quantity=3)
    assert sorted(Usage.objects.values_list("quantity", flat=True)) == [3, 20]
    assert AuditEvent.objects.filter(kind="offering.usage").count() == 3
    end_usage(usage=Usage.objects.get(group=group), by=None)
    assert Usage.objects.count() == 1
