"""The filters of the catalogue: the same for the pages and the API."""

from __future__ import annotations

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalog.enums import OfferingKind, OfferingState
from catalog.models import Offering, Usage
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
