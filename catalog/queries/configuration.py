"""The configuration file of an offering, read from its card and its records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from catalog import level_words
from catalog.card_content import content_of
from catalog.configuration import Component, ConfigurationFile, Sheet
from catalog.enums import OfferingKind, OfferingState, Part, Turnkey, sections_of
from catalog.models import Offering
from catalog.queries.head import LEVELLED
from catalog.queries.levels import EVER, promises_of
from catalog.queries.prices import tariffs_of
from core import dates, months
from core.bilingual import pick, text


def configuration_of(offering: Offering, *, today: date) -> ConfigurationFile:
    """As the card stands; a constant number of queries. Amounts of cost are no part of it: files are sent around."""
    said = content_of(offering).sections
    sheets = _sheets(offering, today)
    components = []
    for section in sections_of(offering.kind, Part.CONFIGURATION):
        words, lang = pick(said[section.code], "text")
        components.append(
            Component(
                section.code,
                str(section.label),
                words,
                lang,
                said[section.code].absent,
                sheets.get(section.code),
            )
        )
    return ConfigurationFile(
        reference=offering.reference,
        name=text(offering, "name"),
        kind=str(OfferingKind(offering.kind).label),
        state=str(OfferingState(offering.state).label),
        facts=_facts(offering, today),
        components=components,
    )


def _facts(offering: Offering, today: date) -> list[tuple[str, str]]:
    def day(value: date | None) -> str:
        return dates.day(value, today=today) if value else ""

    facts = [
        (_("Owner"), offering.owner.name if offering.owner else ""),
        (_("Backup owner"), offering.backup_owner.name if offering.backup_owner else ""),
        (_("Next review"), day(offering.next_review)),
    ]
    if offering.kind == OfferingKind.SOLUTION:
        facts += [
            (_("Client"), offering.client.name if offering.client else ""),
            (_("Context"), text(offering, "context")),
            (_("Turnkey degree"), str(Turnkey(offering.turnkey).label) if offering.turnkey else ""),
        ]
    return facts


def _sheets(offering: Offering, today: date) -> dict[str, Sheet]:
    """What the records give of a component, by its code."""
    charged = [
        [text(one.tariff, "label"), one.words or "", text(one.tariff, "conditions")]
        for one in tariffs_of([offering.pk], today)
    ]
    sheets = {"pricing": Sheet([_("Tariff"), _("Price"), _("Conditions")], _plain(charged))}
    if offering.kind in LEVELLED:
        heads = [_("Level"), _("Promised"), _("Since"), _("Counted over")]
        sheets["sla"] = Sheet(heads, _promised(offering, today))
    if offering.kind == OfferingKind.SOLUTION:
        links = list(offering.component_links.select_related("part").order_by("rank", "pk"))
        parts = [
            [text(link.part, "name"), link.part.reference, OfferingState(link.part.state).label]
            for link in links
        ]
        sheets["base_services"] = Sheet([_("Service"), _("Reference"), _("State")], _plain(parts))
        notes = [
            [text(link.part, "name"), text(link, "note"), _("yes") if link.serial else _("no")]
            for link in links
        ]
        noted = [_("Component"), _("How it is integrated"), _("The solution stops without it")]
        sheets["assembly"] = Sheet(noted, _plain(notes))
    return sheets


def _promised(offering: Offering, today: date) -> list[list[str]]:
    """Each level with the target in force and, where one is coming already, that one too."""
    found = []
    month = months.month_of(today)
    for one in promises_of(offering, months.last_closed(today), month):
        name, _language = level_words.name_of(one)
        past = [target for target in one.targets if target.since <= month]
        for target in [*past[-1:], *one.targets[len(past) :]]:
            since = "" if target.since == EVER else level_words.day(target.since)
            found.append([name, one.amount(target.value), since, text(one, "hours")])
    return found


def _plain(rows: Iterable[Sequence[object]]) -> list[list[str]]:
    return [[str(cell) for cell in row] for row in rows]
