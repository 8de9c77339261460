"""Writing the catalogue of Groupe Hélianthe and who uses what."""

from __future__ import annotations

from catalog.enums import OfferingKind, OfferingState
from catalog.models import Component, Offering, Usage
from dsi_marketing.demo.offerings import ADVICE, SERVICES, SOLUTIONS
from dsi_marketing.demo.units import SERVED_TOP_UNITS, UNITS, Company


def write_offerings(company: Company) -> None:
    """Services, solutions and advice with their components and usages. Keyed in `company` by French name."""
    offerings: list[Offering] = []
    used: list[tuple[Offering, list[str]]] = []
    number = 0
    for services in SERVICES.values():
        for name, name_en, benefit, benefit_en, units in services:
            number += 1
            offering = Offering(
                reference=f"SRV-{number:03}",
                name=name,
                name_en=name_en,
                kind=OfferingKind.SERVICE,
                benefit=benefit,
                benefit_en=benefit_en,
                state=OfferingState.PILOT if name == "Coffre des actes" else OfferingState.LIVE,
            )
            offerings.append(offering)
            used.append((offering, units))
    for index, (name, name_en, benefit, benefit_en, _, units) in enumerate(SOLUTIONS, start=1):
        offering = Offering(
            reference=f"SOL-{index:03}",
            name=name,
            name_en=name_en,
            kind=OfferingKind.SOLUTION,
            benefit=benefit,
            benefit_en=benefit_en,
            state=OfferingState.LIVE,
        )
        offerings.append(offering)
        used.append((offering, units))
    for index, (name, name_en, benefit, benefit_en) in enumerate(ADVICE, start=1):
        offering = Offering(
            reference=f"CNS-{index:03}",
            name=name,
            name_en=name_en,
            kind=OfferingKind.ADVICE,
            benefit=benefit,
            benefit_en=benefit_en,
            state=OfferingState.LIVE,
        )
        offerings.append(offering)
        used.append((offering, list(SERVED_TOP_UNITS)))
    Offering.objects.bulk_create(offerings)
    company.offerings = {offering.name: offering for offering in offerings}
    Component.objects.bulk_create(
        Component(solution=company.offerings[name], part=company.offerings[part])
        for name, _, _, _, parts, _ in SOLUTIONS
        for part in parts
    )
    Usage.objects.bulk_create(
        usage(company, offering, place) for offering, places in used for place in places
    )


def usage(company: Company, offering: Offering, place: str) -> Usage:
    """`place` is « UNIT » or « UNIT:GROUP »; the quantity is the number of people it may serve."""
    code, _, group = place.partition(":")
    quantity = sum(spec.people for spec in UNITS if spec.code == code or spec.parent == code)
    return Usage(
        offering=offering,
        unit=company.units[code],
        group=company.groups[group] if group else None,
        quantity=quantity,
    )
