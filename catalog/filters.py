"""The filters of the catalogue: the same for the pages and the API."""

from __future__ import annotations

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalog.enums import Objective, OfferingKind, OfferingState, TariffMode
from catalog.models import Offering, Tariff, Usage
from core.filters import FilterSet
from organization.models import BusinessUnit, Group

ALL = _("All")


class OfferingFilter(FilterSet):
    """`q` in reference and names, `kind`, `state`."""

    q = django_filters.CharFilter(method="search", label=_("Search"))
    kind = django_filters.ChoiceFilter(
        choices=OfferingKind.choices, label=_("Kind"), empty_label=pgettext_lazy("feminine", "All")
    )
    state = django_filters.ChoiceFilter(choices=OfferingState.choices, label=_("State"), empty_label=ALL)

    class Meta:
        model = Offering
        fields: list[str] = []

    def search(self, queryset, name, value):
        value = value.strip()
        return queryset.filter(
            Q(name__icontains=value) | Q(name_en__icontains=value) | Q(reference__istartswith=value)
        )


class PriceFilter(FilterSet):
    """`q` in offerings' references and names and in what is charged, `mode`, `kind`; `day` of the prices."""

    q = django_filters.CharFilter(method="search", label=_("Search"))
    kind = django_filters.ChoiceFilter(
        field_name="offering__kind",
        choices=OfferingKind.choices,
        label=_("Kind"),
        empty_label=pgettext_lazy("feminine", "All"),
    )
    mode = django_filters.ChoiceFilter(choices=TariffMode.choices, label=_("Mode"), empty_label=ALL)
    day = django_filters.DateFilter(
        method="on", label=_("On"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    class Meta:
        model = Tariff
        fields: list[str] = []

    def search(self, queryset, name, value):
        value = value.strip()
        return queryset.filter(
            Q(offering__name__icontains=value)
            | Q(offering__name_en__icontains=value)
            | Q(offering__reference__istartswith=value)
            | Q(label__icontains=value)
            | Q(label_en__icontains=value)
        )

    def on(self, queryset, name, value):
        """The list itself reads the prices of that day."""
        return queryset


class CostFilter(FilterSet):
    """`q` in reference and names, `kind`, `objective` of the price."""

    q = django_filters.CharFilter(method="search", label=_("Search"))
    kind = django_filters.ChoiceFilter(
        choices=OfferingKind.choices, label=_("Kind"), empty_label=pgettext_lazy("feminine", "All")
    )
    objective = django_filters.ChoiceFilter(
        field_name="cost_objective__objective",
        choices=Objective.choices,
        label=_("Objective"),
        empty_label=ALL,
    )

    class Meta:
        model = Offering
        fields: list[str] = []

    search = OfferingFilter.search


class UsageFilter(FilterSet):
    """`offering` (a reference), `unit` and `group` (codes)."""

    offering = django_filters.ModelChoiceFilter(
        to_field_name="reference", queryset=Offering.objects.order_by("name"), label=_("Service")
    )
    unit = django_filters.ModelChoiceFilter(
        to_field_name="code", queryset=BusinessUnit.objects.order_by("name"), label=_("Unit")
    )
    group = django_filters.ModelChoiceFilter(
        to_field_name="code", queryset=Group.objects.order_by("name"), label=_("Group")
    )

    class Meta:
        model = Usage
        fields: list[str] = []
