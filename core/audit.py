"""The one audit trail: `record` in the transaction of the change, `trail` on the object's page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Max, QuerySet

from core import bulk
from core.models import AuditEvent


def object_ref(obj: models.Model) -> str:
    """What names an object to people and in the trail: its reference, code, ref or uid, else its pk."""
    for name in ("reference", "code", "ref", "uid"):
        if value := getattr(obj, name, None):
            return str(value)
    return str(obj.pk)


def record(*, by, kind: str, obj: models.Model, changes: Mapping[str, Any] | None = None) -> AuditEvent:
    """Write that `by` (a person, or None for the portal itself) did `kind` to `obj`.

    `changes` maps a field to [before, after], or holds facts such as a reason; values must be JSON.
    Call it inside the transaction of the change.
    """
    return AuditEvent.objects.create(
        actor_ref=by.ref if by is not None else "",
        kind=kind,
        object_type=obj._meta.label_lower,
        object_ref=object_ref(obj),
        changes=dict(changes or {}),
    )


def record_many(
    *, by, now: datetime, object_type: str, events: Iterable[tuple[str, str, Mapping[str, Any]]]
) -> None:
    """The same of many objects of one type (« catalog.offering ») at once: (kind, what names the object, changes).

    Decimals and dates among the changes are kept as their text.
    """
    actor, encode = by.ref if by is not None else "", DjangoJSONEncoder().encode
    bulk.insert(
        AuditEvent,
        ("at", "actor_ref", "kind", "object_type", "object_ref", "changes"),
        ((now, actor, kind, object_type, ref, encode(changes)) for kind, ref, changes in events),
    )


def trail(obj: models.Model) -> QuerySet[AuditEvent]:
    """The events of one object, newest first."""
    return trail_of(obj._meta.label_lower, object_ref(obj))


def trail_of(kind: str, ref: str) -> QuerySet[AuditEvent]:
    """The same of the object of that kind (« calendar_ops.intervention ») and reference."""
    return AuditEvent.objects.filter(object_type=kind, object_ref=ref)


def latest(objects: Sequence[models.Model]) -> dict[str, datetime]:
    """Reference of each object of one kind → when it last changed, by its trail; one query."""
    if not objects:
        return {}
    events = AuditEvent.objects.filter(
        object_type=objects[0]._meta.label_lower, object_ref__in=[object_ref(obj) for obj in objects]
    )
    return dict(events.order_by().values_list("object_ref").annotate(Max("at")))


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """The fields whose values differ, each with [before, after]; what `record` takes as changes."""
    return {name: [before.get(name), after[name]] for name in after if before.get(name) != after[name]}
