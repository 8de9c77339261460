"""Tokens of the API: `Authorization: Token …`. The database keeps only a SHA-256."""

from __future__ import annotations

import hashlib
import secrets

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied

from organization.models import ApiToken, User


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def create_token(*, person: User, label: str, scope: str = ApiToken.Scope.READ) -> tuple[ApiToken, str]:
    """A new token; its text is returned once and never again."""
    text = secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        person=person, label=label, scope=scope, digest=digest(text), hint=text[:6]
    )
    return token, text


class ApiTokenAuthentication(BaseAuthentication):
    """A revoked or unknown token is 401; a token of scope read that writes is 403."""

    keyword = "Token"

    def authenticate(self, request):
        parts = get_authorization_header(request).decode("latin-1").split()
        if not parts or parts[0].lower() != self.keyword.lower():
            return None
        if len(parts) != 2:
            raise AuthenticationFailed(_("Write « Authorization: Token » followed by the token."))
        token = (
            ApiToken.objects.select_related("person__unit")
            .filter(digest=digest(parts[1]), revoked_at=None)
            .first()
        )
        if token is None or not token.person.is_active:
            raise AuthenticationFailed(_("This token is unknown or was revoked."))
        if token.scope == ApiToken.Scope.READ and request.method not in {"GET", "HEAD", "OPTIONS"}:
            raise PermissionDenied(_("This token may only read."))
        today = timezone.now().date()
        if token.last_used_on != today:
            ApiToken.objects.filter(pk=token.pk).update(last_used_on=today)
        return token.person, token

    def authenticate_header(self, request) -> str:
        return self.keyword
