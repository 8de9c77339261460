"""What is charged for an offering: its tariffs, their prices from the first of a month, its milestones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from catalog.actions.guards import refuse_reader
from catalog.enums import TariffMode
from catalog.models import Milestone, Offering, Price, Tariff
from catalog.price_words import first_of
from core.audit import differences, record
from core.months import later, month_of
from organization.models import User

LARGEST = Decimal(10) ** 10  # what the database keeps of an amount: less than that
WITHOUT_PRICE = frozenset({TariffMode.FREE, TariffMode.PROJECT})


def save_tariff(
    *, tariff: Tariff, fields: Mapping[str, Any], by: User | None, expected: int | None = None
) -> Tariff:
    """Create or change a tariff of `tariff.offering`; the first of an offering is its main one.

    Raises PermissionDenied; ValidationError by field (a label that the offering has already, an included quantity
    that its mode does not know, another mode once it has prices); EditedMeanwhile.
    """
    refuse_reader(by)
    new = tariff.pk is None
    with transaction.atomic():
        offering = _held(tariff.offering)
        tariff.hold(expected)
        before = {name: getattr(tariff, name) for name in fields}
        for name, value in fields.items():
            setattr(tariff, name, value)
        changes = differences({} if new else before, {name: getattr(tariff, name) for name in fields})
        if not new and not changes:
            return tariff
        _refuse_odd(tariff, before)
        tariff.full_clean(validate_constraints=False)
        if new:
            tariff.main = not offering.tariffs.filter(main=True).exists()
            tariff.rank = offering.tariffs.count()
        tariff.edit += 0 if new else 1
        tariff.save()
        record(
            by=by,
            kind=f"offering.tariff_{'created' if new else 'changed'}",
            obj=offering,
            changes={"tariff": tariff.label, **_plain(changes)},
        )
    return tariff


def _refuse_odd(tariff: Tariff, before: Mapping[str, Any]) -> None:
    faults: dict[str, str] = {}
    same = tariff.offering.tariffs.filter(label=tariff.label).exclude(pk=tariff.pk)
    if same.exists():
        faults["label"] = _("This offering already charges « %(label)s »: give this one another name.") % {
            "label": tariff.label
        }
    if tariff.included and tariff.mode != TariffMode.FREE_BASE:
        faults["included"] = _(
            "Only what is free up to a quantity has an included quantity: leave 0, or choose that mode."
        )
    another = tariff.pk and before.get("mode", tariff.mode) != tariff.mode
    if another and (tariff.prices.exists() or tariff.milestones.exists()):
        faults["mode"] = _(
            "It has been priced in this mode: end this tariff and create another, so that past months stay as "
            "they were."
        )
    if faults:
        raise ValidationError(faults)


def end_tariff(*, tariff: Tariff, until: date | None, by: User | None) -> None:
    """From `until` on, the first of a month, nothing is charged by it any more; None: it is charged again.

    Raises PermissionDenied; ValidationError at `until`.
    """
    refuse_reader(by)
    with transaction.atomic():
        offering = _held(tariff.offering)
        tariff.refresh_from_db()
        if until is not None:
            _refuse_mid_month("until", until)
            announced = tariff.prices.filter(valid_from__gte=until).order_by("valid_from").first()
            if announced is not None:
                raise ValidationError(
                    {
                        "until": _(
                            "A price is set from %(day)s on: take it away first, or end the tariff after it."
                        )
                        % {"day": first_of(announced.valid_from)}
                    }
                )
        if tariff.until == until:
            return
        before, tariff.until = tariff.until, until
        tariff.edit += 1
        tariff.save(update_fields=["until", "edit"])
        record(
            by=by,
            kind="offering.tariff_ended" if until else "offering.tariff_resumed",
            obj=offering,
            changes={"tariff": tariff.label, "until": [_day(before), _day(until)], "day": _day(until)},
        )


def make_main(*, tariff: Tariff, by: User | None) -> None:
    """The tariff that lists and searches show for its offering; it takes the place of the one before."""
    refuse_reader(by)
    with transaction.atomic():
        offering = _held(tariff.offering)
        before = offering.tariffs.filter(main=True).first()
        if before is not None and before.pk == tariff.pk:
            return
        offering.tariffs.filter(main=True).update(main=False)
        offering.tariffs.filter(pk=tariff.pk).update(main=True)
        tariff.main = True
        record(
            by=by,
            kind="offering.tariff_main",
            obj=offering,
            changes={"main": [before.label if before else "", tariff.label], "tariff": tariff.label},
        )


def set_price(*, tariff: Tariff, valid_from: date, amount: Decimal, by: User | None) -> Price:
    """The amount from the first of a month on; where that month has one already, this one takes its place.

    Raises PermissionDenied; ValidationError by field (`valid_from` within a month or after the tariff's end, an
    `amount` below nothing or too exact), or as a whole for a mode that has no price.
    """
    refuse_reader(by)
    with transaction.atomic():
        offering = _held(tariff.offering)
        tariff.refresh_from_db()
        if tariff.mode in WITHOUT_PRICE:
            raise ValidationError(
                _("What is free has no price: change how it is charged first.")
                if tariff.mode == TariffMode.FREE
                else _("What is charged by milestones has no price: say its milestones.")
            )
        _refuse_mid_month("valid_from", valid_from)
        if tariff.until is not None and valid_from >= tariff.until:
            raise ValidationError(
                {
                    "valid_from": _("It is no longer charged from %(day)s on: choose a month before.")
                    % {"day": first_of(tariff.until)}
                }
            )
        _refuse_amount(amount, places=4)
        price = tariff.prices.filter(valid_from=valid_from).first()
        before = price.amount if price else None
        if price is not None and before == amount:
            return price
        price = price or Price(tariff=tariff, valid_from=valid_from)
        price.amount = amount
        price.save()
        record(
            by=by,
            kind="offering.price_set" if before is None else "offering.price_replaced",
            obj=offering,
            changes={
                "tariff": tariff.label,
                "day": _day(valid_from),
                "amount": [None if before is None else str(before), str(amount)],
            },
        )
    return price


def remove_price(*, price: Price, by: User | None, today: date) -> None:
    """Take away a price that was announced. Raises PermissionDenied; ValidationError once its month began."""
    refuse_reader(by)
    with transaction.atomic():
        offering = _held(price.tariff.offering)
        if price.valid_from <= today:
            raise ValidationError(
                _(
                    "This price has been in force since %(day)s and stays in the history: set another one from "
                    "%(next)s on."
                )
                % {"day": first_of(price.valid_from), "next": first_of(later(today, 1))}
            )
        record(
            by=by,
            kind="offering.price_removed",
            obj=offering,
            changes={
                "tariff": price.tariff.label,
                "day": _day(price.valid_from),
                "amount": [str(price.amount), None],
            },
        )
        price.delete()


def save_milestone(*, milestone: Milestone, fields: Mapping[str, Any], by: User | None) -> Milestone:
    """Create or change a milestone of a tariff by milestones.

    Raises PermissionDenied; ValidationError by field, or as a whole for another mode.
    """
    refuse_reader(by)
    new = milestone.pk is None
    tariff = milestone.tariff
    with transaction.atomic():
        offering = _held(tariff.offering)
        if tariff.mode != TariffMode.PROJECT:
            raise ValidationError(_("Only what is charged by milestones has milestones."))
        before = {name: getattr(milestone, name) for name in fields}
        for name, value in fields.items():
            setattr(milestone, name, value)
        _refuse_amount(milestone.amount, places=2)
        changes = differences({} if new else before, {name: getattr(milestone, name) for name in fields})
        if not changes:
            return milestone
        milestone.full_clean(validate_constraints=False)
        milestone.save()
        record(
            by=by,
            kind=f"offering.milestone_{'created' if new else 'changed'}",
            obj=offering,
            changes={"tariff": tariff.label, "milestone": milestone.label, **_plain(changes)},
        )
    return milestone


def remove_milestone(*, milestone: Milestone, by: User | None) -> None:
    """Raises PermissionDenied."""
    refuse_reader(by)
    with transaction.atomic():
        record(
            by=by,
            kind="offering.milestone_removed",
            obj=_held(milestone.tariff.offering),
            changes={
                "tariff": milestone.tariff.label,
                "milestone": milestone.label,
                "due": [_day(milestone.due), None],
                "amount": [str(milestone.amount), None],
            },
        )
        milestone.delete()


def _held(offering: Offering) -> Offering:
    """Two editors of the prices of one offering write one after the other."""
    return Offering.objects.select_for_update().get(pk=offering.pk)


def _refuse_mid_month(field: str, day: date) -> None:
    if day.day != 1:
        raise ValidationError(
            {
                field: _(
                    "Prices change with the month: from %(first)s on, or from the first of another month."
                )
                % {"first": first_of(later(month_of(day), 1))}
            }
        )


def _refuse_amount(amount: Decimal, *, places: int) -> None:
    fault = ""
    if not amount.is_finite():
        fault = _("Write an amount, for example 4.20.")
    elif amount < 0:
        fault = _("A price is never below nothing: say a discount in per cent instead.")
    elif amount >= LARGEST:
        fault = _("An amount stays under ten billion.")
    elif amount != round(amount, places):
        fault = _("An amount has %(places)s decimals at most.") % {"places": places}
    if fault:
        raise ValidationError({"amount": fault})


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _plain(changes: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
    """Values as the trail keeps them."""
    return {
        name: [
            value if value is None or isinstance(value, str | bool | int) else str(value) for value in pair
        ]
        for name, pair in changes.items()
    }
