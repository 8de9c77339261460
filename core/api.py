"""What every part of the API shares: pages of results, errors."""

from __future__ import annotations

from rest_framework.pagination import PageNumberPagination
from rest_framework.views import exception_handler as drf_exception_handler


class PortalPagination(PageNumberPagination):
    """`{"count", "next", "previous", "results"}`, `?page=`, `?page_size=` up to 500."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 500


def exception_handler(exc, context):
    """Errors as `{"detail": …}` or `{"field": ["…"]}`."""
    return drf_exception_handler(exc, context)
