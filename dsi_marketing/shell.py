"""What every page shows around its content: brand, menu, theme."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from organization.access import Permission
from organization.queries import brand

THEME_COOKIE = "theme"
THEMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the menu; `current` on the page that it leads to and those below it."""

    name: str
    address: str
    current: bool


def shell(request: HttpRequest) -> dict:
    theme = request.COOKIES.get(THEME_COOKIE, "")
    user = getattr(request, "user", None)
    return {
        "brand": SimpleLazyObject(brand),
        "theme": theme if theme in THEMES else "light",
        "menu": menu(request) if user is not None and user.is_authenticated else [],
    }


def menu(request: HttpRequest) -> list[Entry]:
    """The entries that this person may use, and no other."""
    user = request.user
    planner = user.has_perm(Permission.READ_ALL_INTERVENTIONS)
    wanted = [
        (_("Interventions"), "calendar_ops:interventions", planner),
        (_("Interventions that touch me"), "calendar_ops:mine", not planner),
        (_("Calendars"), "calendar_ops:calendars", True),
        (_("Organisation"), "organization:units", user.has_perm(Permission.READ_DIRECTORY)),
        (_("Messages sent"), "outbox:queue", user.has_perm(Permission.READ_OUTBOX)),
        (_("Mailbox"), "outbox:mailbox", True),
    ]
    entries = []
    for name, address, shown in wanted:
        if not shown:
            continue
        try:
            target = reverse(address)
        except NoReverseMatch:
            continue
        entries.append((name, target))
    here = max((target for _name, target in entries if request.path.startswith(target)), key=len, default="")
    return [Entry(name, target, target == here) for name, target in entries]
