"""The versions of a card: what each publishing changed, who did it, when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from catalog.enums import SECTIONS
from catalog.models import Offering
from catalog.trail import FIELDS, WORDS
from core import audit
from core.merging import Part, words
from core.trail import facts
from organization.queries import names_of

MOST = 100
ASIDE = frozenset({"version", "reason"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One text of the card, before and after: runs of words that stay, go and come."""

    label: str
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class Version:
    """One event. `number` is that of a publishing, 0 for what is none."""

    number: int
    at: datetime
    sentence: str
    reason: str
    differences: list[Difference]


def versions_of(offering: Offering) -> list[Version]:
    """Newest first; two queries."""
    events = [event for event in audit.trail(offering)[:MOST] if event.kind in WORDS]
    names = names_of({event.actor_ref for event in events if event.actor_ref})
    return [
        Version(
            number=int(event.changes.get("version") or 0),
            at=event.at,
            sentence=str(WORDS[event.kind]) % facts(event.changes, FIELDS, _who(event.actor_ref, names)),
            reason=str(event.changes.get("reason") or ""),
            differences=[
                Difference(label_of(name), words(_said(name, change[0]), _said(name, change[1])))
                for name, change in event.changes.items()
                if name not in ASIDE and isinstance(change, list) and len(change) == 2
            ],
        )
        for event in events
    ]


def _who(ref: str, names: Mapping[str, str]) -> str:
    if not ref:
        return _("the portal")
    return names.get(ref) or _("somebody who left")


def label_of(name: str) -> str:
    """« section.support.en » → « Help, in English »."""
    if name.startswith("section."):
        _section, code, *ending = name.split(".")
        label = str(SECTIONS[code].label) if code in SECTIONS else code
        if ending == ["en"]:
            return _("%(section)s, in English") % {"section": label}
        return _("%(section)s: why it does not apply") % {"section": label} if ending else label
    return str(FIELDS[name].label) if name in FIELDS else name


def _said(name: str, value: Any) -> str:
    if value in (None, "", []):
        return ""
    if isinstance(value, list) and not any(isinstance(one, dict) for one in value):
        return "\n".join(map(str, value))
    if name in FIELDS:
        return FIELDS[name].show(value)
    return "" if value is None else str(value)
