"""The filters of interventions: the same for the page and the API."""

from __future__ import annotations

from datetime import date

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from calendar_ops.enums import State, WorkClass
from calendar_ops.models import Calendar, Intervention, Reach
from catalog.models import Offering
from core import dates
from core.among import Keys, keys
from core.compiled import Words, compiled
from core.filters import FilterSet
from core.searching import searching
from organization.filters import OfUnit, UnitFilter, YesNoAll
from organization.models import BusinessUnit


def _day(value: date) -> str:
    return dates.day(value, today=timezone.localdate())


@compiled
def _services(words: Words) -> QuerySet[Offering, int]:
    named = Offering.objects.filter(Q(name__icontains=words) | Q(name_en__icontains=words))
    return named.order_by().values_list("pk", flat=True)


@searching
def _found(words: Words, services: Keys) -> QuerySet[Intervention, tuple[int]]:
    said = Intervention.objects.order_by().filter(
        Q(title__icontains=words)
        | Q(title_en__icontains=words)
        | Q(reference__icontains=words)
        | Q(external_id__icontains=words)
    )
    through = Intervention.offerings.through.objects.filter(offering__among=services)
    return said.values_list("pk").union(through.values_list("intervention"))


class InterventionFilter(FilterSet):
    """`q`, `unit` (with what touches it), `state` (or open), `work_class`, `since`, `until` (days, inclusive)."""

    q = django_filters.CharFilter(
        method="search", label=_("Search"), widget=forms.TextInput(attrs={"type": "search"})
    )
    unit = OfUnit(method="touching", label=_("Unit"))
    state = django_filters.ChoiceFilter(
        method="in_state",
        choices=[("open", _("All open")), *State.choices],
        label=_("State"),
        empty_label=_("All"),
    )
    work_class = django_filters.ChoiceFilter(
        choices=WorkClass.choices, label=_("Class"), empty_label=pgettext_lazy("feminine", "All")
    )
    since = django_filters.DateFilter(
        field_name="end",
        lookup_expr="date__gte",
        label=_("From"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    until = django_filters.DateFilter(
        field_name="start",
        lookup_expr="date__lte",
        label=_("Until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    found: Keys | None = None  # what `q` found, when it is not much; whatever else is asked

    chips = {  # read only, as django-filter's own declarations
        "since": lambda value: gettext("from %(day)s") % {"day": _day(value)},
        "until": lambda value: gettext("until %(day)s") % {"day": _day(value)},
    }

    class Meta:
        model = Intervention
        fields: list[str] = []

    def search(self, queryset, name, value):
        """In the title, the reference, the number of the ITSM tool and the names of the services."""
        value = value.strip()
        if not value:
            return queryset
        words = Words(value)
        works, self.found = _found(queryset, words, keys(_services(words)))
        return works

    def touching(self, queryset, name, value):
        return queryset.filter(Exists(Reach.objects.filter(intervention=OuterRef("pk"), unit=value)))

    def in_state(self, queryset, name, value):
        if value == "open":
            return queryset.filter(state__in=[State.DRAFT, State.AWAITING, State.CONFIRMED, State.RUNNING])
        return queryset.filter(state=value)


class CalendarFilter(UnitFilter):
    """The units whose calendar is read: `q`, `parent`, and `own` (keeps its own, or follows another)."""

    own = django_filters.BooleanFilter(method="keeping", widget=YesNoAll, label=_("Keeps its own"))
    active = None  # only active units are listed

    class Meta:
        model = BusinessUnit
        fields: list[str] = []

    def keeping(self, queryset, name, value):
        kept = Exists(Calendar.objects.filter(unit=OuterRef("pk"), closed_at=None))
        return queryset.filter(kept if value else ~kept)
