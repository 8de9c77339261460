"""The filters of service levels: the same for the dashboard, its table and what is entered; those of measures."""

from __future__ import annotations

from datetime import date

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from catalog import measuring
from catalog.enums import Metric
from catalog.level_words import long_month
from catalog.models import Category, LevelTarget, ServiceLevelMeasure, Usage
from catalog.queries.doors import reads_all_usages, usages_visible_to
from catalog.queries.promises import KEPT, MEASURED, MISSED, OUTCOMES, UNMEASURED, Narrowing, narrowed
from core.among import Keys, keys
from core.company_day import company_day
from core.compiled import Words
from core.filters import FilterSet
from core.months import last_closed, later
from core.unchanged import Unchanged
from organization.filters import OfUnit
from organization.models import BusinessUnit, User
from organization.queries import unit_tree
from organization.tree import Tree

ALL = "all"
WORDS = {
    KEPT: pgettext_lazy("service levels", "kept"),
    MISSED: pgettext_lazy("service levels", "missed"),
    UNMEASURED: pgettext_lazy("service levels", "not measured"),
    MEASURED: pgettext_lazy("service levels", "measured"),
}


def today() -> date:
    """The company's."""
    return company_day(timezone.now())


class MonthField(forms.CharField):
    """A month, as 2026-10; refused with a sentence when it is none."""

    def __init__(self, **kwargs):
        super().__init__(max_length=10, **kwargs)

    def clean(self, value):
        said = super().clean(value)
        if not said:
            return None
        found = measuring.month(said)
        if found is None:
            raise ValidationError(_("« %(said)s » is no month: write it as 2026-10.") % {"said": said})
        return found


class ClosedMonthField(MonthField):
    """A month that is over in the company's zone."""

    def clean(self, value):
        found = super().clean(value)
        if found is not None and found > last_closed(today()):
            raise ValidationError(
                _("%(month)s is not over: nothing is measured yet.")
                % {"month": long_month(found).capitalize()}
            )
        return found


class OfMonth(django_filters.CharFilter):
    field_class = MonthField


class OfClosedMonth(django_filters.CharFilter):
    field_class = ClosedMonthField


def month_asked(said: str) -> date:
    """The month of an address; the last one that is over when it names none, or one that is not."""
    newest = last_closed(today())
    found = measuring.month(said or "")
    return found if found is not None and found <= newest else newest


class LevelFilter(FilterSet):
    """`q` (name or reference of the offering), `metric` (or all), `outcome`, `category` with those in it, `unit`
    (what it, the units below and those above use), `month`: of promises as queries.promises.in_force gives them."""

    q = django_filters.CharFilter(method="search", label=gettext_lazy("Search"))
    month = OfClosedMonth(method="as_it_is", label=gettext_lazy("Month"))
    metric = django_filters.ChoiceFilter(
        method="of_metric",
        choices=[(ALL, gettext_lazy("All measures")), *Metric.choices],
        label=gettext_lazy("Measure"),
        empty_label=pgettext_lazy("feminine", "All"),
    )
    outcome = django_filters.ChoiceFilter(
        method="with_outcome",
        choices=list(WORDS.items()),
        label=gettext_lazy("Outcome"),
        empty_label=gettext_lazy("All"),
    )
    category = django_filters.ModelChoiceFilter(
        method="on_shelf",
        to_field_name="code",
        queryset=Category.objects.order_by("rank", "name"),
        label=gettext_lazy("Category"),
        empty_label=pgettext_lazy("feminine", "All"),
    )
    unit = OfUnit(method="used_by", label=gettext_lazy("Used by"))

    chips = {"month": lambda value: long_month(value)}  # read only, as django-filter's own declarations

    class Meta:
        model = LevelTarget
        fields: list[str] = []

    def as_it_is(self, queryset, name, value):
        """The records are those of the month already."""
        return queryset

    def search(self, queryset, name, value):
        return narrowed(queryset, words=Words(value.strip())) if value.strip() else queryset

    def of_metric(self, queryset, name, value):
        return queryset if value == ALL else narrowed(queryset, metric=value)

    def with_outcome(self, queryset, name, value):
        return queryset.filter(OUTCOMES[value])

    def on_shelf(self, queryset, name, value):
        return narrowed(queryset, categories=within(value))

    def used_by(self, queryset, name, value):
        return narrowed(queryset, offerings=used_by(value, self.request.user))


def within(category: Category) -> Keys:
    """The category and those that stand in it, at any depth; one query."""
    below: dict[int | None, list[int]] = {}
    for pk, parent in Category.objects.order_by().values_list("pk", "parent_id"):
        below.setdefault(parent, []).append(pk)
    found, queue = {category.pk}, [category.pk]
    for pk in queue:
        queue += [one for one in below.get(pk, ()) if one not in found]
        found.update(below.get(pk, ()))
    return keys(found)


def used_by(unit: BusinessUnit, user: User) -> Keys:
    """The offerings that the unit uses, as far as the reader may know: its own usages and those of the units below,
    and what the units above use by everyone. Two queries."""
    if reads_all_usages(user):
        return _used.get(unit.pk, lambda: _used_of(unit, unit_tree(), Usage.objects.all()))
    tree = unit_tree()
    return _used_of(unit, tree, usages_visible_to(user, tree))


_used: Unchanged[Keys] = Unchanged(most=512)


def _used_of(unit: BusinessUnit, tree: Tree, usages: QuerySet[Usage]) -> Keys:
    above = set(tree.lineage(unit.pk)) - {unit.pk}
    near = Q(unit__among=keys(tree.subtree(unit.pk))) | Q(unit__among=keys(above), group=None)
    return keys(usages.filter(near).order_by().values_list("offering_id", flat=True))


def narrowing(form: forms.Form, user: User, *, metric: str, month: date) -> Narrowing:
    """What a cleaned form of LevelFilter asks for; `metric` where it names none."""
    asked = form.cleaned_data
    wanted = asked.get("metric") or metric
    return Narrowing(
        month=month,
        metric="" if wanted == ALL else wanted,
        outcome=asked.get("outcome") or "",
        category=asked["category"].code if asked.get("category") else "",
        offerings=used_by(asked["unit"], user) if asked.get("unit") else None,
        words=(asked.get("q") or "").strip(),
    )


class MeasureFilter(FilterSet):
    """Of measures through the API: `offering` (a reference), `metric`, `month`, `since` and `until` (months)."""

    offering = django_filters.CharFilter(
        field_name="level__offering__reference", label=gettext_lazy("Offering")
    )
    metric = django_filters.ChoiceFilter(field_name="level__metric", choices=Metric.choices)
    month = OfMonth(label=gettext_lazy("Month"))
    since = OfMonth(field_name="month", lookup_expr="gte", label=gettext_lazy("From"))
    until = OfMonth(field_name="month", lookup_expr="lte", label=gettext_lazy("Until"))

    class Meta:
        model = ServiceLevelMeasure
        fields: list[str] = []


YEARS_BACK = 24


def month_choices(chosen: date) -> list[tuple[str, str, bool]]:
    """(value, words, chosen) of the months that a page offers, the newest first."""
    newest = last_closed(today())
    offered = [later(newest, -step) for step in range(YEARS_BACK)]
    if chosen not in offered:
        offered.append(chosen)
    return [(f"{month:%Y-%m}", long_month(month), month == chosen) for month in offered]
