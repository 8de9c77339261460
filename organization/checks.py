"""What `check --deploy` of Django does not catch; each check is one sentence that says what to write."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Tags, Warning, register

YEAR = 365 * 86400


@register(Tags.security, deploy=True)
def hosts_are_named(app_configs, **kwargs):
    if "*" in settings.ALLOWED_HOSTS:
        return [_wrong("W001", "ALLOWED_HOSTS accepts every name.", "List the portal's own names.")]
    return []


@register(Tags.security, deploy=True)
def hsts_lasts(app_configs, **kwargs):
    if settings.HTTPS and settings.SECURE_HSTS_SECONDS < YEAR:
        return [_wrong("W002", "HSTS lasts less than a year.", "Set SECURE_HSTS_SECONDS to 31536000.")]
    return []


@register(Tags.security, deploy=True)
def passwords_are_held_to_rules(app_configs, **kwargs):
    if not settings.AUTH_PASSWORD_VALIDATORS:
        return [_wrong("W003", "Any password is taken.", "Fill AUTH_PASSWORD_VALIDATORS.")]
    return []


@register(Tags.security, deploy=True)
def pages_have_a_content_policy(app_configs, **kwargs):
    policy = getattr(settings, "CONTENT_SECURITY_POLICY", None) or {}
    directives = policy.get("DIRECTIVES", {})
    said = " ".join(str(source) for sources in directives.values() for source in sources)
    if (
        "csp.middleware.CSPMiddleware" not in settings.MIDDLEWARE
        or "script-src" not in directives
        or "unsafe-inline" in said
    ):
        return [
            _wrong(
                "W004",
                "Pages are sent without a strict content security policy.",
                "Keep CSPMiddleware, and CONTENT_SECURITY_POLICY without unsafe-inline.",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def broker_asks_for_a_password(app_configs, **kwargs):
    url = urlsplit(settings.BROKER_URL)
    local = url.hostname in {None, "localhost", "127.0.0.1", "::1"}
    if url.scheme in {"redis", "rediss"} and not url.password and not local:
        return [_wrong("W005", "The broker is reached without a password.", "Put it into BROKER_URL.")]
    return []


@register(Tags.security, deploy=True)
def mail_does_not_wait_for_ever(app_configs, **kwargs):
    if not settings.EMAIL_TIMEOUT:
        return [_wrong("W006", "A silent mail server stops the worker.", "Set EMAIL_TIMEOUT, in seconds.")]
    return []


def _wrong(code: str, said: str, hint: str) -> Warning:
    return Warning(said, hint=hint, id=f"organization.{code}")
