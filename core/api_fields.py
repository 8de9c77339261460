"""Fields of the API that say what they will not take: instants without offset, codes that name nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from rest_framework import serializers

YEARS = range(2000, 2100)
SPACE_FOR_PLUS = re.compile(r"(:\d\d(?:\.\d+)?) (\d\d:?\d\d)$")  # what « + » in an address becomes


class InstantField(serializers.DateTimeField):
    """An ISO 8601 date-time with its offset, given on as UTC; one without is refused, never guessed."""

    default_error_messages = {
        "naive": _("Give the offset from UTC as well, as in 2026-11-10T20:00:00+01:00."),
        "unread": _("Write a date and a time with its offset, as in 2026-11-10T20:00:00+01:00."),
        "out_of_range": _("This date is out of range: give a year from 2000 to 2099."),
    }

    def to_internal_value(self, value: Any) -> datetime:
        found = None
        if isinstance(value, str):
            try:
                found = parse_datetime(SPACE_FOR_PLUS.sub(r"\1+\2", value.strip()))
            except ValueError:  # well formed, but there is no such day or hour
                found = None
        if found is None:
            self.fail("unread")
        if found.tzinfo is None:
            self.fail("naive")
        if found.year not in YEARS:
            self.fail("out_of_range")
        return found.astimezone(UTC)


class RecordsField(serializers.ListField):
    """Records by their code or reference, each once, in the order given: one query however many there are."""

    def __init__(self, *, slug_field: str, queryset: QuerySet, **kwargs: Any) -> None:
        self.slug_field, self.queryset = slug_field, queryset
        super().__init__(child=serializers.CharField(max_length=80), max_length=1000, **kwargs)

    def to_internal_value(self, data: Any) -> list[Model]:
        named = list(dict.fromkeys(super().to_internal_value(data)))
        found = records_by(self.queryset, self.slug_field, named)
        missing = [code for code in named if code not in found]
        if missing:
            raise serializers.ValidationError(unknown(missing))
        return [found[code] for code in named]

    def to_representation(self, data: Any) -> list[str]:
        return [getattr(record, self.slug_field) for record in (data.all() if hasattr(data, "all") else data)]


def records_by(queryset: QuerySet, slug_field: str, named: Iterable[str]) -> dict[str, Model]:
    """Code → record, for those that exist; one query."""
    wanted = list(named)
    if not wanted:
        return {}
    return {getattr(r, slug_field): r for r in queryset.all().filter(**{f"{slug_field}__in": wanted})}


def unknown(codes: list[str]) -> str:
    """The sentence for codes that name nothing."""
    return ngettext(
        "%(codes)s does not exist, or is no longer active.",
        "%(codes)s do not exist, or are no longer active.",
        len(codes),
    ) % {"codes": ", ".join(codes[:10])}
