"""The facts that publishing asks of a card, read from the records."""

from __future__ import annotations

from datetime import date

from catalog.card_content import CardContent
from catalog.enums import sections_of
from catalog.models import Offering
from catalog.publishing import Facts, Part


def facts_of(offering: Offering, content: CardContent, *, today: date) -> Facts:
    """What publishing asks of a card that says `content`; four queries at most."""
    fields = content.fields
    owner = fields.get("owner")
    solution = offering.kind == "solution"
    answers = list(offering.requirements.values_list("answer", "evidence")) if solution else []
    return Facts(
        kind=offering.kind,
        name=fields.get("name") or fields.get("name_en") or "",
        benefit=fields.get("benefit") or fields.get("benefit_en") or "",
        category=fields.get("category") is not None,
        owner="none" if owner is None else "ok" if owner.is_active else "gone",
        required=tuple(
            section.code for section in sections_of(offering.kind) if offering.kind in section.required
        ),
        sections=frozenset(
            code for code, said in content.sections.items() if said.text or said.text_en or said.absent
        ),
        asked=any(
            request.main and (request.how or request.how_en or request.link) and request.delay is not None
            for request in content.requests
        ),
        priced=priced(offering, today),
        next_review=fields.get("next_review"),
        today=today,
        client=offering.client_id is not None,
        context=bool(offering.context or offering.context_en),
        parts=tuple(Part(*row) for row in offering.component_links.values_list("part__name", "part__state"))
        if solution
        else (),
        unanswered=sum(not answer for answer, _evidence in answers),
        unproven=sum(answer in ("met", "partly") and not evidence for answer, evidence in answers),
    )


def priced(offering: Offering, today: date) -> bool:
    """Whether a reader is told what it costs today: a price in force, milestones, or that it is free."""
    tariffs = offering.tariffs.exclude(until__lte=today)
    return (
        tariffs.filter(mode="free").exists()
        or tariffs.filter(prices__valid_from__lte=today).exists()
        or tariffs.filter(mode="project", milestones__isnull=False).exists()
    )
