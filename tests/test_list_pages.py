"""Every list page: the same number of queries whatever its length, none twice, no write; files equal to the list.

A list that nobody described in LISTS fails the run.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from openpyxl import load_workbook

from calendar_ops.models import Calendar, Intervention, Reach
from calendar_ops.spans import rebuild
from catalog.enums import OfferingState
from catalog.models import CostObjective, ServiceLevel, Usage
from core import exports
from core.company_day import company_day
from core.listing import ListPage
from core.months import last_closed, later, month_of
from organization.models import Grant, Site, User
from outbox.models import Content, Delivery
from tests import factories
from tests.benchmarks.queries import shape
from tests.catalog import level_makers
from tests.factories import paris

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Case:
    """`add(cast, n)` makes records up to n more; `narrow` are filters that leave some of them, not all."""

    add: Callable[[Any, int], None]
    narrow: str
    reader: str
    lesser: str  # a reader who sees less, or is refused


def add_interventions(cast, number: int) -> None:
    begun = Intervention.objects.count()
    made = Intervention.objects.bulk_create(
        Intervention(
            reference=f"INT-2026-{n:04d}",
            title="=SUM(1)" if n == 1 else f"Travaux {n}",
            start=paris(1, 20) + timedelta(hours=n),
            end=paris(1, 20) + timedelta(hours=n + 2),
            interruption_minutes=20,
            people_count=n,
            owner=cast.planner,
            planner=cast.planner,
            worst_colour="blue",
            **({"state": "draft"} if n % 3 == 0 else {"state": "confirmed", "version": 1}),
        )
        for n in range(begun + 1, begun + number + 1)
    )
    units = [cast.finance, cast.hr]
    Reach.objects.bulk_create(
        Reach(intervention=i, unit=unit, due_at=i.start - timedelta(days=4))
        for i in made
        if i.state == "confirmed"
        for unit in units[: 1 + i.pk % 2]
    )


def add_calendars(cast, number: int) -> None:
    """Units below Finance, which keeps a calendar; every second one keeps its own."""
    now = timezone.now()
    if not Calendar.objects.filter(unit=cast.finance).exists():
        rebuild(Calendar.objects.create(unit=cast.finance, version=2, default_colour="blue"), now)
    for n in range(number):
        unit = factories.unit(parent=cast.finance)
        if n % 2 == 0:
            rebuild(Calendar.objects.create(unit=unit, version=1, default_colour="white"), now)


def add_units(cast, number: int) -> None:
    relay = cast.employee
    for n in range(number):
        factories.unit(parent=cast.finance if n % 2 else cast.hr, relay=relay, name=f"=Unité {n % 7}")


def add_people(cast, number: int) -> None:
    site = Site.objects.first() or factories.site()
    begun = User.objects.count()
    User.objects.bulk_create(
        User(
            ref=f"P{n:05d}",
            name=f"Martin {n % 9}",
            unit=cast.hr if (n - begun) % 2 else cast.finance,
            site=site,
        )
        for n in range(begun, begun + number)
    )


def add_sites(cast, number: int) -> None:
    for n in range(number):
        cast.employee.site = factories.site(place="Lyon" if n % 2 == 0 else "Nantes")
    cast.employee.save()


def add_groups(cast, number: int) -> None:
    for n in range(number):
        factories.group(
            members=[cast.employee, cast.planner], contact=cast.cio, name="Comité" if n % 2 == 0 else "Équipe"
        )


def add_grants(cast, number: int) -> None:
    people = [factories.person(unit=cast.hr) for _ in range(number)]
    Grant.objects.bulk_create(
        Grant(
            person=person,
            profile="quality-manager" if n % 2 == 0 else "cio",
            reason="@reason",
            given_by_ref=cast.administrator.ref,
            **({"ended_at": paris(2), "ended_by_ref": cast.cio.ref, "end_reason": "-"} if n % 3 else {}),
        )
        for n, person in enumerate(people)
    )


def add_messages(cast, number: int) -> None:
    subjects = [
        Content.objects.get_or_create(key=key, defaults={"subject": subject, "text": "t", "language": "fr"})[
            0
        ]
        for key, subject in (("a", "=Préavis"), ("b", "Mot de passe"))
    ]
    begun = Delivery.objects.count()
    Delivery.objects.bulk_create(
        Delivery(
            content=subjects[n % 2],
            address=cast.employee.email if n % 3 == 0 else cast.cio.email,
            person=cast.employee if n % 3 == 0 else cast.cio,
            dedupe_key=f"d{n}",
            not_after=paris(30),
            state="sent",
            sent_at=paris(2) + timedelta(minutes=n),
            closed_at=paris(2) + timedelta(minutes=n),
        )
        for n in range(begun, begun + number)
    )


def add_deliveries(cast, number: int) -> None:
    add_messages(cast, number)
    Delivery.objects.filter(pk__in=Delivery.objects.order_by("-pk").values("pk")[: number // 2]).update(
        state="failed", sent_at=None, last_error="550"
    )


def add_offerings(cast, number: int) -> None:
    for n in range(number):
        made = factories.offering(
            name=f"=Paie {n}", benefit="-", state=OfferingState.LIVE if n % 2 == 0 else OfferingState.DESIGN
        )
        Usage.objects.create(offering=made, unit=cast.finance if n % 3 else cast.hr, quantity=1)


def add_prices(cast, number: int) -> None:
    for n in range(number):
        made = factories.offering(name=f"=Paie {n}", state="live" if n % 2 == 0 else "design")
        modes = {"mode": "free"} if n % 3 == 2 else {}
        amounts = {} if modes else {date(2026, 1, 1): f"{n}.5", date(2100, 1, 1): "9"}
        factories.tariff(made, label=f"-Boîte {n}", conditions="@", amounts=amounts, **modes)


def add_costs(cast, number: int) -> None:
    for n in range(number):
        made = factories.offering(name=f"=Paie {n}")
        made.cost_months.create(month=later(month_of(timezone.localdate()), -1), full_cost=100, billed=90 + n)
        CostObjective.objects.create(offering=made, objective="profit" if n % 2 else "envelope")


def add_levels(cast, number: int) -> None:
    month = last_closed(company_day(timezone.now()))
    begun = ServiceLevel.objects.count()
    for n in range(begun, begun + number):
        offering = factories.offering(name=f"=Paie {n}", owner=cast.planner if n % 2 else None)
        made = level_makers.level(offering, "99.5")
        if n % 3 != 2:
            level_makers.measure(made, "99.7" if n % 2 else "99.1", month, why="@pourquoi")


LISTS: dict[str, Case] = {
    "calendar_ops:interventions": Case(
        add_interventions, "state=confirmed&sort=-title", "planner", "outsider"
    ),
    "calendar_ops:calendars": Case(add_calendars, "own=true&sort=-name", "planner", "outsider"),
    "catalog:offerings": Case(add_offerings, "q=paie&state=live&sort=-name", "editor", "outsider"),
    "catalog:price-list": Case(
        add_prices, "q=paie&mode=per_unit&day=2026-11-04&sort=-price", "editor", "outsider"
    ),
    "catalog:cost-list": Case(
        add_costs, "q=paie&objective=envelope&sort=-objective", "cost_keeper", "editor"
    ),
    "catalog:levels-table": Case(
        add_levels, "metric=availability&outcome=measured&q=paie&sort=-offering", "planner", "outsider"
    ),
    "outbox:mailbox": Case(add_messages, "q=préavis&sort=sent", "administrator", "employee"),
    "outbox:queue": Case(add_deliveries, "state=sent&q=préavis&sort=to", "administrator", "employee"),
    "organization:units": Case(add_units, "parent=HR&sort=-people", "administrator", "employee"),
    "organization:people": Case(add_people, "q=martin&unit=FIN&sort=unit", "administrator", "representative"),
    "organization:sites": Case(add_sites, "q=Lyon&sort=-people", "administrator", "planner"),
    "organization:groups": Case(add_groups, "q=comité&sort=members", "administrator", "representative"),
    "organization:grants": Case(
        add_grants, "profile=quality-manager&sort=person", "administrator", "planner"
    ),
}


def list_pages(patterns=None, space: str = "") -> Iterator[tuple[str, type[ListPage]]]:
    """Every address of the portal that a ListPage answers."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from list_pages(entry.url_patterns, inner)
        elif isinstance(entry, URLPattern):
            view = getattr(entry.callback, "view_class", None)
            if view is not None and issubclass(view, ListPage):
                yield f"{space}{entry.name}", view


