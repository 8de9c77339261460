"""The versions of a card: what each publishing changed, who did it, when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from catalog.enums import SECTIONS
from catalog.models import Offering
from catalog.trail import FIELDS, WORDS, request_words, told
from core import audit
from core.merging import Part, words
from core.trail import Field, facts, plain

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
    """Newest first; three queries."""
    events = [event for event in audit.trail(offering)[:MOST] if event.kind in WORDS]
    known = told(events)
    return [
        Version(
            number=int(event.changes.get("version") or 0),
            at=event.at,
            sentence=str(WORDS[event.kind])
            % facts(event.changes, known.fields, _who(event.actor_ref, known.names)),
            reason=str(event.changes.get("reason") or ""),
            differences=[
                Difference(label_of(name), _parts(name, change, known.fields))
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


def _parts(name: str, change: list[Any], fields: Mapping[str, Field]) -> list[Part]:
    """Texts are told word by word; a day, a person, a choice whole."""
    before, after = (_said(name, value, fields) for value in change)
    if name not in fields or fields[name].show is plain:
        return words(before, after)
    told: list[Part] = [("gone", before), ("come", after)]
    return [(kind, text) for kind, text in told if text]


def _said(name: str, value: Any, fields: Mapping[str, Field]) -> str:
    if value in (None, "", []):
        return ""
    if isinstance(value, list) and not any(isinstance(one, dict) for one in value):
        return "\n".join(request_words(str(one)) if name == "requests" else str(one) for one in value)
    if name in fields:
        return fields[name].show(value)
    return "" if value is None else str(value)
