"""The filters of messages."""

from __future__ import annotations

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.filters import FilterSet
from outbox.enums import DeliveryState
from outbox.models import Content, Delivery


class ReceivedFilter(FilterSet):
    """`q` in the subject and the address."""

    q = django_filters.CharFilter(method="search", label=_("Subject or address"))

    class Meta:
        model = Delivery
        fields: list[str] = []

    def search(self, queryset, name, value):
        """Few contents are read by many: their subjects are searched once, not once a recipient."""
        value = value.strip()
        said = Content.objects.order_by().filter(subject__icontains=value).values("pk")
        return queryset.filter(Q(content__in=said) | Q(address__icontains=value))


class DeliveryFilter(ReceivedFilter):
    """… and `state`."""

    state = django_filters.ChoiceFilter(choices=DeliveryState.choices, label=_("State"), empty_label=_("All"))

    class Meta:
        model = Delivery
        fields: list[str] = []
