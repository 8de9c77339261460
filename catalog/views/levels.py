"""The dashboard of service levels: a month's figures, what to decide, and every level over the year."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_safe

from catalog import level_words
from catalog.enums import Metric
from catalog.level_filters import ALL, WORDS, LevelFilter, month_choices, narrowing, today
from catalog.models import LevelTarget
from catalog.permissions import can_record_measures
from catalog.queries.dashboard import Dashboard, dashboard, size_of
from core import dates
from core.among import keys
from core.listed import Way
from core.listing import around, page_number
from core.months import last_closed
from core.templatetags.portal import day, number, percent
from organization.requests import PortalRequest

FIRST = Metric.AVAILABILITY.value
COUNTS: dict[str, Callable[[int], str]] = {
    "kept": lambda n: ngettext("%(n)s level kept", "%(n)s levels kept", n),
    "measured": lambda n: ngettext("%(n)s measured", "%(n)s measured", n),
    "missed": lambda n: ngettext("%(n)s missed", "%(n)s missed", n),
    "unmeasured": lambda n: ngettext("%(n)s not measured", "%(n)s not measured", n),
}
"""Outcome → how many of them, in the sentence of the month."""


@require_safe
def levels(request: PortalRequest) -> HttpResponse:
    """Everybody reads them: what is promised, and whether it was kept, is no secret."""
    page = Page(request)
    found = dashboard(page.narrowing, page.number, decide=page.number == 1)
    context = {
        "board": found,
        "page": page,
        "month_short": dates.month(page.month),
        "sentence": page.sentence(found),
        "more_missed": page.more_missed(found),
        "shown": list(page.outcomes(found)),
        "listed": page.listed(found),
        "measured_at": measured_at(found),
        "pages": page.pages(found),
        "tabs": page.tabs(),
        "months": month_choices(page.month),
        "categories": page.categories(found),
        "form_unit": page.form_unit,
        "files": page.files(),
        "record": _record(request, page.month),
        **page.nothing(found),
    }
    return render(request, "catalog/levels.html", context)


def measured_at(found: Dashboard) -> str:
    """When the measures of the month were last recorded, and where they came from."""
    total = found.total
    if total.at is None:
        return ""
    sources = [
        ngettext("%(n)s imported", "%(n)s imported", total.imported) % {"n": number(total.imported)},
        ngettext("%(n)s entered", "%(n)s entered", total.entered) % {"n": number(total.entered)},
        ngettext("%(n)s sent by another system", "%(n)s sent by another system", total.sent) % {"n": number(total.sent)},
    ]  # fmt: skip
    told = [
        words
        for words, count in zip(sources, (total.imported, total.entered, total.sent), strict=True)
        if count
    ]
    return ", ".join([_("measures of %(day)s") % {"day": day(total.at)}, *told])


class Page:
    """What the address asks for, and the addresses around it."""

    def __init__(self, request: PortalRequest) -> None:
        given = request.GET.copy()
        user = request.user
        self.by_unit = given.get("by") == "unit" or bool(given.get("unit", "").strip())
        if self.by_unit and not given.get("unit", "").strip() and user.unit is not None:
            given["unit"] = user.unit.code
        self.form = LevelFilter(given, LevelTarget.objects.none(), request=request).form
        self.form.is_valid()
        asked = self.form.cleaned_data
        self.path = request.path
        self.month: date = asked.get("month") or last_closed(today())
        self.metric = asked.get("metric") or (ALL if self.by_unit else FIRST)
        self.unit = asked.get("unit")
        unknown = self.by_unit and self.unit is None
        self.narrowing = narrowing(self.form, user, metric=self.metric, month=self.month)
        if unknown:  # no unit was chosen, or none of that name: nothing, rather than all
            self.narrowing = replace(self.narrowing, offerings=keys(()))
        self.form_unit = self.unit.name if self.unit else given.get("unit", "")
        self.number = page_number(given.get("page"))
        self.faults = [str(said) for faults in self.form.errors.values() for said in faults]
        kept = {
            "by": "unit" if self.by_unit else "",
            "month": f"{self.month:%Y-%m}" if self.month != last_closed(today()) else "",
            "metric": self.metric if self.metric != (ALL if self.by_unit else FIRST) else "",
            "outcome": asked.get("outcome") or "",
            "category": asked["category"].code if asked.get("category") else "",
            "unit": self.unit.code if self.unit else given.get("unit", "") if self.by_unit else "",
            "q": (asked.get("q") or "").strip(),
        }
        self.asked = {name: value for name, value in kept.items() if value}

    @property
    def month_words(self) -> str:
        return level_words.long_month(self.month)

    def address(self, path: str = "", **other: Any) -> str:
        """This page with the same choices, but those in `other`."""
        asked = {name: value for name, value in {**self.asked, **other}.items() if value}
        if asked.get("unit"):
            asked.pop("by", None)
        return f"{path or self.path}?{urlencode(asked)}" if asked else path or self.path

    def sentence(self, found: Dashboard) -> SafeString:
        """The figures of the month, each a link to the list that it counts."""
        total = found.total
        said = {outcome: self._figure(outcome, size_of(total, outcome)) for outcome in COUNTS}
        said["month"] = SafeString(self.month_words.capitalize())
        if not total.all:
            return format_html(_("{month}: nothing was promised here."), **said)
        if not total.measured:
            return format_html(_("{month}: nothing is measured yet; {unmeasured}."), **said)
        said["share"] = percent(100 * total.kept / total.measured)
        return format_html(
            _("{month}: {kept} of {measured}, that is {share}; {missed}, {unmeasured}."), **said
        )

    def _figure(self, outcome: str, count: int) -> SafeString:
        words = COUNTS[outcome](count) % {"n": number(count)}
        return format_html('<a href="{}#levels">{}</a>', self.address(outcome=outcome), words)

    def outcomes(self, found: Dashboard) -> Iterator[Way]:
        """What may be shown of the levels, with how many."""
        for outcome in ("", "kept", "missed", "unmeasured"):
            words = str(WORDS[outcome]) if outcome else pgettext("levels shown", "all")
            counted_ = f"{words} ({number(size_of(found.total, outcome))})"
            current = outcome == self.narrowing.outcome
            yield Way(counted_, f"{self.address(outcome=outcome)}#levels", current)

    def listed(self, found: Dashboard) -> str:
        said = {
            "n": number(found.listed),
            "first": dates.month(found.first),
            "last": dates.month(found.last),
        }
        return _("%(n)s levels, %(first)s – %(last)s") % said

    def more_missed(self, found: Dashboard) -> Way | None:
        """The whole list of what is missed, when only the farthest of it stands above."""
        if found.total.missed <= len(found.to_decide):
            return None
        words = _("all %(n)s") % {"n": number(found.total.missed)}
        return Way(words, f"{self.address(outcome='missed')}#levels")

    def nothing(self, found: Dashboard) -> dict[str, Any]:
        """What stands in place of an empty list, and the ways on."""
        if found.listed:
            return {}
        if self.by_unit and not self.unit:
            return {"nothing": _("Choose a unit: its page shows the levels of what it uses."), "ways": []}
        if found.total.all:
            ways = [Way(_("Show all"), f"{self.address(outcome='')}#levels")]
            return {
                "nothing": _("None of the levels is so in %(month)s.") % {"month": self.month_words},
                "ways": ways,
            }
        ways = [Way(_("All measures"), _with(self.path, metric=ALL))]
        said = _(
            "Nothing was promised here in %(month)s: no target had begun, or nothing fits all of this at once."
        )
        return {"nothing": said % {"month": self.month_words}, "ways": ways}

    def categories(self, found: Dashboard) -> list[tuple[str, str, bool]]:
        """(code, name, chosen) of what may be chosen."""
        chosen = self.narrowing.category
        return [(code, name, code == chosen) for code, name in found.categories]

    def pages(self, found: Dashboard) -> list[Way]:
        if found.pages == 1:
            return []
        return [
            Way("…")
            if place is None
            else Way(
                str(place), f"{self.address(page=place if place > 1 else '')}#levels", place == found.page
            )
            for place in around(found.page, found.pages)
        ]

    def tabs(self) -> list[tuple[str, str, bool]]:
        month = self.asked.get("month", "")
        tabs = [
            (str(metric.label), _with(self.path, month=month, metric="" if metric == FIRST else metric.value),
             not self.by_unit and metric == self.metric)
            for metric in Metric
        ]  # fmt: skip
        if self.metric == ALL and not self.by_unit:
            tabs.insert(0, (_("All measures"), _with(self.path, month=month, metric=ALL), True))
        tabs.append((_("By unit"), _with(self.path, month=month, by="unit"), self.by_unit))
        return tabs

    def files(self) -> list[Way]:
        table = reverse("catalog:levels-table")
        asked = {"by": "", "metric": self.narrowing.metric, "month": f"{self.month:%Y-%m}"}
        ways = [Way(_("The same figures as a table"), self.address(table, **asked))]
        return [
            *ways,
            *(Way(kind.upper(), self.address(table, **asked, format=kind)) for kind in ("csv", "xlsx")),
        ]


def _with(path: str, **asked: str) -> str:
    said = {name: value for name, value in asked.items() if value}
    return f"{path}?{urlencode(said)}" if said else path


def _record(request: PortalRequest, month: date) -> Way | None:
    """Where the measures of this month are entered, for those who may."""
    if not can_record_measures(request.user):
        return None
    words = _("Enter the measures of %(month)s") % {"month": level_words.long_month(month)}
    return Way(words, f"{reverse('catalog:measures')}?month={month:%Y-%m}")
