"""Who gets what from each address: every URL name is classified here, or the run fails.

A rule says, for GET and for POST, which of the cast are let in; the others get `otherwise` (404 for the
outsider of an object, 403 for a reader without the right). Anonymous visitors are sent to sign in, and get
401 from the API. `make` gives the address's arguments from the cast, on objects made for the test.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

EVERYBODY = frozenset(
    {
        "employee", "outsider", "representative", "planner", "cio", "administrator", "marketing", "editor",
        "communication", "quality", "account_manager",
    }
)  # fmt: skip
Make = Callable[[Any], dict[str, Any]]


@dataclass(frozen=True)
class Rule:
    """`get`/`post`: who is let in (None: the method is not allowed, 405). `public`: no sign-in is asked."""

    get: frozenset[str] | None = EVERYBODY
    post: frozenset[str] | None = None
    otherwise: int = 403
    make: Make = field(default=lambda cast: {})
    public: bool = False
    api: bool = False


def only(*names: str) -> frozenset[str]:
    return frozenset(names)


RULES: dict[str, Rule] = {
    "home": Rule(),
    "unit": Rule(make=lambda cast: {"code": "FIN"}),
    "person": Rule(
        get=EVERYBODY - {"outsider", "communication", "quality"},
        otherwise=404,
        make=lambda cast: {"ref": cast.employee.ref},
    ),
    "core:language": Rule(get=None, post=EVERYBODY, public=True),
    "core:theme": Rule(get=None, post=EVERYBODY, public=True),
    "health-live": Rule(public=True),
    "health-ready": Rule(public=True),
}
"""URL name (with its namespace) → rule."""

LIBRARY = frozenset(
    {
        "account_login", "account_logout", "account_signup", "account_reauthenticate", "account_inactive",
        "account_change_password", "account_set_password", "account_email", "account_email_verification_sent",
        "account_confirm_email", "account_confirm_login_code", "account_reset_password",
        "account_reset_password_done", "account_reset_password_from_key", "account_reset_password_from_key_done",
        "account_request_login_code",
    }
)  # fmt: skip
"""Addresses of the sign-in library, tested by tests/organization/test_sign_in.py."""
