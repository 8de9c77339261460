"""What every page shows around its content: brand, menu, theme, and the banner of those who are touched."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from calendar_ops.queries.mine import banner
from core.views import THEME_COOKIE, THEMES
from organization.access import Permission
from organization.models import User
from organization.permissions import can_read_directory
from organization.queries import brand


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
        "theme": theme if theme in THEMES else "auto",
        "menu": menu(request.path, user) if isinstance(user, User) else [],
        "banner": SimpleLazyObject(lambda: banner(user, timezone.now())) if isinstance(user, User) else None,
    }


def menu(path: str, user: User) -> list[Entry]:
    """The entries that this person may use, and no other."""
    held = (Permission.READ_ALL_INTERVENTIONS, Permission.SIGN_FOR_UNIT, Permission.PLAN_INTERVENTIONS)
    plans = any(user.has_perm(permission) for permission in held)
    wanted = [
        (_("Catalogue"), "catalog:offerings", True),
        (_("Interventions"), "calendar_ops:interventions", plans),
        (_("Interventions that touch me"), "calendar_ops:mine", True),
        (_("Calendars"), "calendar_ops:calendars", plans or can_read_directory(user)),
        (_("Organisation"), "organization:units", can_read_directory(user)),
        (_("Messages sent"), "outbox:queue", user.has_perm(Permission.READ_OUTBOX)),
    ]
    entries = [(name, reverse(address)) for name, address, shown in wanted if shown]
    below = {target: target for _name, target in entries}
    below |= {f"/{part}/": reverse("organization:units") for part in ("units", "people", "organization")}
    below.setdefault("/interventions/", reverse("calendar_ops:mine"))
    here = below.get(max((start for start in below if path.startswith(start)), key=len, default=""))
    found = [Entry(name, target, target == here) for name, target in entries]
    if not plans:  # what an employee has to do stands on their home
        found.append(Entry(_("My things"), reverse("home"), path == reverse("home")))
    return found
