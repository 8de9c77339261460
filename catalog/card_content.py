"""What a card holds besides its reference, kind and state: read from the record, compared, written back.

The same shape serves the form, the working copy, publishing, and the versions: each version is the audit event of
its publishing, whose changes map a field, « section.CODE », « section.CODE.en », « section.CODE.absent », « aliases »
or « requests » to [before, after].
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet, TextField, Value

from catalog.enums import sections_of
from catalog.models import Alias, CardSection, Category, Offering, RequestType
from core.compiled import compiled
from core.folding import folded
from organization.models import User

PLAIN = ("name", "name_en", "benefit", "benefit_en", "origin", "opening", "last_review", "next_review")
LINKED = ("category", "owner", "backup_owner")


@dataclass(frozen=True, slots=True)
class Said:
    """One section: its text in both languages, or the reason why it does not apply."""

    text: str = ""
    text_en: str = ""
    absent: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """One way to ask; `delay` is counted in `delay_unit`, None when it is not promised."""

    label: str
    label_en: str = ""
    how: str = ""
    how_en: str = ""
    link: str = ""
    delay: int | None = None
    delay_unit: str = "working_days"
    main: bool = False

    def words(self) -> str:
        """One line for the trail."""
        delay = "" if self.delay is None else f", {self.delay} {self.delay_unit}"
        return f"{self.label}{' *' if self.main else ''}: {self.how or self.link or '—'}{delay}"


@dataclass(slots=True)
class CardContent:
    """`fields` are those of the offering; sections that its kind does not have are not here."""

    fields: dict[str, Any] = field(default_factory=dict)
    aliases: list[str] = field(default_factory=list)
    sections: dict[str, Said] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)


def content_of(offering: Offering, requests: list[Request] | None = None) -> CardContent:
    """What the record holds now; two queries, one when its ways to ask are known."""
    kept: dict[str, Said] = {}
    aliases: dict[int, str] = {}
    for number, code, text, text_en, absent in _texts(offering.pk):
        if code:
            kept[code] = Said(text, text_en, absent)
        else:
            aliases[number] = text
    if requests is None:
        requests = [Request(*row) for row in offering.request_types.values_list(*REQUEST)]
    return CardContent(
        fields={name: getattr(offering, name) for name in (*PLAIN, *LINKED)},
        aliases=[aliases[number] for number in sorted(aliases)],
        sections={section.code: kept.get(section.code, Said()) for section in sections_of(offering.kind)},
        requests=requests,
    )


@compiled
def _texts(offering: int) -> QuerySet[CardSection, tuple[int, str, str, str, str]]:
    """Its sections, and its other names as rows without code."""
    sections = CardSection.objects.filter(offering=offering).order_by()
    aliases = Alias.objects.filter(offering=offering).order_by()
    nothing = Value("", output_field=TextField())
    return sections.values_list("pk", "code", "text", "text_en", "absent").union(
        aliases.values_list("pk", nothing, "text", nothing, nothing), all=True
    )


REQUEST = ("label", "label_en", "how", "how_en", "link", "delay", "delay_unit", "main")


def as_text(value: Any) -> Any:
    """A field's value as the trail keeps it."""
    if isinstance(value, Category):
        return value.code
    if isinstance(value, User):
        return value.ref
    return value.isoformat() if isinstance(value, date) else value


def flat(content: CardContent) -> dict[str, Any]:
    """Every text of a card under one name each, as the trail keeps them."""
    found: dict[str, Any] = {name: as_text(value) for name, value in content.fields.items()}
    found["aliases"] = content.aliases
    for code, said in content.sections.items():
        found[f"section.{code}"] = said.text
        found[f"section.{code}.en"] = said.text_en
        found[f"section.{code}.absent"] = said.absent
    found["requests"] = [request.words() for request in content.requests]
    return found


def write(offering: Offering, content: CardContent, before: CardContent) -> None:
    """Put what differs on the records; the caller holds the row and the transaction, saves the offering, audits.

    Raises IntegrityError when another offering has one of the aliases.
    """
    for name, value in content.fields.items():
        setattr(offering, name, value)
    if content.aliases != before.aliases:
        offering.aliases.all().delete()
        Alias.objects.bulk_create(
            Alias(offering=offering, text=text, folded=folded(text)) for text in content.aliases
        )
    for code, said in content.sections.items():
        if said == before.sections.get(code, Said()):
            continue
        CardSection.objects.update_or_create(
            offering=offering,
            code=code,
            defaults={"text": said.text, "text_en": said.text_en, "absent": said.absent},
        )
    if content.requests != before.requests:
        _write_requests(offering, content.requests)


def _write_requests(offering: Offering, requests: list[Request]) -> None:
    """A way to ask that keeps its words keeps its row, and what was measured of it."""
    rows = list(offering.request_types.order_by("rank", "pk"))
    RequestType.objects.filter(offering=offering).update(main=False)  # one at a time is the main one
    for rank, request in enumerate(requests):
        row = next((row for row in rows if row.label == request.label), None)
        if row is not None:
            rows.remove(row)
        row = row or RequestType(offering=offering)
        for name in REQUEST:
            setattr(row, name, getattr(request, name))
        row.rank = rank
        row.save()
    for row in rows:
        row.delete()


def changes_of(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """What differs between two flat contents, each with [before, after]."""
    return {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}
