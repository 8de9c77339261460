"""The pages of prices: in the reader's words, what it would cost a unit, and the forms of editors."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from catalog.models import Price, Tariff, Usage
from catalog.price_words import price_words
from catalog.queries.prices import main_prices, prices_on_card, tariffs_of
from organization.models import User
from tests import factories
from tests.doors import plain
from tests.factories import paris

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 4)
JAN, DEC = date(2026, 1, 1), date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _on_the_fourth():
    with time_machine.travel(paris(4, 10), tick=False):
        yield


@pytest.fixture
def mail(db):
    return factories.offering("SRV-012", name="Messagerie", name_en="Mail")


@pytest.fixture
def box(mail) -> Tariff:
    return factories.tariff(mail, what_en="mailbox", label_en="Mailbox", conditions="100 Go compris.")


def page_of(offering, name="prices", **more) -> str:
    return reverse(f"catalog:{name}", args=[offering.reference, *more.values()])


def english(client, person, address: str, **query) -> str:
    User.objects.filter(pk=person.pk).update(language="en")
    client.force_login(person)
    return plain(client.get(address, query))


# In words ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("fields", "amount", "said"),
    [
        ({}, "4.20", "€4.20 per mailbox per month"),
        ({"period": "year"}, "0.021", "€0.021 per mailbox per year"),
        ({"period": "once"}, "12", "€12.00 per mailbox, once"),
        ({"what_en": "", "what": "", "per": "device"}, "38", "€38.00 per device per month"),
        ({"mode": "flat"}, "250", "€250.00 for each unit that uses it, per month"),
        ({"mode": "free_base", "included": D(100)}, "0.03", "€0.03 per mailbox per month beyond 100, free up to there"),
        ({"mode": "pass_through", "share": "people"}, "1000", "€1,000.00 per month, shared among the units that use it by their people"),
        ({"mode": "free"}, None, "free"),
        ({"mode": "project"}, None, ""),
        ({}, None, ""),
    ],
)  # fmt: skip
def test_a_price_in_the_readers_words(fields, amount, said, mail):
    tariff = Tariff(offering=mail, **{"mode": "per_unit", "what": "boîte", "what_en": "mailbox", **fields})
    with translation.override("en"):
        assert str(price_words(tariff, D(amount) if amount else None)).replace("\u202f", " ") == said


def test_milestones_are_summed_in_words(mail):
    with translation.override("en"):
        words = price_words(Tariff(offering=mail, mode="project"), None, due=D(20400), count=2)
    assert str(words) == "€20,400.00 in 2 milestones"


def test_the_main_price_of_many_offerings_in_one_query(mail, box):
    factories.tariff(mail, label="Autre", main=False)
    gone = factories.offering()
    factories.tariff(gone, until=JAN)
    coming = factories.offering()
    factories.tariff(coming, amounts={DEC: "9"})
    with CaptureQueriesContext(connection) as seen, translation.override("en"):
        found = main_prices([mail.pk, gone.pk, coming.pk, 999], TODAY)
        words = {pk: str(one.words) for pk, one in found.items()}
    assert len(seen) == 1
    assert words == {mail.pk: "€4.20 per mailbox per month", coming.pk: ""}
    assert (found[coming.pk].next_amount, found[coming.pk].next_from) == (9, DEC)


def test_the_price_of_a_day_is_that_of_its_month(mail, box):
    box.prices.create(valid_from=DEC, amount=D("4.35"))
    for day, amount in (
        (date(2025, 12, 31), None),
        (JAN, D("4.2")),
        (date(2026, 11, 30), D("4.2")),
        (DEC, D("4.35")),
    ):
        assert tariffs_of([mail.pk], day)[0].amount == amount


def test_the_card_says_prices_conditions_and_what_is_announced_in_one_query(mail, box, cast):
    box.prices.create(valid_from=DEC, amount=D("4.35"))
    with CaptureQueriesContext(connection) as seen, translation.override("en"):
        card = prices_on_card(mail, user=cast.employee, today=TODAY)
    assert len([one for one in seen.captured_queries if "tariff" in one["sql"]]) == 1 and len(seen) <= 2
    (one,) = card.prices
    assert (one.words.figure, one.conditions, one.since, one.coming) == (
        "€4.20",
        "100 Go compris.",
        "Price of 1 Jan 2026.",
        "€4.35 per mailbox per month from 1 Dec 2026 on",
    )
    assert card.costs == "" and prices_on_card(mail, user=cast.cio, today=TODAY).costs


# The page ---------------------------------------------------------------------------------------------
def test_the_history_marks_what_is_in_force_and_what_is_announced(mail, box, cast, client):
    box.prices.create(valid_from=date(2025, 1, 1), amount=D("4.5"))
    box.prices.create(valid_from=DEC, amount=D("4.35"))
    said = english(client, cast.employee, page_of(mail))
    assert "1 Dec 2026 announced + 3.6% €4.35" in said
    assert "1 Jan 2026 in force − 6.7% €4.20" in said and "1 Jan 2025 before €4.50" in said
    assert "Take it away" not in said and "Set a price" not in said
    assert "Take it away" in english(client, cast.editor, page_of(mail))


def test_an_offering_without_price_says_so_and_leads_its_editors_on(mail, cast, client):
    assert "No price is set yet" in english(client, cast.employee, page_of(mail))
    assert "Add a tariff" in english(client, cast.editor, page_of(mail))


def test_what_is_not_published_has_no_page_of_prices(cast, sign_in):
    draft = factories.tariff(factories.offering(state="design")).offering
    assert sign_in(cast.employee).get(page_of(draft)).status_code == 404
    assert sign_in(cast.editor).get(page_of(draft)).status_code == 200


def test_the_page_costs_the_same_queries_whatever_the_tariffs(mail, box, cast, sign_in):
    client, counts = sign_in(cast.editor), set()
    factories.tariff(mail, label="P", mode="pass_through", share="people", main=False)
    for number in (1, 20):
        for step in range(number):
            factories.tariff(
                mail, label=f"T{number}-{step}", main=False, rank=step, amounts={JAN: "1", DEC: "2"}
            )
            Usage.objects.create(offering=mail, unit=factories.unit(), quantity=step)
        with CaptureQueriesContext(connection) as seen:
            client.get(page_of(mail))
        counts.add(len(seen))
    assert len(counts) == 1 and counts.pop() <= 12


# What would this cost my unit -------------------------------------------------------------------------
def test_my_unit_is_asked_about_with_the_quantity_that_it_uses(mail, box, cast, client):
    Usage.objects.create(offering=mail, unit=cast.finance, quantity=240)
    box.prices.create(valid_from=DEC, amount=D("4.35"))
    said = english(client, cast.employee, page_of(mail))
    assert "Finance, Nov 2026" in said
    assert "Mailbox 240 × €4.20 €1,008.00 €12,492.00" in said  # 1 008 and eleven times 1 044
    assert "Together €1,008.00 €12,492.00" in said


def test_a_team_is_counted_with_the_unit_above_that_uses_it(mail, box, cast, client):
    Usage.objects.create(offering=mail, unit=cast.finance, quantity=240)
    cast.employee.unit = factories.unit("FIN-A", parent=cast.finance, name="Comptabilité")
    cast.employee.save()
    said = english(client, cast.employee, page_of(mail))
    assert "Finance, Nov 2026" in said and "240 × €4.20" in said
    assert "Your unit is counted with the one above" in said
    said = english(client, cast.employee, page_of(mail), unit="FIN-A", month="2026-11", q1="3")
    assert "Comptabilité, Nov 2026" in said and "3 × €4.20" in said and "one above" not in said


def test_another_unit_month_and_quantity(mail, box, cast, client):
    said = english(client, cast.employee, page_of(mail), unit="HR", month="2027-01", q1="12,5")
    assert "Ressources humaines, Jan 2027" in said and "12.5 × €4.20 €52.50" in said


@pytest.mark.parametrize(
    ("fields", "amounts", "said"),
    [
        ({}, None, "Boîte not measurable: no quantity is known to you: type one to see"),
        ({"mode": "flat"}, None, "€4.20 for the unit €4.20 €50.40"),
        ({"mode": "flat"}, {}, "not measurable: no price was set"),
        ({"mode": "flat"}, {DEC: "4"}, "not measurable: it is charged from 1 Dec 2026 on"),
        ({"mode": "flat", "period": "year"}, {JAN: "100"}, "€100.00 for the unit per year, a twelfth each month €8.33 €100.00"),
        ({"mode": "flat", "period": "once"}, {JAN: "100"}, "€100.00 for the unit, once once €100.00"),
        ({"mode": "flat", "discount": D(10)}, {JAN: "100"}, "€100.00 for the unit · 10% off €90.00 €1,080.00"),
        ({"mode": "free"}, {}, "Boîte free €0.00 €0.00"),
        ({"mode": "pass_through", "share": "equal"}, {JAN: "1000"}, "1 of 3, of €1,000.00 €333.34 €4,000.08"),
        ({"mode": "pass_through", "share": "equal"}, {}, "not measurable: no price was set"),
        ({"mode": "pass_through", "share": "quantity"}, {JAN: "1000"}, "not measurable: no quantity is known"),
        ({"mode": "pass_through", "share": "people"}, {JAN: "1000"}, "3 of 5, of €1,000.00 €600.00 €7,200.00"),
        ({"mode": "project"}, {}, "not measurable: no milestone has a date yet"),
    ],
)  # fmt: skip
def test_each_mode_in_words_or_why_nobody_can_know(fields, amounts, said, mail, cast, client):
    factories.tariff(mail, amounts=amounts, **fields)
    for unit in (cast.hr, factories.unit("IT2")):
        Usage.objects.create(offering=mail, unit=unit, quantity=30)
    User.objects.filter(unit=cast.finance).exclude(pk=cast.employee.pk).update(is_active=False)
    Usage.objects.create(offering=mail, unit=cast.finance)
    for unit, number in ((cast.finance, 2), (cast.hr, 1)):
        for _number in range(number):
            factories.person(unit=unit)
    assert said in english(client, cast.employee, page_of(mail))


def test_shares_by_quantity_count_what_is_typed_in_place_of_what_is_known(mail, cast, client):
    factories.tariff(mail, mode="pass_through", amounts={JAN: "41500"})
    for unit, number in ((cast.finance, 100), (cast.hr, 37), (factories.unit(), 0)):
        Usage.objects.create(offering=mail, unit=unit, quantity=number)
    said = english(client, cast.employee, page_of(mail), unit="FIN", month="2026-11", q1="176")
    assert "176 of 213, of €41,500.00, without 1 of the units, which are not counted €34,291.08" in said


def test_what_another_unit_uses_is_not_said(mail, cast, client):
    factories.tariff(mail, mode="pass_through", amounts={JAN: "1000"})
    Usage.objects.create(offering=mail, unit=cast.hr, quantity=7731)
    said = english(client, cast.employee, page_of(mail), unit="HR", month="2026-11", q1="")
    assert "7,731" not in said and "no quantity is known" in said


def test_milestones_due_in_the_month_and_the_next_one(mail, cast, client):
    work = factories.tariff(mail, mode="project", amounts={})
    work.milestones.create(label="Lot 1", due=date(2026, 12, 16), amount=12400)
    assert "next: Lot 1, 16 Dec 2026 €0.00 €12,400.00" in english(client, cast.employee, page_of(mail))
    said = english(client, cast.employee, page_of(mail), unit="FIN", month="2026-12")
    assert "Lot 1 €12,400.00 €12,400.00" in said
    assert "nothing more is due €0.00 €0.00" in english(
        client, cast.employee, page_of(mail), unit="FIN", month="2027-02"
    )


def test_a_unit_or_a_quantity_that_is_none_gets_a_sentence_and_stays_typed(mail, box, cast, sign_in):
    client = sign_in(cast.employee)
    for query, kept in (({"unit": "MARS"}, "MARS"), ({"unit": "FIN", "q1": "beaucoup"}, "beaucoup")):
        for headers in ({}, {"HX-Request": "true", "HX-Target": "cost-answer"}):
            answer = client.get(page_of(mail), {"month": "2026-11", "q1": "", **query}, headers=headers)
            assert answer.status_code == 200 and kept in answer.content.decode()


def test_htmx_gets_the_answer_alone(mail, box, cast, sign_in):
    asked = {"unit": "FIN", "month": "2026-11", "q1": "3"}
    answer = sign_in(cast.employee).get(
        page_of(mail), asked, headers={"HX-Request": "true", "HX-Target": "cost-answer"}
    )
    said = answer.content.decode()
    assert said.startswith('<div id="cost-answer" ') and "12,60" in said and "<html" not in said


def test_somebody_without_unit_is_asked_for_one(mail, box, cast, client):
    cast.employee.unit = None
    cast.employee.save()
    assert "Say a unit to see." in english(client, cast.employee, page_of(mail))


# The list ---------------------------------------------------------------------------------------------
def test_the_list_shows_the_price_that_holds_on_a_day(mail, box, cast, client):
    box.prices.create(valid_from=DEC, amount=D("4.35"))
    address = reverse("catalog:price-list")
    said = english(client, cast.employee, address)
    assert "€4.20 per mailbox per month" in said and "€4.35 per mailbox per month from 1 Dec 2026 on" in said
    assert "1 tariff on 4 Nov 2026" in said
    later = english(client, cast.employee, address, day="2026-12-24")
    assert "€4.35 per mailbox per month" in later and "1 tariff on 24 Dec 2026" in later
    box.until = DEC
    box.save()
    assert "4.20" not in english(client, cast.employee, address, day="2026-12-24")
    assert "A filter cannot be understood" in english(client, cast.employee, address, day="hier")


# Forms ------------------------------------------------------------------------------------------------
def test_a_tariff_is_added_with_its_first_price(mail, cast, sign_in):
    sent = {"label": "Boîte", "mode": "per_unit", "per": "item", "what": "boîte", "period": "month",
            "share": "quantity", "valid_from": "2026-12-01", "amount": "4,20 €"}  # fmt: skip
    answer = sign_in(cast.editor).post(page_of(mail, "tariff-new"), sent)
    assert answer["Location"] == page_of(mail)
    assert list(Price.objects.values_list("tariff__label", "valid_from", "amount")) == [
        ("Boîte", DEC, D("4.2"))
    ]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"valid_from": "2026-12-15"}, "valid_from"),
        ({"valid_from": ""}, "valid_from"),
        ({"amount": "-1"}, "amount"),
        ({"amount": "gratuit"}, "amount"),
        ({"mode": "free"}, None),
        ({"mode": "barter"}, "mode"),
        ({"label": ""}, "label"),
        ({"discount": "101"}, "discount"),
        ({"included": "3"}, "included"),
    ],
)
def test_bad_input_is_said_at_its_field_and_nothing_is_half_done(changed, field, mail, cast, sign_in):
    sent = {"label": "Boîte", "mode": "per_unit", "per": "item", "what": "Gardez", "period": "month",
            "share": "quantity", "valid_from": "2026-12-01", "amount": "4,20"}  # fmt: skip
    answer = sign_in(cast.editor).post(page_of(mail, "tariff-new"), sent | changed)
    errors = answer.context["form"].errors
    assert answer.status_code == 422 and list(errors) == [field or "__all__"]
    assert "Gardez" in answer.content.decode() and not Tariff.objects.exists()


def test_a_price_is_set_from_its_form_and_one_that_is_announced_taken_away(mail, box, cast, sign_in):
    client = sign_in(cast.editor)
    form = page_of(mail, "price-new", number=box.pk)
    assert client.get(form).context["form"]["valid_from"].value() == DEC
    assert client.post(form, {"valid_from": "2026-12-01", "amount": "4,35"}).status_code == 302
    coming = box.prices.get(valid_from=DEC)
    said = client.post(page_of(mail, "price-remove", number=box.pk, price=coming.pk), follow=True)
    assert said.status_code == 200 and not box.prices.filter(pk=coming.pk).exists()
    now = box.prices.get()
    kept = client.post(page_of(mail, "price-remove", number=box.pk, price=now.pk), follow=True)
    assert "1er janv. 2026" in plain(kept) and box.prices.get() == now


def test_a_second_editor_of_a_tariff_sees_the_difference(mail, box, cast, sign_in):
    client, address = sign_in(cast.editor), page_of(mail, "tariff-edit", number=box.pk)
    form = client.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"what": "compte"}
    Tariff.objects.filter(pk=box.pk).update(what="adresse", edit=2)
    late = client.post(address, sent)
    assert late.status_code == 409 and [one.name for one in late.context["difference"].asked] == ["what"]
    client.post(address, {"difference": late.context["difference"].token, "pick-what": "mine"})
    box.refresh_from_db()
    assert box.what == "compte"


def test_ending_making_main_and_milestones_from_their_pages(mail, box, cast, sign_in):
    client = sign_in(cast.editor)
    work = factories.tariff(mail, mode="project", label="Projet", main=False, amounts={})
    assert client.post(page_of(mail, "tariff-main", number=work.pk)).status_code == 302
    assert client.post(page_of(mail, "tariff-end", number=box.pk), {"until": "2026-12-01"}).status_code == 302
    lot = {"label": "Lot 1", "due": "2026-12-16", "amount": "12 400"}
    assert client.post(page_of(mail, "milestone-new", number=work.pk), lot).status_code == 302
    made = work.milestones.get()
    edit = page_of(mail, "milestone-edit", number=work.pk, milestone=made.pk)
    assert client.post(edit, lot | {"amount": "-1"}).status_code == 422
    assert client.post(edit, lot | {"amount": "13000"}).status_code == 302
    work.refresh_from_db()
    box.refresh_from_db()
    made.refresh_from_db()
    assert (work.main, box.until, made.amount) == (True, DEC, 13000)
    client.post(page_of(mail, "milestone-remove", number=work.pk, milestone=made.pk))
    assert not work.milestones.exists()
    assert client.post(page_of(mail, "tariff-end", number=box.pk), {"until": "2026-12-02"}).status_code == 422
