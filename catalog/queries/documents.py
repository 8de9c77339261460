"""The files of an offering, in plain values."""

from __future__ import annotations

from django.urls import reverse

from catalog.models import Offering, OfferingDocument
from core.attachments import Line, lines


def documents_of(offering: Offering, *, removable: bool = False) -> list[Line]:
    """One query."""

    def address(one: OfferingDocument) -> str:
        return reverse("catalog:document", args=[offering.reference, one.uid])

    def remove(one: OfferingDocument) -> str:
        return reverse("catalog:document-remove", args=[offering.reference, one.uid])

    return lines(offering.documents.all(), address=address, remove=remove if removable else None)
