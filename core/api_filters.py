"""The filters of a list through the API: those of its page."""

from __future__ import annotations

from django.db.models import QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.views import APIView


class PortalFilterBackend(DjangoFilterBackend):
    """What a filter refuses is said as the page says it.

    The library formats each sentence once more, so that a « % » that somebody typed would be an accident.
    """

    def filter_queryset(self, request: Request, queryset: QuerySet, view: APIView) -> QuerySet:
        filterset = self.get_filterset(request, queryset, view)
        if filterset is None:
            return queryset
        if not filterset.is_valid():
            raise exceptions.ValidationError({name: list(said) for name, said in filterset.errors.items()})
        return filterset.qs
