"""Writing Groupe Hélianthe into an empty database, in order, each part from its own module."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from random import Random

from django.db import transaction

from core.bulk import refresh_statistics
from dsi_marketing.demo.calendars import write_calendars
from dsi_marketing.demo.catalogue import write_offerings
from dsi_marketing.demo.files import write_guides
from dsi_marketing.demo.history import write_interventions
from dsi_marketing.demo.levels import write_levels
from dsi_marketing.demo.people import write_people
from dsi_marketing.demo.prices import write_prices
from dsi_marketing.demo.replay import replay
from dsi_marketing.demo.units import SITES, UNITS, Company
from dsi_marketing.demo.versions import write_cards
from organization.models import Brand, BusinessUnit, Site

SEED = 2007


def write_company(*, now: datetime, password: str, say: Callable[[str], None]) -> Company:
    """Everything, dated around `now`; the same for the same `now`. The database must be empty.

    `say` gets one short sentence a step.
    """
    company, rng = Company(), Random(SEED)
    with transaction.atomic():
        say("units and sites")
        write_units(company)
        write_brand()
        say("people")
        write_people(company, rng=rng, password=password, now=now)
        say("offerings")
        write_offerings(company, now=now)
        write_levels(company, now=now)
        write_prices(company, now=now)
        write_cards(company, now=now)
        say("calendars")
        write_calendars(company, now=now)
        say("interventions")
        replays = write_interventions(company, now=now)
    write_guides(company, now=now)
    refresh_statistics()
    say("the last weeks, with their notices")
    replay(replays, now=now)
    return company


def write_units(company: Company) -> None:
    Site.objects.bulk_create(
        Site(code=spec.code, name=spec.name, place=spec.place, bandwidth=spec.bandwidth) for spec in SITES
    )
    company.sites = {site.code: site for site in Site.objects.all()}
    for spec in UNITS:  # parents first
        company.units[spec.code] = BusinessUnit.objects.create(
            code=spec.code,
            name=spec.name,
            parent=company.units.get(spec.parent),
            time_zone=spec.zone,
            country=spec.country,
            subdivision=spec.subdivision,
            notice_days=spec.notice_days,
        )


def write_brand() -> None:
    Brand.objects.update_or_create(
        id=1,
        defaults={
            "company": "Hélianthe",
            "product": "Portail SI",
            "product_en": "IS portal",
            "sender": "Services SI",
            "signature": "Magasins : la nouvelle collection arrive.",
            "signature_en": "Shops: the new collection is coming.",
            "help_contact": "assistance 3030, 7 h 30 – 20 h",
            "help_contact_en": "help desk 3030, 7:30 to 20:00",
            "foot": "Hélianthe Socle · Hélianthe Élan",
            "foot_en": "Hélianthe Socle · Hélianthe Élan",
        },
    )
