"""Two people, one record: the second is shown the difference and chooses; nothing is overwritten in silence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from calendar_ops.actions.drafts import as_text, snapshot
from calendar_ops.forms.planning import WHY, PlanForm, initial_of
from calendar_ops.models import Intervention
from calendar_ops.trail import FIELDS
from core.audit import trail
from core.merging import Field, Part, merge, opened_of, words
from core.trail import plain
from organization.queries import names_of
from organization.requests import PortalRequest

PICK = "pick_"
IN_FORM = {
    "start": ("start_day", "start_time", "fold"),
    "end": ("end_day", "end_time", "fold"),
    "units_added": ("added",),
    "units_dropped": ("dropped",),
}
"""The fields of the form behind a field of the trail, where they are called otherwise."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A field that both changed, as the page shows it: what it was, and the two texts against it."""

    name: str
    label: str
    before: str
    theirs: list[Part]
    mine: list[Part]


@dataclass(frozen=True, slots=True)
class Joined:
    """A field that one side changed alone."""

    label: str
    parts: list[Part]
    by_me: bool


def conflict_page(request: PortalRequest, form: PlanForm, found: Intervention, edit: int) -> HttpResponse:
    """409, with the difference field by field; posting it again saves the choices."""
    saves = list(trail(found)[: max(found.edit - edit, 1)])
    saved = snapshot(found)
    fields, _same = merge(opened_of((event.changes for event in saves), saved), saved, _typed(form))
    joined = [one for one in fields if not one.asked]
    who, at = _who(saves)
    kept = [(name, value) for name in form.data for value in form.typed(name) if _carried(name)]
    kept += [(f"{PICK}{one.name}", "theirs") for one in joined if one.kept == "theirs"]
    context = {
        "intervention": found,
        "who": who,
        "at": at,
        "choices": [_choice(one) for one in fields if one.asked],
        "joined": [_joined(one) for one in joined],
        "kept": kept,
    }
    return render(request, "calendar_ops/intervention_conflict.html", context, status=409)


def _carried(name: str) -> bool:
    return name not in {"edit", "csrfmiddlewaretoken", "confirm", "submit", "save"} and not name.startswith(
        (PICK, "find_")
    )


def _typed(form: PlanForm) -> dict[str, Any]:
    """What is typed in the shape of `snapshot`."""
    content = form.content()
    facts = {name: as_text(value) for name, value in content.fields.items()}
    facts["offerings"] = sorted(offering.reference for offering in content.offerings or ())
    facts["sites"] = sorted(site.code for site in content.sites or ())
    dropped = {unit.code: why for unit, why in (content.dropped or {}).items()}
    facts["units_added"] = sorted(unit.code for unit in content.added or () if unit.code not in dropped)
    facts["units_dropped"] = dropped
    for name in ("start", "end"):
        facts[name] = content.fields[name].isoformat()
    return facts


def _who(saves) -> tuple[str, datetime | None]:
    if not saves:
        return "", None
    return names_of({saves[0].actor_ref}).get(saves[0].actor_ref, ""), saves[0].at


def _shown(name: str, value: Any) -> str:
    return FIELDS[name].show(value) if name in FIELDS else plain(value)


def _label(name: str) -> str:
    return str(FIELDS[name].label) if name in FIELDS else name


def _choice(one: Field) -> Choice:
    before, theirs, mine = (_shown(one.name, value) for value in (one.opened, one.theirs, one.mine))
    return Choice(one.name, _label(one.name), before, words(before, theirs), words(before, mine))


def _joined(one: Field) -> Joined:
    by_me = one.kept == "mine"
    after = one.mine if by_me else one.theirs
    return Joined(_label(one.name), words(_shown(one.name, one.opened), _shown(one.name, after)), by_me)


def with_choices(data: QueryDict, found: Intervention) -> QueryDict:
    """The typed values with those of the other editor where these were chosen."""
    theirs = [name.removeprefix(PICK) for name in data if name.startswith(PICK) and data[name] == "theirs"]
    if not theirs:
        return data
    chosen = data.copy()
    stored = initial_of(found, found.time_zone)
    for name in theirs:
        for field in IN_FORM.get(name, (name,)):
            value = stored.get(field, "")
            if isinstance(value, list):
                chosen.setlist(field, [str(one) for one in value])
            elif isinstance(value, bool):
                chosen.setlist(field, ["on"] if value else [])
            else:
                chosen[field] = _as_typed(value)
        if name == "units_dropped":
            for unit, why in stored["whys"].items():
                chosen[f"{WHY}{unit}"] = why
    return chosen


def _as_typed(value: Any) -> str:
    if hasattr(value, "strftime"):
        return f"{value:%H:%M}" if hasattr(value, "hour") else f"{value:%Y-%m-%d}"
    return str(getattr(value, "pk", value))
