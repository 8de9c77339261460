"""What every part of the API shares: pages of results and errors (imported by the framework as it starts)."""

from __future__ import annotations

from django.core.exceptions import ValidationError as DjangoValidationError
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.pagination import PageNumberPagination


class PortalPagination(PageNumberPagination):
    """`{"count", "next", "previous", "results"}`, `?page=`, `?page_size=` up to 500."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 500


class Conflict(exceptions.APIException):
    """What the state of the records does not allow: 409, with a sentence or with facts."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "conflict"


def refused(fault: DjangoValidationError) -> exceptions.ValidationError:
    """An action's refusal as the API says it: by field where it has one, else as `detail`."""
    if hasattr(fault, "error_dict"):
        named = {name: said for name, said in fault.message_dict.items() if name != "__all__"}
        if named:
            return exceptions.ValidationError(named)
    return exceptions.ValidationError({"detail": " ".join(fault.messages)})


def exception_handler(exc, context):
    """Errors as `{"detail": …}` or `{"field": ["…"]}`."""
    if isinstance(exc, DjangoValidationError):
        exc = refused(exc)
    elif isinstance(exc, Http404):  # Django's own words name the model, in English
        exc = exceptions.NotFound(_("It does not exist, or you may not know of it."))
    from rest_framework.views import exception_handler as drf_exception_handler

    response = drf_exception_handler(exc, context)
    if response is not None and isinstance(response.data, list):
        response.data = {"detail": " ".join(str(said) for said in response.data)}
    return response
