"""The pages that are measured, on rows that exist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils import timezone

from calendar_ops.models import Intervention, Reach
from catalog.models import Category, Offering, ServiceLevel
from organization.models import BusinessUnit, User

SPELT = urlencode({"q": "mesagerie partagé"})  # as people spell
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Page:
    what: str
    address: str
    limit: float  # times the floor
    queries: int
    who: str = "delivery-manager"
    form: str = ""  # what is posted, encoded; empty: the page is only read
    part: bool = False  # only what htmx replaces of it is asked for

    def fetch(self, client: Client) -> HttpResponse:
        """The answer in this process, to one signed in by `client`."""
        if self.form:
            return client.post(self.address, self.form, content_type=FORM)
        return client.get(self.address, headers={"HX-Request": "true"} if self.part else None)


def pages() -> list[Page]:
    """Only those whose address exists: a page that is not built yet is not measured."""
    coming = (
        Intervention.objects.filter(state="confirmed", start__gt=timezone.now()).order_by("start").first()
    )
    reach = Reach.objects.order_by("-id").select_related("unit").first()
    unit = reach.unit if reach else BusinessUnit.objects.first()
    person = User.objects.order_by("-id").first()
    measured = ServiceLevel.objects.select_related("offering").order_by("-id").first()
    assert coming is not None and unit is not None and person is not None
    compared = list(Offering.objects.order_by("pk").values_list("reference", flat=True)[:3])
    shelf = Category.objects.order_by("pk").values_list("code", flat=True).first()
    # gathering: what asks several apps at once. Slots and verdicts ask the catalogue who uses the services, the
    # organisation how many they are, the calendars of all of them, and the interventions that collide
    plain, gathering = 3.0, 5.0
    wanted = [
        ("List of interventions", address("calendar_ops:interventions"), plain, 12, "delivery-manager"),
        (
            "… filtered",
            address("calendar_ops:interventions", query="state=confirmed"),
            plain,
            12,
            "delivery-manager",
        ),
        (
            "… sorted",
            address("calendar_ops:interventions", query="sort=title"),
            plain,
            12,
            "delivery-manager",
        ),
        ("… searched", address("calendar_ops:interventions", query="q=Paie"), plain, 12, "delivery-manager"),
        ("… page 50", address("calendar_ops:interventions", query="page=50"), plain, 12, "delivery-manager"),
        (
            "An intervention",
            address("calendar_ops:intervention", coming.reference),
            plain,
            12,
            "delivery-manager",
        ),
        ("Planning form", address("calendar_ops:plan"), plain, 12, "delivery-manager"),
        ("What touches me", address("calendar_ops:mine"), plain, 12, "employee"),
        ("Calendars", address("calendar_ops:calendars"), plain, 12, "delivery-manager"),
        (
            "Year planner of a unit",
            address("calendar_ops:calendar", unit.code),
            plain,
            12,
            "delivery-manager",
        ),
        ("Slot finder, empty", address("calendar_ops:slots"), plain, 12, "delivery-manager"),
        (
            "… searched, five weeks of one unit and those below it",
            address("calendar_ops:slots", query=f"added={unit.pk}&hours=4"),
            gathering,
            15,
            "delivery-manager",
        ),
        ("List of people", address("organization:people"), plain, 12, "administrator"),
        ("… searched", address("organization:people", query="q=Martin"), plain, 12, "administrator"),
        ("List of units", address("organization:units"), plain, 12, "administrator"),
        ("List of offerings", address("catalog:offerings"), plain, 12, "catalogue-editor"),
        ("Catalogue", address("catalog:window"), plain, 12, "employee"),
        ("… searched", address("catalog:window", query=SPELT), plain, 12, "employee"),
        ("… one shelf of it", address("catalog:window", query=f"category={shelf}"), plain, 12, "employee"),
        (
            "Three cards compared",
            address("catalog:compare", query="&".join(f"o={one}" for one in compared)),
            plain,
            12,
            "employee",
        ),
        ("Mix of the catalogue", address("catalog:mix"), plain, 12, "catalogue-editor"),
        ("Service levels", address("catalog:levels"), plain, 12, "delivery-manager"),
        ("… missed", address("catalog:levels", query="outcome=missed"), plain, 12, "delivery-manager"),
        (
            "… all measures, page 30",
            address("catalog:levels", query="metric=all&page=30"),
            plain,
            12,
            "delivery-manager",
        ),
        ("… of a unit", address("catalog:levels", query=f"unit={unit.code}"), plain, 12, "delivery-manager"),
        ("Levels as a table", address("catalog:levels-table"), plain, 12, "delivery-manager"),
        ("… searched", address("catalog:levels-table", query="q=Paie"), plain, 12, "delivery-manager"),
        ("Measures to enter", address("catalog:measures"), plain, 12, "delivery-manager"),
        (
            "Levels of an offering",
            address("catalog:offering-levels", measured.offering.reference) if measured else "",
            plain,
            12,
            "delivery-manager",
        ),
        ("Mailbox", address("outbox:mailbox"), plain, 12, "administrator"),
        ("Outbox", address("outbox:queue"), plain, 12, "administrator"),
        ("Home of an employee", address("home"), gathering, 15, "employee"),
        ("Home of the delivery manager", address("home"), gathering, 15, "delivery-manager"),
        ("A unit", address("unit", unit.code), gathering, 15, "delivery-manager"),
        ("A person", address("person", person.ref), gathering, 15, "administrator"),
    ]
    answers = Page(
        "Catalogue, answers as one types",
        address("catalog:window", query=SPELT),
        plain,
        12,
        "employee",
        part=True,
    )
    typed = Page("Verdict while typing", address("calendar_ops:verdict"), gathering, 15, form=plan_of(coming))
    return [*(Page(*fields) for fields in wanted if fields[1]), answers, typed]


def plan_of(work: Intervention) -> str:
    """What the planning form posts while it is typed, for the same work a week later."""
    start, end = (timezone.localtime(at + timedelta(days=7)) for at in (work.start, work.end))
    return urlencode(
        {
            "title": work.title,
            "nature": work.nature,
            "target": work.target,
            "work_class": work.work_class,
            "interruption_minutes": work.interruption_minutes,
            "start_day": f"{start:%Y-%m-%d}",
            "start_time": f"{start:%H:%M}",
            "end_day": f"{end:%Y-%m-%d}",
            "end_time": f"{end:%H:%M}",
            "offerings": list(work.offerings.values_list("pk", flat=True)),
            "added": list(work.unit_choices.filter(dropped=False).values_list("unit_id", flat=True)),
        },
        doseq=True,
    )


def address(name: str, *args: str, query: str = "") -> str:
    try:
        found = reverse(name, args=args)
        resolve(found)
    except (NoReverseMatch, Resolver404):
        return ""
    return f"{found}?{query}" if query else found
