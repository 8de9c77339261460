"""Choosing services, units and sites among thousands: a search whose answers are ticked.

The chosen ones and what a search found are check boxes of one name, so the same form works with htmx (the list
follows what is typed) and without (the button « find » draws the page again). No list of everything is ever sent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.models import Offering
from catalog.queries.doors import offerings_visible_to
from organization.models import BusinessUnit, Site, User
from organization.queries import sites_visible_to, units_visible_to

KINDS = ("offerings", "added", "sites")
MOST = 8  # answers shown; more letters narrow them


@dataclass(frozen=True, slots=True)
class Option:
    value: int
    label: str
    note: str


@dataclass(slots=True)
class Chooser:
    """`found` is None before any search. `fault` stands under the field."""

    name: str
    label: str
    help: str
    chosen: list[Option] = field(default_factory=list)
    found: list[Option] | None = None
    query: str = ""
    more: bool = False
    fault: str = ""


def chooser(kind: str, *, user: User, chosen: Iterable[object], query: str = "", fault: str = "") -> Chooser:
    """The field of that kind with what is ticked and, when something is typed, what it finds. At most two
    queries. Raises KeyError for another kind."""
    label, help_text = {
        "offerings": (
            _("Services touched"),
            _("The units that use these services are added by themselves."),
        ),
        "added": (_("Units added by hand"), _("Each with the units below it.")),
        "sites": (_("Only at these sites"), _("Only the people of these sites are then touched.")),
    }[kind]
    ids = {int(str(value)) for value in chosen if str(value).isdigit()}
    answer = Chooser(kind, label, help_text, query=query.strip()[:60], fault=fault)
    rows = _rows(kind, user)
    if ids:
        answer.chosen = [_option(row) for row in rows.filter(pk__in=ids)]
    if answer.query:
        found = list(rows.filter(_matching(kind, answer.query)).exclude(pk__in=ids)[: MOST + 1])
        answer.found, answer.more = [_option(row) for row in found[:MOST]], len(found) > MOST
        if not found and any(answer.query.lower() in option.label.lower() for option in answer.chosen):
            answer.found = None  # it is ticked already
    return answer


def _rows(kind: str, user: User) -> QuerySet[Any]:
    if kind == "offerings":
        return offerings_visible_to(user).order_by("name")
    if kind == "added":
        return units_visible_to(user).filter(active=True).select_related(None).order_by("name")
    return sites_visible_to(user).order_by("name")


def _matching(kind: str, query: str) -> Q:
    key = "reference" if kind == "offerings" else "code"
    wanted = Q(name__icontains=query) | Q(**{f"{key}__istartswith": query})
    return wanted | Q(name_en__icontains=query) if kind == "offerings" else wanted


def _option(row: Offering | BusinessUnit | Site) -> Option:
    if isinstance(row, Offering):
        name = (get_language() == "en" and row.name_en) or row.name
        return Option(row.pk, name, row.reference)
    return Option(row.pk, row.name, row.code)
