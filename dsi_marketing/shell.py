"""What every page shows around its content: brand, menu, theme, and the banner of those who are touched."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from calendar_ops.queries.banner import Banner, banner
from core.briefly import Briefly
from core.kept import drawn
from core.views import THEME_COOKIE, THEMES
from organization.access import Permission
from organization.models import Brand, User
from organization.permissions import can_read_directory
from organization.queries import shown_brand


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the menu; `current` on the page that it leads to and those below it."""

    name: str
    address: str
    current: bool


TOKEN, HERE = "\ue000token\ue000", "\ue000here\ue000"
"""Characters of no language, which stand in a kept part for what differs at each request."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What of the person is shown around a page."""

    ref: str
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class Look:
    """What of the brand is shown around a page; `edit` tells browsers of a new one."""

    edit: str
    logo: str
    company: str
    product: str
    product_en: str
    help_contact: str
    help_contact_en: str
    foot: str
    foot_en: str


class Shell:
    """The parts around the content, each drawn when the page first asks for it."""

    def __init__(self, request: HttpRequest, theme: str) -> None:
        user = getattr(request, "user", None)
        self.request, self.brand, self.theme = request, shown_brand(), theme
        self.user = user if isinstance(user, User) else None
        self.language = get_language() or "fr"

    def head(self) -> SafeString:
        """The stylesheets and scripts that every page has."""
        return drawn("_head.html", {"brand": _look(self.brand)})

    def top(self) -> SafeString:
        """The brand, the menu, the person; with this request's own token and address in its forms."""
        reader, entries = None, []
        if self.user is not None:
            unit = self.user.unit.name if self.user.unit else ""
            reader, entries = Reader(self.user.ref, self.user.name, unit), menu(self.request.path, self.user)
        around = {"brand": _look(self.brand), "theme": self.theme, "reader": reader, "menu": entries}
        kept = drawn(
            "_top.html", {**around, "csrf_token": TOKEN, "here": HERE, "LANGUAGE_CODE": self.language}
        )
        own = {TOKEN: get_token(self.request), HERE: escape(self.request.get_full_path())}
        return mark_safe(kept.replace(TOKEN, own[TOKEN]).replace(HERE, own[HERE]))

    def foot(self) -> SafeString:
        return drawn("_foot.html", {"brand": _look(self.brand)})


def _look(brand: Brand) -> Look:
    return Look(*(str(getattr(brand, field.name)) for field in fields(Look)))


def shell(request: HttpRequest) -> dict:
    theme = request.COOKIES.get(THEME_COOKIE, "")
    theme = theme if theme in THEMES else "auto"
    around = Shell(request, theme)
    user = around.user
    return {
        "brand": around.brand,
        "theme": theme,
        "shell": around,
        "banner": SimpleLazyObject(lambda: _near(user, timezone.now())) if user else None,
    }


_banners: Briefly[Banner | None] = Briefly(seconds=10)


def _near(user: User, now: datetime) -> Banner | None:
    """The banner; « nothing is near » is believed for some seconds, since it is what nearly everybody reads."""
    return _banners.get(user.pk, lambda: banner(user, now), keep=lambda found: found is None)


def menu(path: str, user: User) -> list[Entry]:
    """The entries that this person may use, and no other."""
    held = (Permission.READ_ALL_INTERVENTIONS, Permission.SIGN_FOR_UNIT, Permission.PLAN_INTERVENTIONS)
    plans = any(user.has_perm(permission) for permission in held)
    entries, below = _entries(
        get_language() or "fr", plans, can_read_directory(user), user.has_perm(Permission.READ_OUTBOX)
    )
    here = below.get(max((start for start in below if path.startswith(start)), key=len, default=""))
    return [Entry(name, target, target in (here, path)) for name, target in entries]


@cache
def _entries(
    language: str, plans: bool, directory: bool, outbox: bool
) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """The names and addresses for such rights, in the language in force, and the entry of each part of the portal."""
    wanted = [
        (_("Catalogue"), "catalog:window", True),
        (_("Interventions"), "calendar_ops:interventions", plans),
        (_("Interventions that touch me"), "calendar_ops:mine", True),
        (_("Calendars"), "calendar_ops:calendars", plans or directory),
        (_("Organisation"), "organization:units", directory),
        (_("Messages sent"), "outbox:queue", outbox),
    ]
    entries = [(name, reverse(address)) for name, address, shown in wanted if shown]
    below = {target: target for _name, target in entries}
    below |= {f"/{part}/": reverse("organization:units") for part in ("units", "people", "organization")}
    shop = reverse("catalog:window")
    below |= {f"/{part}/": shop for part in ("offerings", "levels", "prices", "costs")}
    below.setdefault("/interventions/", reverse("calendar_ops:mine"))
    if not plans:  # what an employee has to do stands on their home
        entries.append((_("My things"), reverse("home")))
    return entries, below
