"""A card that lacks nothing, for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from catalog.enums import sections_of
from catalog.models import Category, Offering, Price, RequestType, Tariff
from tests import factories


def a_whole_card(reference: str = "SRV-012", *, owner=None, state: str = "design", **fields: Any) -> Offering:
    """Everything that publishing asks of a service is there."""
    shelf, _made = Category.objects.get_or_create(code="ensemble", defaults={"name": "Travailler ensemble"})
    made = factories.offering(
        reference,
        state=state,
        benefit=fields.pop("benefit", "Écrire, recevoir et se réunir."),
        category=shelf,
        owner=owner or factories.person("Sophie Nguyen"),
        next_review=fields.pop("next_review", date(2027, 6, 1)),
        **fields,
    )
    for section in sections_of(made.kind):
        if made.kind in section.required:
            made.sections.create(code=section.code, text=f"Ce qui est dit de {section.code}.")
    RequestType.objects.create(
        offering=made, label="Une boîte partagée", how="formulaire", delay=1, main=True
    )
    tariff = Tariff.objects.create(offering=made, label="Boîte", mode="per_unit", main=True)
    Price.objects.create(tariff=tariff, valid_from=date(2026, 1, 1), amount="4.20")
    return made


def typed(client, address: str) -> dict[str, str]:
    """What a browser would send back of the form at that address, untouched."""
    form = client.get(address).context["form"]
    sent = {}
    for name in form.fields:
        value = form[name].value()
        sent[name] = "" if value is None else str(value)
    return sent