def test_every_list_page_is_described_here():
    assert {name for name, _view in list_pages()} == set(LISTS)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_queries_whatever_its_length(name, cast, sign_in):
    case, address = LISTS[name], reverse(name)
    client = sign_in(getattr(cast, case.reader))
    numbers, held = {}, 0
    for wanted in (1, 3, 300):
        case.add(cast, wanted - held)
        held = wanted
        for query in ("", case.narrow):
            with CaptureQueriesContext(connection) as seen:
                assert client.get(f"{address}?{query}").status_code == 200
            texts = [found["sql"] for found in seen.captured_queries]
            shapes = Counter(shape(text) for text in texts)
            assert [text for text, times in shapes.items() if times > 1] == []
            assert [text for text in texts if text.startswith(("INSERT", "UPDATE", "DELETE"))] == []
            numbers[wanted, query] = len(texts)
    for query in ("", case.narrow):
        counts = [numbers[wanted, query] for wanted in (1, 3, 300)]
        assert len(set(counts)) == 1 and counts[0] <= 12, counts


def pages(client, address: str) -> list[Any]:
    """Every row that the pages of a list show, in their order."""
    found: list[Any] = []
    number = 1
    while True:
        listing = client.get(f"{address}&page={number}").context["listing"]
        found += listing.rows
        if not listing.next:
            return found
        number += 1


@pytest.mark.parametrize("who", ["reader", "lesser"])
@pytest.mark.parametrize("name", LISTS)
def test_the_files_hold_what_the_filtered_list_shows_and_nothing_else(name, who, cast, sign_in):
    case, address = LISTS[name], reverse(name)
    case.add(cast, 130)
    client = sign_in(getattr(cast, getattr(case, who)))
    if client.get(address).status_code == 403:
        assert client.get(f"{address}?format=csv").status_code == 403
        assert client.get(f"{address}?format=xlsx").status_code == 403
        return
    answer = client.get(f"{address}?{case.narrow}")
    view = answer.resolver_match.func.view_class()
    shown = [view.line(row) for row in pages(client, f"{address}?{case.narrow}")]
    text = b"".join(client.get(f"{address}?{case.narrow}&format=csv").streaming_content).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert lines[0] == [str(head) for head in view.sheet()]
    assert lines[1:] == [[str(exports.cell(value)) for value in line] for line in shown]
    held = client.get(f"{address}?{case.narrow}&format=xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(held.streaming_content))).active
    assert sheet.max_row == len(shown) + 1
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    if who == "reader":
        everything = client.get(address).context["listing"].count
        assert 0 < len(shown) < everything
