"""The filters of the catalogue: the same for the pages and the API."""

from __future__ import annotations

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters.fields import ModelChoiceField

from catalog.enums import PUBLISHED, Objective, OfferingKind, OfferingState, Opening, Origin, TariffMode
from catalog.models import Category, Component, Offering, Tariff, Usage
from catalog.queries.categories import shelves
from catalog.queries.waiting import ends_due, orphans, reviews_due
from core.among import keys
from core.bilingual import text
from core.filters import FilterSet
from organization.models import BusinessUnit, Group

ALL = _("All")


NOBODY, GONE, MINE, NONE, PUBLISHED_ONES, DUE = "nobody", "gone", "mine", "none", "published", "due"
LACKING = "lacking"
OWNERS = [
    (MINE, _("Me")),
    (LACKING, _("Nobody, or somebody who left")),
    (NOBODY, _("Nobody")),
    (GONE, _("Somebody who left")),
]


class CategoryField(ModelChoiceField):
    """The categories, in the reader's language."""

    def label_from_instance(self, obj):
        return text(obj, "name") if isinstance(obj, Category) else super().label_from_instance(obj)


class CategoryFilter(django_filters.ModelChoiceFilter):
    """A code, with the categories below it; « none » for what has none."""

    field_class = CategoryField

    def __init__(self, **kwargs):
        super().__init__(
            queryset=Category.objects.order_by("rank", "name"),
            to_field_name="code",
            null_label=pgettext_lazy("category", "None"),
            null_value=NONE,
            **kwargs,
        )


class OfferingFilter(FilterSet):
    """`q` in reference and names, `kind`, `category` with those below it, `state`, and what the mix counts by.

    `state` is a state or « published »; `owner` « mine », « nobody », « gone » or « lacking » (either); `review`
    « due », within a fortnight or past; `part` the reference of what it is built on.
    """

    q = django_filters.CharFilter(method="search", label=_("Search"))
    kind = django_filters.ChoiceFilter(
        choices=OfferingKind.choices, label=_("Kind"), empty_label=pgettext_lazy("feminine", "All")
    )
    category = CategoryFilter(
        method="on_shelf", label=_("Category"), empty_label=pgettext_lazy("feminine", "All")
    )
    state = django_filters.ChoiceFilter(
        choices=[(PUBLISHED_ONES, pgettext_lazy("feminine", "Published")), *OfferingState.choices],
        method="in_state",
        label=_("State"),
        empty_label=ALL,
    )
    origin = django_filters.ChoiceFilter(
        choices=Origin.choices, label=_("Origin"), empty_label=pgettext_lazy("feminine", "All")
    )
    opening = django_filters.ChoiceFilter(choices=Opening.choices, label=_("Open to"), empty_label=ALL)
    part = django_filters.CharFilter(
        method="stands_on", label=_("Built on"), help_text=_("The reference of an offering.")
    )
    owner = django_filters.ChoiceFilter(choices=OWNERS, method="owned_by", label=_("Owner"), empty_label=ALL)
    review = django_filters.ChoiceFilter(
        choices=[(DUE, _("To read again"))], method="to_review", label=_("Review"), empty_label=ALL
    )
    ending = django_filters.ChoiceFilter(
        choices=[(DUE, _("Its day has come"))], method="ends", label=_("End"), empty_label=ALL
    )

    class Meta:
        model = Offering
        fields: list[str] = []

    def stands_on(self, queryset, name, value):
        return queryset.filter(
            Exists(Component.objects.filter(solution=OuterRef("pk"), part__reference__iexact=value.strip()))
        )

    def on_shelf(self, queryset, name, value):
        if value == NONE:
            return queryset.filter(category=None)
        return queryset.filter(category__among=keys(shelves().below(value.pk)))

    def in_state(self, queryset, name, value):
        return queryset.filter(state__in=PUBLISHED if value == PUBLISHED_ONES else [value])

    def owned_by(self, queryset, name, value):
        if value == MINE:
            return queryset.filter(owner=self.request.user.pk)
        if value == LACKING:
            return queryset.filter(orphans())
        return queryset.filter(owner=None) if value == NOBODY else queryset.filter(owner__is_active=False)

    def to_review(self, queryset, name, value):
        return queryset.filter(reviews_due(timezone.localdate()))

    def ends(self, queryset, name, value):
        return queryset.filter(ends_due(timezone.localdate()))

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
