"""The filters of the organisation's lists: the same for the pages and the API."""

from __future__ import annotations

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.compiled import Words
from core.filters import FilterSet
from core.searching import searching
from organization.access import PROFILES
from organization.fields import UnitField
from organization.models import BusinessUnit, Grant, Group, Site, User
from organization.queries import unit_tree

ALL = _("All")


class YesNoAll(forms.NullBooleanSelect):
    """All, yes or no; what is not asked is all."""

    def __init__(self, attrs=None):
        super().__init__(attrs)
        self.choices = [("unknown", ALL), ("true", _("Yes")), ("false", _("No"))]


class OfUnit(django_filters.CharFilter):
    """A unit by its code (the API) or its name (what people type)."""

    field_class = UnitField


class UnitFilter(FilterSet):
    """`q` in name and code, `parent` (a code: what lies directly below), `active`."""

    q = django_filters.CharFilter(method="search", label=_("Search"))
    parent = OfUnit(label=_("Parent unit"))
    active = django_filters.BooleanFilter(widget=YesNoAll, label=_("Active"))

    class Meta:
        model = BusinessUnit
        fields: list[str] = []

    def search(self, queryset, name, value):
        return queryset.filter(Q(name__icontains=value.strip()) | Q(code__istartswith=value.strip()))


class SiteFilter(FilterSet):
    """`q` in name, place and code."""

    q = django_filters.CharFilter(method="search", label=_("Search"))

    class Meta:
        model = Site
        fields: list[str] = []

    def search(self, queryset, name, value):
        value = value.strip()
        return queryset.filter(
            Q(name__icontains=value) | Q(place__icontains=value) | Q(code__istartswith=value)
        )


class GroupFilter(FilterSet):
    """`q` in name and code."""

    q = django_filters.CharFilter(method="search", label=_("Search"))

    class Meta:
        model = Group
        fields: list[str] = []

    def search(self, queryset, name, value):
        return queryset.filter(Q(name__icontains=value.strip()) | Q(code__istartswith=value.strip()))


@searching
def _people(words: tuple[Words, ...], whole: Words, low: Words, high: Words) -> QuerySet[User, tuple[int]]:
    named = Q(*(Q(name__icontains=word) for word in words))
    numbered = Q(ref__startswith=whole) | Q(ref__startswith=high)
    return User.objects.order_by().filter(named | Q(email__startswith=low) | numbered).values_list("pk")


class PersonFilter(FilterSet):
    """`q` in name, mailbox and directory number; `unit` (a code, with its subtree), `site`, `active`, `mailbox`."""

    q = django_filters.CharFilter(method="search", label=_("Search"))
    unit = OfUnit(method="within", label=_("Unit"))
    site = django_filters.ModelChoiceFilter(
        to_field_name="code", queryset=lambda request: Site.objects.all(), label=_("Site"), empty_label=ALL
    )
    active = django_filters.BooleanFilter(field_name="is_active", widget=YesNoAll, label=_("Active"))
    mailbox = django_filters.BooleanFilter(method="with_mailbox", widget=YesNoAll, label=_("Has a mailbox"))

    class Meta:
        model = User
        fields: list[str] = []

    def search(self, queryset, name, value):
        """Every word in the name, whatever their order; else the beginning of the mailbox or of the number."""
        value = value.strip()
        words = tuple(map(Words, value.split()))
        people, _known = _people(queryset, words, Words(value), Words(value.lower()), Words(value.upper()))
        return people

    def within(self, queryset, name, unit):
        return queryset.filter(unit__in=unit_tree().subtree(unit.pk)) if unit else queryset

    def with_mailbox(self, queryset, name, value):
        return queryset.exclude(email="") if value else queryset.filter(email="")


class GrantFilter(FilterSet):
    """`q` in the person's name, mailbox and number; `profile`; `unit` it is held over; `held` (in force, ended)."""

    q = django_filters.CharFilter(method="search", label=_("Search"))
    profile = django_filters.ChoiceFilter(
        choices=[(code, profile.name) for code, profile in PROFILES.items()],
        label=_("Profile"),
        empty_label=ALL,
    )
    unit = OfUnit(label=_("Unit"))
    held = django_filters.ChoiceFilter(
        method="in_force",
        choices=[("yes", _("in force")), ("no", _("ended"))],
        label=_("State"),
        empty_label=ALL,
    )

    class Meta:
        model = Grant
        fields: list[str] = []

    def search(self, queryset, name, value):
        people = PersonFilter.search(self, User.objects.order_by(), name, value)
        return queryset.filter(person__in=people)

    def in_force(self, queryset, name, value):
        return queryset.filter(ended_at__isnull=value == "yes")
