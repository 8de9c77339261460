"""The request of somebody who is signed in, which every page but the public ones gets."""

from __future__ import annotations

from django.http import HttpRequest

from organization.models import User


class PortalRequest(HttpRequest):
    """`user` is a person: LoginRequiredMiddleware lets nobody else through."""

    user: User  # type: ignore[assignment]  # Django's stubs allow AnonymousUser here as well


def person_of(request: HttpRequest) -> User:
    """Who asks, where the type of the request does not say that they are signed in (API views)."""
    assert isinstance(request.user, User)
    return request.user
