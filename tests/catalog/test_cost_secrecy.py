"""What an offering costs, and what its price recovers, reaches nobody without the right to it.

An amount is planted, and every address of the portal is asked for by those who may not know it, before and after:
nothing that they are given may hold it, and nothing may even differ. An address that is added is covered by its row
in tests/access_matrix.py.
"""

from __future__ import annotations

import html
import io
import json
import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from catalog import actions
from catalog.models import CostMonth, CostObjective, Offering, Usage
from catalog.permissions import can_keep_costs
from core import jobs
from core.models import AuditEvent, Job
from tests import factories
from tests.access_matrix import EVERYBODY, RULES, Rule
from tests.answers import let_go
from tests.factories import paris
from tests.test_list_pages import list_pages

pytestmark = pytest.mark.django_db
NOW, TODAY = paris(4, 10), date(2026, 11, 4)
COST, BILLED, CREDITS = Decimal("987654.32"), Decimal("613579.24"), Decimal("4242.42")
NOTE = "Objectif-reserve-7731"
RATIO = (BILLED - CREDITS) / COST  # 61.6 %
WIDE = r"[\s\u00a0\u202f.,’']?"
LISTS = {name for name, _view in list_pages()}


def writings() -> re.Pattern[str]:
    """The amounts, what they sum and divide to, in every writing; the ratio with two decimals and more, or as it is
    shown."""
    found = [re.escape(NOTE)]
    for amount in (COST, BILLED, CREDITS, BILLED - CREDITS, COST - BILLED + CREDITS):
        whole, _point, cents = f"{amount:,.2f}".partition(".")
        found.append(rf"(?<!\d){whole.replace(',', WIDE)}[.,]{cents}(?!\d)")
    for digits in (f"{RATIO:.4f}"[2:], f"{RATIO:.3f}"[2:]):
        found.append(rf"(?<!\d)0[.,]{digits}")
    shown = f"{RATIO * 100:.4f}"
    found.append(rf"(?<!\d){shown[:2]}[.,]{shown[3]}[\s\u00a0\u202f]?%")
    found.append(rf"(?<!\d){shown[:2]}[.,]{shown[3:5]}")
    return re.compile("|".join(found))


SECRET = writings()


@pytest.fixture(autouse=True)
def _on_the_fourth():
    with time_machine.travel(NOW, tick=False):
        yield


def plant(offering: Offering) -> None:
    """As its keepers do: two months, of which one is that of today, and what its price is for."""
    for month in (date(2026, 10, 1), date(2026, 11, 1)):
        actions.save_costs(
            offering=offering,
            month=month,
            fields={"full_cost": COST, "billed": BILLED, "credits": CREDITS},
            by=None,
            today=TODAY,
        )
    actions.set_objective(offering=offering, objective="profit", note=NOTE, by=None)


@pytest.fixture
def known(cast) -> Offering:
    """An offering that Finance uses, with a price: it stands in lists, on the page of the unit, on home."""
    made = factories.offering("PAIE-777", name="Paie")
    factories.tariff(made)
    Usage.objects.create(offering=made, unit=cast.finance, quantity=12)
    return made


def text_of(answer: Any) -> str:
    """All the words of an answer, whatever its kind, with its headers."""
    body = answer.getvalue()
    let_go(answer)
    kind = answer.get("Content-Type", "")
    if "spreadsheetml" in kind:
        rows = load_workbook(io.BytesIO(body)).active.iter_rows(values_only=True)
        said = "\n".join(" ".join(map(str, row)) for row in rows)
    elif kind.startswith("application/pdf"):
        said = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    else:
        said = body.decode(errors="replace")
    if "json" in kind and said:
        said = json.dumps(json.loads(said), ensure_ascii=False)
    if "html" in kind:  # and without its tags, which may stand within a number
        said += re.sub(r"<[^>]+>", "", said)
    return f"{html.unescape(said)}\n{dict(answer.headers)}"


TOKENS = re.compile(r'(csrfmiddlewaretoken"? value="|X-CSRFToken": ?")[^"]+|nonce-[^\'" ]+|nonce="[^"]+"')


