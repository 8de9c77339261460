"""The head that every page of one offering has: where one is, its name and state, its tabs, what may be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from catalog.enums import BUILT, OfferingKind, OfferingState
from catalog.models import Offering
from catalog.permissions import can_edit_catalogue, can_keep_costs, can_read_whole_catalogue
from catalog.shown_state import TONES
from core.bilingual import text
from core.listed import Way
from organization.models import User

LEVELLED = frozenset({OfferingKind.SERVICE, OfferingKind.SOLUTION})
"""The kinds whose levels are promised and measured."""


def assembled(*, whole: bool) -> tuple[OfferingKind, ...]:
    """The kinds whose assembly is shown: what a service stands on is for those who read the `whole` catalogue."""
    return BUILT if whole else (OfferingKind.SOLUTION,)


@dataclass(frozen=True, slots=True)
class OfferingHead:
    """`shelf` leads to its category in the catalogue, if it has one; `tabs` are those that this reader may open.

    `links` and `primary` are what may be done from this page, as buttons; the view gives them.
    """

    offering: Offering
    state: str
    icon: str
    tone: str
    shelf: Way | None
    tabs: list[Way]
    here: str
    may_edit: bool
    links: Sequence[Way] = ()
    primary: Way | None = None


def head_of(
    offering: Offering,
    user: User,
    current: str = "card",
    *,
    links: Sequence[Way] = (),
    primary: Way | None = None,
) -> OfferingHead:
    """The head of the page that is the tab `current`, a code of `_tabs`; one query at most, for the category."""
    icon, tone = TONES[OfferingState(offering.state)]
    tabs = [
        Way(label, address, code == current) for code, label, address, shown in _tabs(offering, user) if shown
    ]
    return OfferingHead(
        offering=offering,
        state=str(OfferingState(offering.state).label),
        icon=icon,
        tone=tone,
        shelf=_shelf(offering),
        tabs=tabs,
        here=next((tab.label for tab in tabs if tab.current), ""),
        may_edit=can_edit_catalogue(user),
        links=links,
        primary=primary,
    )


def _tabs(offering: Offering, user: User) -> list[tuple[str, str, str, bool]]:
    """Code, label, address, whether this reader may open it; one line a page, in the order of reading."""

    def at(name: str) -> str:
        return reverse(f"catalog:{name}", args=[offering.reference])

    whole = can_read_whole_catalogue(user)
    return [
        ("card", pgettext("tab of an offering", "Card"), offering.get_absolute_url(), True),
        ("levels", _("Service levels"), at("offering-levels"), offering.kind in LEVELLED),
        ("prices", pgettext("tab of an offering", "Prices"), at("prices"), True),
        ("costs", pgettext("tab of an offering", "Costs"), at("costs"), can_keep_costs(user)),
        ("assembly", _("Assembly"), at("assembly"), offering.kind in assembled(whole=whole)),
        ("configuration", _("Configuration"), at("configuration"), whole),
        ("documents", _("Documents"), at("documents"), can_edit_catalogue(user)),
        ("versions", _("History"), at("versions"), whole),
    ]


def _shelf(offering: Offering) -> Way | None:
    shelf = offering.category
    return Way(text(shelf, "name"), f"{reverse('catalog:window')}?category={shelf.code}") if shelf else None
