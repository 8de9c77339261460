"""The guides that go with some cards of Groupe Hélianthe: real files, written from what the cards say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import ContentFile

from catalog.enums import sections_of
from catalog.models import CardSection, Offering, OfferingDocument
from core.attachments import accept, store
from core.document import Document, Heading, Prose, render
from dsi_marketing.demo.units import Company
from organization.letterhead import letterhead

TOLD = ("description", "inclusions", "exclusions", "duties", "support")
"""The sections of a card that a guide repeats, in this order."""


@dataclass(frozen=True, slots=True)
class Guide:
    """`card`: the French name of the offering that it goes with."""

    card: str
    title: str
    title_en: str


GUIDES = (
    Guide("Messagerie et agenda", "Guide de l’arrivant", "Newcomer’s guide"),
    Guide("Accès à distance", "Travailler hors des murs", "Working outside the walls"),
)


def write_guides(company: Company, *, now: datetime) -> None:
    """One PDF in each language. Call it outside a transaction: a document takes its time."""
    for guide in GUIDES:
        offering = company.offerings[guide.card]
        for language in ("fr", "en"):
            _attach(offering, guide, language, now=now)


def _attach(offering: Offering, guide: Guide, language: str, *, now: datetime) -> None:
    french = language == "fr"
    title, lead = (guide.title, offering.name) if french else (guide.title_en, offering.name_en)
    said = Document(title, _blocks(offering, french=french), lead=lead, reference=offering.reference)
    pdf = render(said, letterhead=letterhead(language), language=language, made_at=now)
    accepted = accept(ContentFile(pdf, name=f"{title}.pdf"))
    store(
        OfferingDocument(offering=offering, title=title, language=language),
        accepted,
        by=offering.owner,
        now=now,
    )


def _blocks(offering: Offering, *, french: bool) -> list[Heading | Prose]:
    labels = {section.code: section.label for section in sections_of(offering.kind)}
    texts = {one.code: one for one in CardSection.objects.filter(offering=offering, code__in=TOLD)}
    made: list[Heading | Prose] = []
    for code in TOLD:
        if code in texts:
            made += [Heading(labels[code]), Prose(texts[code].text if french else texts[code].text_en)]
    return made
