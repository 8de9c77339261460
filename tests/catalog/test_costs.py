"""Full costs and what prices recover, for their keepers: months, verdict, picture, forms, list."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from catalog import actions
from catalog.cost_picture import trend
from catalog.models import CostMonth, CostObjective
from catalog.queries.costs import costs_page, costs_trail
from core.models import EditedMeanwhile
from core.months import later
from organization.models import User
from tests import factories
from tests.doors import plain
from tests.factories import paris

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 4)
OCT = date(2026, 10, 1)


@pytest.fixture(autouse=True)
def _on_the_fourth():
    with time_machine.travel(paris(4, 10), tick=False), translation.override("en"):
        yield


@pytest.fixture
def mail(db):
    return factories.offering("SRV-012", name="Messagerie", name_en="Mail")


def save(offering, month=OCT, *, by=None, expected=None, **fields):
    return actions.save_costs(
        offering=offering, month=month, fields=fields, by=by, today=TODAY, expected=expected
    )


def refusal(**said) -> str:
    with pytest.raises(ValidationError) as refused:
        save(**said)
    assert not CostMonth.objects.exists()
    return " ".join(refused.value.messages)


# Actions ----------------------------------------------------------------------------------------------
def test_a_month_is_recorded_changed_and_taken_away_in_words(mail, cast):
    save(mail, full_cost=D("12400"), billed=D("11900.5"), by=cast.cost_keeper)
    cost = save(mail, billed=D("11950.50"), by=cast.cost_keeper)
    save(mail, billed=D("11950.5"), by=cast.cost_keeper)
    actions.set_objective(offering=mail, objective="profit", note="Comité", by=cast.cio)
    actions.set_objective(offering=mail, objective="profit", note="Comité", by=cast.cio)
    actions.remove_costs(cost=cost, by=cast.cost_keeper)
    told = costs_trail(mail)
    assert [entry.sentence for entry in told] == [
        "Costs of Oct\u00a02026 taken away by Cost Keeper",
        "What the price is for, said by Cio",
        "Costs of Oct\u00a02026 changed by Cost Keeper",
        "Costs of Oct\u00a02026 recorded by Cost Keeper",
    ]
    assert [(one.label, one.before, one.after) for one in told[2].changes] == [
        ("billed", "€11,900.50", "€11,950.50")
    ]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"month": date(2026, 12, 1), "full_cost": D(5)}, "Dec\u00a02026 has not begun: costs are said of months that have."),
        ({"full_cost": D(-1)}, "An amount is not below nothing; what is given back is a credit."),
        ({"billed": D("NaN")}, "An amount is not below nothing; what is given back is a credit."),
        ({"full_cost": D("0.001")}, "An amount has 2 decimals at most."),
        ({"full_cost": D(10) ** 12}, "An amount stays under a thousand billion."),
        ({"full_cost": None, "billed": None}, "Say at least one amount of the month, or take the month away."),
    ],
)  # fmt: skip
def test_a_month_that_is_refused(said, sentence, mail):
    assert refusal(offering=mail, **said) == sentence


def test_two_keepers_of_a_month_and_of_an_objective(mail):
    held = save(mail, full_cost=D(5)).edit
    save(mail, full_cost=D(6))
    with pytest.raises(EditedMeanwhile):
        save(mail, full_cost=D(7), expected=held)
    kept = actions.set_objective(offering=mail, objective="profit", note="", by=None).edit
    actions.set_objective(offering=mail, objective="envelope", note="", by=None)
    with pytest.raises(EditedMeanwhile):
        actions.set_objective(offering=mail, objective="profit", note="", by=None, expected=kept)
    assert CostMonth.objects.get().full_cost == 6 and CostObjective.objects.get().objective == "envelope"


@pytest.mark.parametrize("who", ["employee", "editor", "administrator", "planner"])
def test_others_write_no_costs(who, cast, mail):
    by = getattr(cast, who)
    cost = save(mail, full_cost=D(5))
    for act in (
        lambda: save(mail, full_cost=D(6), by=by),
        lambda: actions.remove_costs(cost=cost, by=by),
        lambda: actions.set_objective(offering=mail, objective="profit", note="", by=by),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert CostMonth.objects.get().full_cost == 5


# What is recovered ------------------------------------------------------------------------------------
def test_the_recovery_of_the_last_twelve_months_that_have_both(mail):
    save(mail, full_cost=D(1000), billed=D(1100), credits=D(50))
    save(mail, later(OCT, -1), full_cost=D(1000), billed=D(900))
    save(mail, later(OCT, -2), full_cost=D(1000))
    save(mail, later(OCT, -12), full_cost=D(9), billed=D(9))  # thirteen months ago
    save(mail, later(OCT, 1), full_cost=D(9), billed=D(9))  # this month is not over
    page = costs_page(mail, TODAY)
    assert (page.year.recovered, page.year.cost, page.year.months, page.year.share) == (
        1950,
        2000,
        2,
        D("97.5"),
    )
    assert page.year.gap == -50 and (page.first, page.last) == ("Nov\u00a02025", "Oct\u00a02026")
    assert (
        len(page.missing) == 10 and page.missing[-1] == "Aug\u00a02026" and page.to_record == date(2026, 8, 1)
    )
    assert [(row.name, row.ratio, row.why) for row in page.rows][:4] == [
        ("Nov\u00a02026", D(100), ""),
        ("Oct\u00a02026", D(105), ""),
        ("Sept\u00a02026", D(90), ""),
        ("Aug\u00a02026", None, "what was billed lacks"),
    ]
    assert page.rows[-1].name == "Oct\u00a02025"


@pytest.mark.parametrize(
    ("objective", "billed", "said"),
    [
        ("break_even", "900", "€100.00 lack to break even."),
        ("break_even", "1100", "It recovers €100.00 more than it costs."),
        ("break_even", "1000", "It breaks even to the cent."),
        ("profit", "900", "It earns nothing: €100.00 is not recovered."),
        ("profit", "1100", "It earns €100.00."),
        ("envelope", "900", "The budget carries €100.00 that the prices do not bring in."),
        ("envelope", "1100", "The prices bring in €100.00 more than it costs."),
        ("", "900", ""),
    ],
)
def test_what_the_recovery_means_for_the_objective(objective, billed, said, mail):
    save(mail, full_cost=D(1000), billed=D(billed))
    if objective:
        actions.set_objective(offering=mail, objective=objective, note="", by=None)
    assert costs_page(mail, TODAY).verdict == said


def test_without_a_month_that_has_both_it_is_not_measurable(mail):
    page = costs_page(mail, TODAY)
    assert page.year.share is None and page.verdict == ""
    assert page.year.why == "no month has both a full cost and what was billed"
    save(mail, full_cost=D(0), billed=D(5))
    page = costs_page(mail, TODAY)
    assert page.year.why == "these months cost nothing" == page.rows[0].why


def test_the_picture_breaks_where_nothing_is_measured_and_stays_within():
    months = [
        ("Aug", D(90), "90%"),
        ("Sep", None, ""),
        ("Oct", D(150), "150%"),
        ("Nov", D(-5), "-5%"),
        ("Dec", D(100), "100%"),
    ]
    for wide in (True, False):
        found = trend(months, wide=wide)
        assert len(found.lines) == 1 and found.lines[0].count(",") == 3
        assert [mark.measured for mark in found.marks] == [True, False, True, True, True]
        assert [mark.short for mark in found.marks] == [True, False, False, True, False]
        assert [mark.label for mark in found.marks] == ["", "", "", "", "100%"]
        assert all(0 <= mark.x <= found.width and 0 <= mark.y <= found.ground for mark in found.marks)
        assert found.marks[-1].y == found.whole_y
    assert trend([], wide=True).marks == []


# Pages ------------------------------------------------------------------------------------------------
def page(client, person, name, *arguments) -> str:
    User.objects.filter(pk=person.pk).update(language="en")
    client.force_login(person)
    return plain(client.get(reverse(f"catalog:{name}", args=arguments)))


def test_the_page_says_the_ratio_with_what_it_divides_and_what_lacks(mail, cast, client):
    save(mail, full_cost=D(1000), billed=D(900))
    actions.set_objective(offering=mail, objective="break_even", note="Comité de mars", by=None)
    said = page(client, cast.cost_keeper, "costs", "SRV-012")
    assert "90% of the full cost, from Nov 2025 to Oct 2026" in said
    assert "€900.00 billed less credits, over €1,000.00 of full cost, in 1 month that has both." in said
    assert "€100.00 lack to break even." in said and "Comité de mars" in said
    assert "Not counted, since an amount lacks: Nov 2025, Dec 2025" in said


def test_the_tab_is_there_for_keepers_alone(mail, cast, client):
    address = reverse("catalog:costs", args=["SRV-012"])
    for who, there in (("cost_keeper", True), ("cio", True), ("editor", False), ("employee", False)):
        client.force_login(getattr(cast, who))
        assert (address in client.get(reverse("catalog:prices", args=["SRV-012"])).content.decode()) is there


def test_a_month_is_recorded_from_its_form_and_taken_away(mail, cast, sign_in):
    client = sign_in(cast.cost_keeper)
    address = reverse("catalog:cost-month", args=["SRV-012", "2026-10"])
    sent = {"full_cost": "12 400,50 €", "billed": "", "credits": ""}
    assert client.post(address, sent).status_code == 302
    assert CostMonth.objects.values_list("full_cost", "billed", "credits").get() == (D("12400.5"), None, 0)
    assert client.post(address, sent | {"full_cost": "beaucoup", "edit": 1}).status_code == 422
    future = reverse("catalog:cost-month", args=["SRV-012", "2026-12"])
    assert client.post(future, sent).status_code == 422
    for odd in ("2026-13", "hier", "2026-1-1"):
        assert client.get(reverse("catalog:cost-month", args=["SRV-012", odd])).status_code == 404
    for _again in (1, 2):
        answer = client.post(reverse("catalog:cost-remove", args=["SRV-012", "2026-10"]))
        assert answer.status_code == 302 and not CostMonth.objects.exists()


def test_the_objective_is_said_from_its_form(mail, cast, sign_in):
    client, address = sign_in(cast.cost_keeper), reverse("catalog:cost-objective", args=["SRV-012"])
    assert client.post(address, {"objective": "gift"}).status_code == 422
    assert client.post(address, {"objective": "envelope", "note": "Comité"}).status_code == 302
    kept = CostObjective.objects.get()
    form = client.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"note": "Mars"}
    assert client.post(address, sent).status_code == 302
    kept.refresh_from_db()
    assert (kept.objective, kept.note, kept.edit) == ("envelope", "Mars", 2)


def test_the_list_says_what_each_recovers_and_what_lacks(mail, cast, client):
    save(mail, full_cost=D(1000), billed=D(900))
    factories.offering("SRV-013", name="Téléphonie")
    said = page(client, cast.cost_keeper, "cost-list")
    assert "€1,000.00 €900.00 90% 11 of 12" in said and "not measurable 12 of 12" in said


def test_the_page_costs_the_same_queries_whatever_the_months(mail, cast, sign_in):
    client, counts = sign_in(cast.cost_keeper), set()
    for number in (1, 30):
        for step in range(number):
            save(mail, later(OCT, -step), full_cost=D(1000 + number), billed=D(900), by=cast.cost_keeper)
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("catalog:costs", args=["SRV-012"]))
        counts.add(len(seen))
    assert len(counts) == 1 and counts.pop() <= 12
