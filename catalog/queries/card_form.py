"""What the form of a card asks of the database besides the card."""

from __future__ import annotations

import re
from datetime import date

from catalog.card_content import CardContent, content_of
from catalog.enums import OfferingKind
from catalog.models import Offering
from catalog.publishing import Lack, lacks
from catalog.publishing_facts import facts_of


def lacks_of(offering: Offering, content: CardContent | None, *, today: date) -> list[Lack]:
    """What the card lacks to be published as `content` says; None: as it stands."""
    return lacks(facts_of(offering, content or content_of(offering), today=today))


PREFIXES = {
    OfferingKind.PROJECT: "PRJ",
    OfferingKind.SERVICE: "SRV",
    OfferingKind.SOLUTION: "SOL",
    OfferingKind.ADVICE: "CNS",
}


def next_reference(kind: str) -> str:
    """The reference after the highest number of that kind: « SRV-038 »."""
    prefix = PREFIXES[OfferingKind(kind)]
    taken = Offering.objects.filter(reference__startswith=f"{prefix}-").values_list("reference", flat=True)
    numbers = [int(found[1]) for reference in taken if (found := re.fullmatch(r"[A-Z]+-(\d+)", reference))]
    return f"{prefix}-{max(numbers, default=0) + 1:03}"