def asked(client: Client, address: str, headers: dict[str, str] | None = None) -> str:
    answer = client.get(address, headers=headers or {})
    return TOKENS.sub("", text_of(answer))


def addresses(name: str, rule: Rule, cast) -> list[tuple[str, dict[str, str]]]:
    """The address, its part for htmx, and its files where it is a list."""
    address = reverse(name, kwargs=rule.make(cast))
    found: list[tuple[str, dict[str, str]]] = [(address, {})]
    if name in LISTS:
        found += [(f"{address}?format={kind}", {}) for kind in ("csv", "xlsx")]
        found.append((address, {"HX-Request": "true", "HX-Target": "list"}))
    return found


def ignorant(rule: Rule, cast) -> list[str]:
    """Those who may open it and keep no costs, and one who is refused."""
    without = [who for who in sorted(EVERYBODY) if not can_keep_costs(getattr(cast, who))]
    may = [who for who in without if who in (rule.get or rule.post or ())]
    return may + [who for who in without if who not in may][:1]


def test_there_are_keepers_of_costs_and_others(cast):
    keepers = {who for who in EVERYBODY if can_keep_costs(getattr(cast, who))}
    assert keepers == {"cio", "cost_keeper"}


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(RULES))
def test_no_address_tells_it_nor_differs_for_it(name, cast, known):
    rule = RULES[name]
    pages = addresses(name, rule, cast)
    people = {who: Client() for who in ignorant(rule, cast)}
    for who, client in people.items():
        client.force_login(getattr(cast, who))
    before = {}
    for who, client in people.items():
        for number, (address, headers) in enumerate(pages):
            before[who, number] = asked(client, address, headers)
    for offering in Offering.objects.all():
        plant(offering)
    for who, client in people.items():
        for number, (address, headers) in enumerate(pages):
            after = asked(client, address, headers)
            assert not SECRET.search(after), f"{who}: {address} tells {SECRET.search(after)}"
            assert after == before[who, number], f"{who}: {address} differs once costs are known"


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(name for name, rule in RULES.items() if rule.post is not None))
def test_no_form_nor_refusal_tells_it(name, cast, known):
    rule = RULES[name]
    address = reverse(name, kwargs=rule.make(cast))
    for offering in Offering.objects.all():
        plant(offering)
    kind = "application/json" if rule.api else "application/x-www-form-urlencoded"
    for who in ignorant(Rule(get=rule.post), cast):
        client = Client()
        client.force_login(getattr(cast, who))
        said = text_of(client.post(address, {}, content_type=kind))
        assert not SECRET.search(said), f"{who}: {address} tells {SECRET.search(said)}"
    assert elsewhere() == []


# The control: whoever keeps costs finds it, by the same eyes -------------------------------------------
@pytest.mark.parametrize("who", ["cio", "cost_keeper"])
@pytest.mark.parametrize(
    "name", ["catalog:costs", "catalog:cost-list", "catalog:cost-month", "catalog:cost-objective"]
)
def test_its_keepers_find_it(name, who, cast, known, sign_in):
    plant(known)
    arguments = {"catalog:cost-list": {}, "catalog:cost-month": {"reference": "PAIE-777", "month": "2026-10"}}
    client = sign_in(getattr(cast, who))
    for language in ("fr", "en"):
        type(cast.cio).objects.update(language=language)
        for address, headers in addresses(
            name, Rule(make=lambda cast: arguments.get(name, {"reference": "PAIE-777"})), cast
        ):
            assert SECRET.search(asked(client, address, headers)), address


def test_every_writing_is_recognised():
    assert f"{RATIO:.5f}" == "0.61695"
    for said in (
        "987654.32", "987654,32", "987 654,32 €", "987\u202f654,32\u00a0€", "€987,654.32", "987.654,32",
        "613579.24", "609 336,82", "378\u202f317,50", "61.6%", "61,6 %", "61,6\u202f%", "0.6170", "0,617",
        "61.69 %", "61,695",
    ):  # fmt: skip
        assert SECRET.search(said), said
    for said in ("1987654.32", "98765432", "61.7 px", "616", "6.16%"):
        assert not SECRET.search(said), said


