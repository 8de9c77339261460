"""What is charged is said in words, from the first of a month, and stands in the history of the offering."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from catalog import actions
from catalog.models import Milestone, Price, Tariff
from catalog.trail import trail
from core.models import AuditEvent, EditedMeanwhile
from tests import factories

pytestmark = pytest.mark.django_db
JAN, NOV, DEC = date(2026, 1, 1), date(2026, 11, 1), date(2026, 12, 1)
TODAY = date(2026, 11, 4)
MAILBOX = {"label": "Boîte", "mode": "per_unit", "per": "item", "what": "boîte"}


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def mail(db):
    return factories.offering("SRV-012", name="Messagerie")


@pytest.fixture
def box(mail) -> Tariff:
    return factories.tariff(mail)


def refusal(act, **said) -> str:
    """The sentence of a refusal; nothing was written."""
    before = Price.objects.count(), Tariff.objects.count(), AuditEvent.objects.count()
    with pytest.raises(ValidationError) as refused:
        act(**{"by": None, **said})
    assert (Price.objects.count(), Tariff.objects.count(), AuditEvent.objects.count()) == before
    return " ".join(refused.value.messages)


def told(offering) -> list[str]:
    return [entry.sentence for entry in trail(offering)]


# Tariffs ----------------------------------------------------------------------------------------------
def test_the_first_tariff_is_the_main_one_and_another_may_take_its_place(mail, cast):
    first = actions.save_tariff(tariff=Tariff(offering=mail), fields=MAILBOX, by=cast.editor)
    beyond = {"label": "Beyond", "mode": "free_base", "included": D(100)}
    second = actions.save_tariff(tariff=Tariff(offering=mail), fields=beyond, by=cast.editor)
    assert (first.main, second.main) == (True, False)
    actions.make_main(tariff=second, by=cast.editor)
    actions.make_main(tariff=second, by=cast.editor)
    assert list(mail.tariffs.filter(main=True)) == [second]
    assert told(mail) == [
        "« Beyond » made the main price by Editor",
        "« Beyond » is charged from now on, said Editor",
        "« Boîte » is charged from now on, said Editor",
    ]


def test_a_change_is_told_field_by_field_and_nothing_changed_is_nothing_told(mail, box, cast):
    fields = {"conditions": "Jusqu’à 100 Go", "discount": D("12.5"), "period": "year"}
    actions.save_tariff(tariff=box, fields=fields, by=cast.editor)
    actions.save_tariff(tariff=box, fields=fields, by=cast.editor)
    (entry,) = trail(mail)
    assert entry.sentence == "How « Boîte » is charged, changed by Editor"
    assert sorted((change.label, change.after) for change in entry.changes) == [
        ("conditions", "Jusqu’à 100 Go"),
        ("discount, in %", "12.5"),
        ("every", "year"),
    ]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"label": "Boîte"}, "This offering already charges « Boîte »: give this one another name."),
        (
            {"included": D(5)},
            "Only what is free up to a quantity has an included quantity: leave 0, or choose that mode.",
        ),
    ],
)
def test_a_tariff_that_does_not_hold_together(fields, said, mail, box):
    tariff = Tariff(offering=mail)
    assert refusal(actions.save_tariff, tariff=tariff, fields={**MAILBOX, "label": "Autre", **fields}) == said


def test_once_priced_its_mode_stays(box):
    assert "end this tariff and create another" in refusal(
        actions.save_tariff, tariff=box, fields={"mode": "flat"}
    )
    work = factories.tariff(mode="project", label="Projet", amounts={})
    actions.save_tariff(tariff=work, fields={"mode": "flat"}, by=None)
    assert work.mode == "flat"


def test_two_editors_of_a_tariff(box):
    held = Tariff.objects.get(pk=box.pk)
    actions.save_tariff(tariff=Tariff.objects.get(pk=box.pk), fields={"what": "compte"}, by=None)
    with pytest.raises(EditedMeanwhile):
        actions.save_tariff(tariff=held, fields={"what": "adresse"}, by=None, expected=held.edit)
    box.refresh_from_db()
    assert box.what == "compte"


def test_a_tariff_ends_with_a_month_and_may_be_charged_again(mail, box, cast):
    actions.end_tariff(tariff=box, until=DEC, by=cast.editor)
    actions.end_tariff(tariff=box, until=DEC, by=cast.editor)
    actions.end_tariff(tariff=box, until=None, by=cast.editor)
    assert told(mail) == [
        "« Boîte » charged again, said Editor",
        "« Boîte » no longer charged from 1 Dec 2026 on, said Editor",
    ]
    said = refusal(actions.end_tariff, tariff=box, until=date(2026, 12, 15))
    assert said == "Prices change with the month: from 1 Jan 2027 on, or from the first of another month."
    actions.set_price(tariff=box, valid_from=date(2027, 3, 1), amount=D(5), by=None)
    said = refusal(actions.end_tariff, tariff=box, until=date(2027, 1, 1))
    assert said == "A price is set from 1 Mar 2027 on: take it away first, or end the tariff after it."


# Prices -----------------------------------------------------------------------------------------------
def test_a_price_from_the_first_of_a_month_and_the_second_of_that_month_replaces_it(mail, box, cast):
    actions.set_price(tariff=box, valid_from=DEC, amount=D("4.35"), by=cast.editor)
    actions.set_price(tariff=box, valid_from=DEC, amount=D("4.40"), by=cast.editor)
    actions.set_price(tariff=box, valid_from=DEC, amount=D("4.4000"), by=cast.editor)
    assert list(box.prices.values_list("valid_from", "amount")) == [(JAN, D("4.2")), (DEC, D("4.4"))]
    assert told(mail) == [
        "Price of « Boîte » from 1 Dec 2026 on, replaced by Editor",
        "Price of « Boîte » from 1 Dec 2026 on, set by Editor",
    ]
    replaced = trail(mail)[0].changes[0]
    assert (replaced.label, replaced.before, replaced.after) == ("amount", "€4.35", "€4.40")


@pytest.mark.parametrize(
    ("since", "amount", "said"),
    [
        (date(2026, 12, 15), "5", "Prices change with the month: from 1 Jan 2027 on, or from the first of another month."),
        (date(2026, 11, 2), "5", "Prices change with the month: from 1 Dec 2026 on, or from the first of another month."),
        (DEC, "-0.01", "A price is never below nothing: say a discount in per cent instead."),
        (DEC, "0.00001", "An amount has 4 decimals at most."),
        (DEC, "10000000000", "An amount stays under ten billion."),
        (DEC, "NaN", "Write an amount, for example 4.20."),
        (date(2027, 6, 1), "5", "It is no longer charged from 1 Jun 2027 on: choose a month before."),
    ],
)  # fmt: skip
def test_a_price_that_is_refused_in_a_sentence(since, amount, said, box):
    actions.end_tariff(tariff=box, until=date(2027, 6, 1), by=None)
    assert refusal(actions.set_price, tariff=box, valid_from=since, amount=D(amount)) == said


def test_in_french_the_first_of_the_next_month_is_named(box):
    with translation.override("fr"):
        assert "1er janv. 2027" in refusal(
            actions.set_price, tariff=box, valid_from=date(2026, 12, 15), amount=D(5)
        )


@pytest.mark.parametrize("mode", ["free", "project"])
def test_what_has_no_price_takes_none(mode, mail):
    tariff = factories.tariff(mail, mode=mode, amounts={})
    assert "has no price" in refusal(actions.set_price, tariff=tariff, valid_from=DEC, amount=D(5))


def test_what_is_announced_is_taken_away_and_what_was_in_force_stays(mail, box, cast):
    coming = actions.set_price(tariff=box, valid_from=DEC, amount=D("4.35"), by=None)
    now = box.prices.get(valid_from=JAN)
    said = refusal(actions.remove_price, price=now, today=TODAY)
    assert said == (
        "This price has been in force since 1 Jan 2026 and stays in the history: set another one from 1 Dec 2026 on."
    )
    assert "1 Jan 2027" in refusal(actions.remove_price, price=coming, today=DEC)
    actions.remove_price(price=coming, by=cast.editor, today=TODAY)
    assert list(box.prices.all()) == [now]
    assert told(mail)[0] == "Price of « Boîte » from 1 Dec 2026 on, taken away by Editor"


# Milestones -------------------------------------------------------------------------------------------
def test_milestones_are_said_changed_and_taken_away(mail, cast):
    work = factories.tariff(mail, mode="project", label="Projet", amounts={})
    fields = {"label": "Lot 2", "due": date(2026, 11, 16), "amount": D("12400")}
    lot = actions.save_milestone(milestone=Milestone(tariff=work), fields=fields, by=cast.editor)
    actions.save_milestone(milestone=lot, fields={**fields, "amount": D("13000")}, by=cast.editor)
    actions.save_milestone(milestone=lot, fields={**fields, "amount": D("13000.00")}, by=cast.editor)
    actions.remove_milestone(milestone=lot, by=cast.editor)
    assert told(mail) == [
        "Milestone « Lot 2 » of « Projet », taken away by Editor",
        "Milestone « Lot 2 » of « Projet », changed by Editor",
        "Milestone « Lot 2 » of « Projet », added by Editor",
    ]
    assert not Milestone.objects.exists()


def test_only_what_is_charged_by_milestones_has_some(box):
    fields = {"label": "Lot 1", "due": NOV, "amount": D(1)}
    assert "by milestones" in refusal(actions.save_milestone, milestone=Milestone(tariff=box), fields=fields)


@pytest.mark.parametrize("who", ["employee", "planner", "cost_keeper", "administrator"])
def test_who_does_not_edit_the_catalogue_charges_nothing(who, cast, box):
    by = getattr(cast, who)
    price = box.prices.get()
    lot = Milestone(tariff=box)
    for act in (
        lambda: actions.save_tariff(tariff=box, fields={"what": "x"}, by=by),
        lambda: actions.end_tariff(tariff=box, until=DEC, by=by),
        lambda: actions.make_main(tariff=box, by=by),
        lambda: actions.set_price(tariff=box, valid_from=DEC, amount=D(1), by=by),
        lambda: actions.remove_price(price=price, by=by, today=TODAY),
        lambda: actions.save_milestone(milestone=lot, fields={}, by=by),
        lambda: actions.remove_milestone(milestone=lot, by=by),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert not AuditEvent.objects.exists()
