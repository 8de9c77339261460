"""Writing a plan down: drafts, their numbers, and what a save changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import IntegerField, Max
from django.db.models.functions import Cast, Substr
from django.utils import timezone
from django.utils.translation import gettext as _

from calendar_ops.enums import State
from calendar_ops.evaluation import Changes, evaluate, plan_of
from calendar_ops.input_rules import slot_faults
from calendar_ops.models import Intervention, UnitChoice
from catalog.models import Offering
from core.audit import differences, record
from organization.models import BusinessUnit, Site, User

from .refusals import Conflict, Refused

PLAIN = (
    "title",
    "title_en",
    "impact",
    "impact_en",
    "nature",
    "target",
    "work_class",
    "start",
    "end",
    "time_zone",
    "interruption_minutes",
    "precautions",
    "precautions_en",
    "fallback",
    "owner",
    "external_id",
    "tell_finished",
)
TRIES = 20


@dataclass(frozen=True, slots=True)
class Content:
    """What a person gives: any of the PLAIN fields, and what the work touches (None: as it was)."""

    fields: Mapping[str, Any]
    offerings: Sequence[Offering] | None = None
    sites: Sequence[Site] | None = None
    added: Sequence[BusinessUnit] | None = None
    dropped: Mapping[BusinessUnit, str] | None = None  # unit → reason

    @property
    def changes_reach(self) -> bool:
        return any(part is not None for part in (self.offerings, self.sites, self.added, self.dropped))

    def as_changes(self) -> Changes:
        """What of it the calendars are asked about."""

        def ids(rows):
            return None if rows is None else frozenset(row.pk for row in rows)

        dropped = ids(self.dropped)
        added = ids(self.added)
        return Changes(
            work_class=self.fields.get("work_class"),
            interruption_minutes=self.fields.get("interruption_minutes"),
            start=self.fields.get("start"),
            end=self.fields.get("end"),
            offerings=ids(self.offerings),
            added=added - dropped if added is not None and dropped is not None else added,
            dropped=dropped,
            sites=ids(self.sites),
        )


def as_text(value: Any) -> Any:
    """A field's value as the audit trail keeps it; moments in UTC, so that the same one reads the same."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, User):
        return value.ref
    return value


def snapshot(intervention: Intervention) -> dict[str, Any]:
    """Every field that people give, as JSON: what a second editor is compared with, and the trail."""
    facts = {name: as_text(getattr(intervention, name)) for name in PLAIN}
    if intervention.pk:
        facts["offerings"] = sorted(intervention.offerings.values_list("reference", flat=True))
        facts["sites"] = sorted(intervention.sites.values_list("code", flat=True))
        added, dropped = [], {}
        for code, is_dropped, reason in intervention.unit_choices.values_list(
            "unit__code", "dropped", "reason"
        ).order_by("unit__code"):
            if is_dropped:
                dropped[code] = reason
            else:
                added.append(code)
        facts["units_added"], facts["units_dropped"] = added, dropped
    return facts


def write(intervention: Intervention, content: Content) -> None:
    """Put the content on the row and its links; the caller saves, audits and holds the transaction."""
    for name, value in content.fields.items():
        if name not in PLAIN:
            raise ValueError(f"{name} is not a field that people give")
        setattr(intervention, name, value)


def write_links(intervention: Intervention, content: Content) -> None:
    if content.offerings is not None:
        intervention.offerings.set(content.offerings)
    if content.sites is not None:
        intervention.sites.set(content.sites)
    if content.added is not None:
        intervention.unit_choices.filter(dropped=False).delete()
    if content.dropped is not None:
        intervention.unit_choices.filter(dropped=True).delete()
    rows = [
        UnitChoice(intervention=intervention, unit=unit, dropped=True, reason=reason)
        for unit, reason in (content.dropped or {}).items()
    ]
    gone = set(content.dropped or {})
    rows += [
        UnitChoice(intervention=intervention, unit=unit) for unit in content.added or () if unit not in gone
    ]
    if content.added is not None:  # a unit chosen by hand is no longer a dropped one
        chosen = [unit.pk for unit in content.added if unit not in gone]
        intervention.unit_choices.filter(unit__in=chosen).delete()
    UnitChoice.objects.bulk_create(rows)


