"""Promising a service level: what it measures, and its dated targets."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from catalog import level_words
from catalog.actions.guards import refuse_reader
from catalog.enums import Better, LevelUnit, Metric
from catalog.levels import HUNDRED, Target
from catalog.measuring import BEYOND, DIGITS
from catalog.models import LevelTarget, Offering, ServiceHours, ServiceLevel
from core.audit import differences, record
from core.models import EditedMeanwhile
from organization.models import User

TIMES = frozenset({LevelUnit.MINUTES, LevelUnit.HOURS, LevelUnit.DAYS})
TIMED = TIMES | {LevelUnit.PERCENT}  # how long it takes, or the share of what was done in time
UNITS: dict[str, frozenset[str]] = {
    Metric.AVAILABILITY: frozenset({LevelUnit.PERCENT}),
    Metric.RESTORE: TIMED,
    Metric.REQUEST: TIMED,
    Metric.ANSWER: TIMED,
    Metric.OTHER: frozenset(LevelUnit.values),
}
"""What is measured → the units it may be measured in."""


def direction(metric: str, unit: str) -> str:
    """Which way it gets better: a share as it rises, a time as it falls; another measure says so itself."""
    if metric == Metric.OTHER:
        return ""
    return Better.HIGH if unit == LevelUnit.PERCENT else Better.LOW


FIELDS = ("metric", "label", "label_en", "better", "unit", "hours")
FIXED = ("metric", "better", "unit")  # what its measures mean: they stay once it was measured


def fingerprint(level: ServiceLevel) -> int:
    """A number that changes with what is promised: it tells a second editor that a first one saved."""
    if level.pk is None:
        return 0
    said = [str(getattr(level, name)) for name in FIELDS]
    targets = level.targets.order_by("since").values_list("since", "value")
    return zlib.crc32(repr([said, [(f"{since}", f"{value:f}") for since, value in targets]]).encode())


def save_level(
    *,
    level: ServiceLevel,
    fields: Mapping[str, Any],
    targets: Sequence[Target],
    by: User | None,
    new_hours: tuple[str, str] = ("", ""),
    expected: int | None = None,
) -> ServiceLevel:
    """Promise a level, or change what is promised; `targets` take the place of those that it had.

    `fields` are of FIELDS; `new_hours`, in words and in English, are made when no service hours are called so. Raises PermissionDenied; ValidationError by field (`targets` among them); EditedMeanwhile
    when its fingerprint is not the `expected` one.
    """
    refuse_reader(by)
    new = level.pk is None
    with transaction.atomic():
        Offering.objects.select_for_update().get(pk=level.offering_id)
        if expected is not None and not new and expected != fingerprint(_fresh(level)):
            raise EditedMeanwhile
        before = {} if new else _state(_fresh(level))
        for name, value in fields.items():
            setattr(level, name, value)
        if new_hours[0].strip():
            level.hours = _hours_called(*new_hours)
        level.better = level.better or direction(level.metric, level.unit)
        _refuse(level, targets, before)
        level.save()
        LevelTarget.objects.filter(level=level).delete()
        LevelTarget.objects.bulk_create(
            LevelTarget(level=level, since=since, value=value) for since, value in sorted(targets)
        )
        changes = differences(before, _state(level))
        if changes:
            named = {"level": level.label or level.metric, **changes}
            record(by=by, kind=f"level.{'created' if new else 'changed'}", obj=level, changes=named)
            record(by=by, kind="offering.level", obj=level.offering, changes=named)
    return level


def remove_level(*, level: ServiceLevel, by: User | None) -> None:
    """Take away a level that was never measured. Raises PermissionDenied; ValidationError when it was."""
    refuse_reader(by)
    with transaction.atomic():
        Offering.objects.select_for_update().get(pk=level.offering_id)
        if count := level.measures.count():
            raise ValidationError(
                _("It was measured for %(n)s months, which would be lost: it stays, as what was promised.")
                % {"n": count}
            )
        changes = {"level": level.label or level.metric, "targets": [_state(level)["targets"], []]}
        record(by=by, kind="level.removed", obj=level, changes=changes)
        record(by=by, kind="offering.level", obj=level.offering, changes=changes)
        level.delete()


def _hours_called(name: str, name_en: str) -> ServiceHours:
    known = ServiceHours.objects.filter(name__iexact=name.strip()).first()
    if known is not None:
        return known
    number = ServiceHours.objects.count() + 1
    while ServiceHours.objects.filter(code=f"h{number}").exists():
        number += 1
    return ServiceHours.objects.create(code=f"h{number}", name=name.strip(), name_en=name_en.strip())


def target_faults(
    targets: Sequence[tuple[date, Any]], *, unit: str, measured_since: date | None
) -> Iterator[tuple[int, str, str]]:
    """(place, field, sentence) of each target that cannot be; `measured_since`: the first month that was measured."""
    seen: set[date] = set()
    for place, (since, value) in enumerate(targets):
        if since.day != 1:
            said = {"day": level_words.day(since), "month": f"{since:%Y-%m}"}
            yield place, "since", _("A target begins with a month, not on %(day)s: write %(month)s.") % said
        elif since in seen:
            said = {"month": level_words.long_month(since)}
            yield place, "since", _("Two targets begin in %(month)s: keep one.") % said
        seen.add(since)
        if fault := value_fault(value, unit):
            yield place, "value", fault
    if measured_since is not None and targets and min(since for since, _value in targets) > measured_since:
        said = {"month": level_words.long_month(measured_since)}
        yield (
            0,
            "since",
            _("It was measured from %(month)s on: keep a target from that month on, or earlier.") % said,
        )


def value_fault(value: Any, unit: str) -> str:
    """Why this cannot be promised; empty when it can."""
    said = {"value": level_words.amount(value, unit), "digits": DIGITS}
    exponent = value.normalize().as_tuple().exponent
    if value < 0:
        return _("%(value)s: nothing below zero can be promised.") % said
    if unit == LevelUnit.PERCENT and value > HUNDRED:
        return _("%(value)s: 100%% at most can be promised.") % said
    if value >= BEYOND:
        return _("%(value)s is too large: check the unit.") % said
    if -exponent > DIGITS:
        return _("%(value)s: write %(digits)s decimals at most.") % said
    return ""


def level_faults(level: ServiceLevel, before: Mapping[str, Any]) -> dict[str, str]:
    """Field → why what it measures, its unit, direction and name cannot be so; `before`: what it was."""
    faults = {}
    label = level_words.metric_label(level.metric)
    if level.unit not in UNITS[level.metric]:
        units = ", ".join(
            str(LevelUnit(unit).label) for unit in LevelUnit.values if unit in UNITS[level.metric]
        )
        faults["unit"] = _("%(measure)s is measured in: %(units)s.") % {"measure": label, "units": units}
    if not level.better:
        faults["better"] = _("Say whether it gets better as it rises or as it falls.")
    elif level.better != (direction(level.metric, level.unit) or level.better):
        right = Better(direction(level.metric, level.unit)).label
        faults["better"] = _("%(measure)s: %(direction)s.") % {"measure": label, "direction": right}
    if level.metric == Metric.OTHER and not level.label.strip():
        faults["label"] = _("Say in words what is measured.")
    elif _taken(level):
        faults["label"] = _(
            "This offering has such a level already: give this one other words, or change that one."
        )
    if (
        level.pk
        and any(before.get(name) != getattr(level, name) for name in FIXED)
        and level.measures.exists()
    ):
        faults["metric"] = _(
            "It was measured already: what it measures, its unit and its direction stay. Promise another level instead."
        )
    return faults


def measured_since(level: ServiceLevel) -> date | None:
    """The first month of a level that was measured."""
    return level.measures.aggregate(first=Min("month"))["first"] if level.pk else None


def _taken(level: ServiceLevel) -> bool:
    same = ServiceLevel.objects.filter(offering=level.offering_id, metric=level.metric, label=level.label)
    return same.exclude(pk=level.pk).exists()


def _refuse(level: ServiceLevel, targets: Sequence[Target], before: Mapping[str, Any]) -> None:
    """Raise ValidationError by field."""
    faults: dict[str, Any] = dict(level_faults(level, before))
    if not targets:
        faults["targets"] = _("Write what is promised, and from which month on.")
    found = target_faults(targets, unit=level.unit, measured_since=measured_since(level))
    if wrong := [sentence for _place, _field, sentence in found]:
        faults["targets"] = wrong
    if faults:
        raise ValidationError(faults)
    level.full_clean()


def _fresh(level: ServiceLevel) -> ServiceLevel:
    return ServiceLevel.objects.get(pk=level.pk)


def _state(level: ServiceLevel) -> dict[str, Any]:
    """What is promised, as the audit trail keeps it."""
    said = {name: str(getattr(level, name) or "") for name in FIELDS}
    rows = level.targets.order_by("since").values_list("since", "value")
    return {**said, "targets": [f"{value.normalize():f} ({since:%Y-%m})" for since, value in rows]}