# Where it is kept -------------------------------------------------------------------------------------
OWN = {CostMonth._meta.label_lower, CostObjective._meta.label_lower}


def elsewhere() -> list[str]:
    """The tables that hold it but its own, and its own trail."""
    found = []
    for model in apps.get_models():
        if model._meta.label_lower in OWN or model._meta.proxy:
            continue
        rows = model._default_manager.all()
        if model is AuditEvent:
            rows = rows.exclude(object_type__in=OWN)
        if model is Job:
            rows = rows.exclude(kind="import_costs")
        for row in rows.values():
            if SECRET.search(json.dumps(row, default=str, ensure_ascii=False)):
                found.append(f"{model._meta.label} {row}")
    return found


def test_the_history_of_an_offering_knows_nothing_of_it(cast, known, sign_in):
    plant(known)
    kept = actions.save_costs(
        offering=known,
        month=date(2026, 10, 1),
        fields={"full_cost": COST + 1},
        by=cast.cost_keeper,
        today=TODAY,
    )
    actions.remove_costs(cost=kept, by=cast.cost_keeper)
    assert not AuditEvent.objects.filter(object_type="catalog.offering").exists()
    assert elsewhere() == []
    page = text_of(sign_in(cast.cost_keeper).get(reverse("catalog:costs", args=["PAIE-777"])))
    assert "987\u202f655,32" in page  # in the history that is its own


def test_two_keepers_of_one_month_are_reconciled_among_themselves(cast, known, sign_in):
    plant(known)
    address = reverse("catalog:cost-month", args=["PAIE-777", "2026-10"])
    client = sign_in(cast.cost_keeper)
    form = client.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"full_cost": "1"}
    CostMonth.objects.update(full_cost=COST + 1, edit=2)
    late = client.post(address, sent)
    assert late.status_code == 409 and "987655,32" in text_of(late)
    client.force_login(cast.editor)
    refused = client.post(address, {**sent, "difference": late.context["difference"].token})
    assert refused.status_code == 403 and not re.search("98765", text_of(refused))
    assert elsewhere() == []


def test_an_import_of_costs_tells_nobody_else_and_nothing_once_the_right_is_gone(cast, known, sign_in):
    rows = (
        f"offering,month,full_cost,billed\nPAIE-777,2026-10,{COST},{BILLED}\nNONE,2026-10,{COST},x{BILLED}\n"
    )
    client = sign_in(cast.cost_keeper)
    file = SimpleUploadedFile("costs.csv", rows.encode(), "text/csv")
    client.post(reverse("catalog:costs-upload"), {"file": file})
    tried = Job.objects.get(kind="import_costs")
    assert jobs.run(str(tried.uid), now=NOW)
    pages = [reverse(f"catalog:costs-{word}", args=[tried.uid]) for word in ("import", "faults")]
    found = [text_of(client.get(address)) for address in pages]
    assert SECRET.search(found[0]) and SECRET.search(found[1])  # its faults quote what stands in the file
    general = [reverse("core:jobs"), reverse("core:job", args=[tried.uid])]
    for address in general:
        assert not SECRET.search(text_of(client.get(address))), address
    cast.cost_keeper.grants.update(ended_at=NOW)
    for address in [*pages, *general, reverse("catalog:costs-held", args=["csv"])]:
        assert not SECRET.search(text_of(client.get(address))), address
    assert elsewhere() == []


def test_a_right_that_was_taken_away_is_gone_at_the_next_click(cast, known, sign_in):
    plant(known)
    client = sign_in(cast.cost_keeper)
    assert client.get(reverse("catalog:cost-list")).status_code == 200
    cast.cost_keeper.grants.update(ended_at=NOW)
    for address in (reverse("catalog:cost-list"), reverse("catalog:costs", args=["PAIE-777"])):
        answer = client.get(address)
        assert answer.status_code == 403 and not SECRET.search(text_of(answer))