def refuse_slot(start: datetime, end: datetime, interruption: int, *, now: datetime | None = None) -> None:
    """Raise Refused with the first fault of a slot; `now` given: the start may not have passed."""
    for field, sentence in slot_faults(start, end, interruption, now=now).items():
        raise Refused(sentence, field=field)


def refuse_faults(intervention: Intervention, *, now: datetime | None = None) -> None:
    """Raise Refused without a title, or with the first fault of the slot; see `refuse_slot`."""
    if not (intervention.title or intervention.title_en):
        raise Refused(_("Give the work a title, in French or in English."), field="title")
    refuse_slot(intervention.start, intervention.end, intervention.interruption_minutes, now=now)


def refuse_second_editor(intervention: Intervention, edit: int | None, version: int | None = None) -> None:
    """Raise Conflict when somebody saved since the page or the client read it. None: does not mind."""
    if (edit is not None and edit != intervention.edit) or (
        version is not None and version != intervention.version
    ):
        raise Conflict(
            _("%(reference)s changed since you opened it: look at what changed, then do it again.")
            % {"reference": intervention.reference},
            intervention.version,
            intervention.edit,
        )


def locked(intervention: Intervention) -> Intervention:
    """The row as it is now, held until the transaction ends."""
    return (
        Intervention.objects.select_for_update(of=("self",), no_key=True)
        .select_related("owner", "planner")
        .get(pk=intervention.pk)
    )


def next_reference(year: int) -> str:
    """The number after the highest of the year; a fifth digit comes after 9999."""
    prefix = f"INT-{year}-"
    highest = Intervention.objects.filter(reference__startswith=prefix).aggregate(
        n=Max(Cast(Substr("reference", len(prefix) + 1), IntegerField()))
    )["n"]
    return f"{prefix}{(highest or 0) + 1:04d}"


def remember_evaluation(intervention: Intervention) -> None:
    """Keep what lists show of the last evaluation: the strictest colour, how many people, where."""
    evaluate(plan_of(intervention)).remember(intervention)


def number_taken(intervention: Intervention) -> Refused:
    return Refused(
        _("An intervention already has the number %(number)s in the ITSM tool.")
        % {"number": intervention.external_id},
        field="external_id",
    )


def save_row(intervention: Intervention) -> None:
    """Save an existing row. Raises Refused when another intervention has its number in the ITSM tool."""
    try:
        with transaction.atomic():
            intervention.save()
    except IntegrityError as fault:
        if not intervention.external_id:
            raise
        raise number_taken(intervention) from fault


def create_draft(*, content: Content, by: User, now: datetime) -> Intervention:
    """A new draft with the next number of the year. Raises Refused when the slot is unsound."""
    intervention = Intervention(planner=by, owner=by, created_at=now)
    write(intervention, content)
    refuse_faults(intervention)
    year = timezone.localtime(now).year
    for attempt in range(TRIES):
        try:
            with transaction.atomic():
                intervention.pk = None
                intervention.reference = next_reference(year)
                intervention.save(force_insert=True)
                write_links(intervention, content)
                remember_evaluation(intervention)
                intervention.save(
                    update_fields=["worst_colour", "people_count", "units_count", "topmost_units"]
                )
                record(by=by, kind="intervention.created", obj=intervention, changes=snapshot(intervention))
            return intervention
        except IntegrityError as fault:  # somebody took the number between the read and the write
            taken = Intervention.objects.filter(reference=intervention.reference).exists()
            if not taken or attempt == TRIES - 1:
                if intervention.external_id:
                    raise number_taken(intervention) from fault
                raise
    raise AssertionError("unreachable")


def update_draft(
    *,
    intervention: Intervention,
    content: Content,
    by: User,
    now: datetime,
    version: int | None = None,
    edit: int | None = None,
) -> Intervention:
    """Save a draft. Raises Conflict for a second editor, Refused when it is no draft or unsound."""
    with transaction.atomic():
        row = locked(intervention)
        if row.state != State.DRAFT:
            raise Refused(
                _("%(reference)s is no longer a draft: its page says what may be done.")
                % {"reference": row.reference}
            )
        refuse_second_editor(row, edit, version)
        before = snapshot(row)
        write(row, content)
        refuse_faults(row)
        write_links(row, content)
        changes = differences(before, snapshot(row))
        if changes:
            remember_evaluation(row)
            row.edit += 1
            save_row(row)
            record(by=by, kind="intervention.edited", obj=row, changes=changes)
    return row
