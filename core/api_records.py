"""Records that other systems read and write through the API, addressed by their code."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from django.db.models import Model
from django.http import Http404
from django.shortcuts import get_object_or_404
from rest_framework import exceptions, mixins, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response


class RecordViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet, ABC):
    """GET, POST and PATCH of records addressed by `lookup_field`; `save` calls the action."""

    http_method_names = ["get", "post", "patch", "head", "options"]
    lookup_value_regex = "[^/]+"

    @abstractmethod
    def may_write(self) -> bool:
        """Whether the reader may write records of this kind at all."""

    @abstractmethod
    def save(self, instance: Model | None, data: dict[str, Any]) -> Model:
        """Create or change by the action that the page calls; returns the record."""

    def get_object(self):
        value = self.kwargs[self.lookup_url_kwarg or self.lookup_field]
        if "\x00" in value:
            raise Http404
        found = get_object_or_404(self.get_queryset(), **{self.lookup_field: value})
        self.check_object_permissions(self.request, found)
        return found

    def create(self, request: Request, *args, **kwargs) -> Response:
        if not self.may_write():
            raise exceptions.PermissionDenied
        return self._written(None, request, status.HTTP_201_CREATED)

    def partial_update(self, request: Request, *args, **kwargs) -> Response:
        found = self.get_object()
        if not self.may_write():
            raise exceptions.PermissionDenied
        return self._written(found, request, status.HTTP_200_OK)

    def _written(self, instance: Model | None, request: Request, code: int) -> Response:
        serializer = self.get_serializer(instance, data=request.data, partial=instance is not None)
        serializer.is_valid(raise_exception=True)
        saved = self.save(instance, serializer.validated_data)
        fresh = self.get_queryset().get(pk=saved.pk)
        return Response(self.get_serializer(fresh).data, status=code)
