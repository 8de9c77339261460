"""The catalogue of Groupe Hélianthe: whole, in both languages, with the figures of its description on any day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest
from django.db import transaction
from django.utils import timezone

from catalog.assembly import Link, Promise, availability, beyond, in_per_cent
from catalog.card_content import content_of, flat
from catalog.enums import PUBLISHED, SECTIONS, Metric, TariffMode, sections_of
from catalog.models import (
    CardSection,
    Component,
    CostMonth,
    LevelTarget,
    Offering,
    Price,
    RequestDelay,
    RequestType,
    ServiceLevel,
    ServiceLevelMeasure,
    Tariff,
    WorkingCopy,
)
from catalog.queries.card import complete_of
from catalog.queries.card_form import lacks_of
from catalog.search import Card, Index
from core import audit, months
from core.models import AuditEvent
from dsi_marketing.demo.cards import SHELVES
from dsi_marketing.demo.cards.spec import Card as Spec
from dsi_marketing.demo.cards.texts import TEXTS, sections
from dsi_marketing.demo.catalogue import every_card, write_offerings
from dsi_marketing.demo.company import SEED, write_units
from dsi_marketing.demo.levels import write_levels
from dsi_marketing.demo.people import write_people
from dsi_marketing.demo.prices import write_prices
from dsi_marketing.demo.units import Company
from dsi_marketing.demo.versions import write_cards

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TODAY = datetime(2026, 11, 4, 10, 0, tzinfo=UTC)
MISSED = {
    "Entrepôt": Decimal("99.82"),
    "Stockage scientifique": Decimal("99.31"),
    "Impression": Decimal("98.70"),
    "Suivi des transports": Decimal("99.42"),
}
NOT_MEASURED = {"Caisse", "Maintenance des machines"}
TO_REVIEW = {"Poste Linux", "Impression", "Intranet", "Stockage scientifique"}
LEFT = "Catalogue produits"
DAYS = [
    TODAY,
    datetime(2026, 12, 31, 23, 30, tzinfo=UTC),  # it is January in Paris
    datetime(2027, 1, 2, 8, 0, tzinfo=UTC),
    datetime(2028, 2, 29, 12, 0, tzinfo=UTC),
    datetime(2028, 7, 31, 21, 0, tzinfo=UTC),
]


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def company(django_db_setup, django_db_blocker) -> Iterator[Company]:
    """The units and the people, written once for all these tests and taken back after them."""
    with django_db_blocker.unblock(), undone():
        made = Company()
        write_units(made)
        write_people(made, rng=Random(SEED), password="x", now=TODAY)
        yield made


def catalogue(company: Company, now: datetime) -> None:
    write_offerings(company, now=now)
    write_levels(company, now=now)
    write_prices(company, now=now)
    write_cards(company, now=now)


def services() -> list[Offering]:
    return list(Offering.objects.filter(state__in=PUBLISHED, kind="service"))


def test_on_any_day_the_last_month_that_is_over_was_kept_by_31_missed_by_4_and_not_measured_for_2(company):
    for now in DAYS:
        with undone():
            catalogue(company, now)
            today = timezone.localdate(now)
            last = months.last_closed(today)
            found: dict[str, str] = {}
            for level in ServiceLevel.objects.filter(
                metric=Metric.AVAILABILITY, offering__in=services()
            ).select_related("offering"):
                target = level.targets.filter(since__lte=last).last()
                measure = level.measures.filter(month=last).first()
                assert target is not None
                name = level.offering.name
                if measure is None:
                    found[name] = "unmeasured"
                else:
                    found[name] = "kept" if measure.value >= target.value else "missed"
                    assert found[name] == "kept" or (measure.value == MISSED[name] and measure.why), now
            assert Counter(found.values()) == {"kept": 31, "missed": 4, "unmeasured": 2}, now
            assert {name for name, outcome in found.items() if outcome == "missed"} == set(MISSED)
            assert {name for name, outcome in found.items() if outcome == "unmeasured"} == NOT_MEASURED
            promised = LevelTarget.objects.filter(
                level__metric=Metric.AVAILABILITY, level__offering__state__in=PUBLISHED, since__lte=last
            )
            assert promised.values("level").distinct().count() == 37, "solutions promise from this month on"
            for model in (ServiceLevelMeasure, RequestDelay, CostMonth):
                assert not model.objects.filter(month__gt=last).exists(), (model, now)
            assert not ServiceLevelMeasure.objects.filter(at__gte=now).exists()
            assert not AuditEvent.objects.filter(at__gt=now).exists()


def test_measures_tell_months_without_event_apart_and_the_probe_that_was_cut(company):
    catalogue(company, TODAY)
    till = ServiceLevelMeasure.objects.filter(level__offering__name="Caisse", level__metric="availability")
    newest = till.order_by("-month").first()
    assert newest is not None
    assert months.later(newest.month, 6) == months.month_of(TODAY.date()), "five months without measure"
    restore = ServiceLevelMeasure.objects.filter(level__metric="restore")
    assert restore.filter(events=0, value=None).count() > 100
    assert restore.filter(events__gte=1).count() > 100
    raised = LevelTarget.objects.filter(
        level__offering__name="Suivi des transports", level__metric=Metric.AVAILABILITY
    )
    assert [(str(target.since), target.value) for target in raised][1:] == [("2025-11-01", Decimal("99.5"))]
    assert raised[0].value == 99
    mail = RequestDelay.objects.filter(request_type__label="Une boîte partagée").order_by("-month")[:12]
    assert sum(delay.delay <= 1 for delay in mail) == 7


def test_every_published_card_lacks_nothing_but_the_reviews_and_the_owner_that_are_told(company):
    catalogue(company, TODAY)
    lacking = {}
    for offering in Offering.objects.filter(state__in=PUBLISHED):
        if found := {lack.code for lack in lacks_of(offering, None, today=TODAY.date())}:
            lacking[offering.name] = found
        assert offering.category is not None and offering.backup_owner is not None, offering.name
        main = offering.request_types.filter(main=True).get()
        assert main.how and main.delay is not None, offering.name
        assert offering.tariffs.filter(main=True).count() == 1, offering.name
        assert offering.version >= 1 and offering.live_on < TODAY.date()
        percent = complete_of(offering.kind, content_of(offering), today=TODAY.date()).percent
        assert percent is not None and 60 <= percent <= 100, offering.name
    assert lacking == {name: {"review_past"} for name in TO_REVIEW} | {LEFT: {"owner_gone"}}


def test_shelves_hold_as_many_services_as_the_description_says():
    assert [len(shelf.cards) for shelf in SHELVES] == [7, 6, 8, 6, 6, 4, 4, 3]


def texts_of(card: Spec) -> Iterator[tuple[str, str]]:
    """Every pair of French and English of a card."""
    yield card.name, card.name_en
    yield card.benefit, card.benefit_en
    for ask in card.asks:
        yield ask.label, ask.label_en
        yield ask.how, ask.how_en
    for charge in card.charges:
        yield charge.label, charge.label_en
        yield charge.conditions, charge.conditions_en
        yield charge.what, charge.what_en
        yield from ((step[0], step[1]) for step in charge.steps)
    if card.assembly:
        yield card.assembly.context, card.assembly.context_en
        yield from ((part.note, part.note_en) for part in card.assembly.parts)
        yield from ((asked.text, asked.text_en) for asked in card.assembly.requirements)
    for written in sections(TEXTS[card.name]):
        if not written.absent:
            yield written.text, written.text_en


def test_every_text_is_in_both_languages_and_says_something():
    said: Counter[str] = Counter()
    for placed in every_card():
        card = placed.card
        for french, english in texts_of(card):
            assert bool(french) == bool(english), (card.name, french, english)
            assert "lorem" not in (french + english).lower()
            assert french.count("\n") == english.count("\n"), (card.name, french)
        for written in sections(TEXTS[card.name]):
            assert written.code in {section.code for section in sections_of(card.kind)}, card.name
            if SECTIONS[written.code].part == "card" or written.code in ("sla", "cost", "realisation"):
                said[written.text] += 1
    assert set(TEXTS) == {placed.card.name for placed in every_card()}
    del said[""]
    repeated = {text: count for text, count in said.items() if count > 1}
    assert max(repeated.values(), default=0) <= 3 and len(repeated) <= 6, repeated


def test_what_people_type_finds_its_card_first(company):
    catalogue(company, TODAY)
    index = Index(
        Card(
            offering.pk,
            offering.reference,
            offering.name,
            offering.name_en,
            offering.benefit,
            offering.benefit_en,
            tuple(offering.aliases.values_list("text", flat=True)),
        )
        for offering in Offering.objects.filter(state__in=PUBLISHED)
    )
    names = dict(Offering.objects.values_list("pk", "name"))
    for asked, name in {
        "axès a distence": "Accès à distance",
        "vnp": "Accès à distance",
        "teletravaile": "Accès à distance",
        "mesagerie": "Messagerie et agenda",
        "outlok": "Messagerie et agenda",
        "SAP FI": "Grand livre",
    }.items():
        assert names[index.find(asked).found[0].key] == name, asked


def test_the_travelling_office_promises_more_than_its_parts_allow_and_costs_what_they_cost(company):
    catalogue(company, TODAY)
    office = Offering.objects.get(name="Bureau du commercial nomade")
    links = [Link(*row) for row in Component.objects.values_list("solution_id", "part_id", "serial")]
    promises: dict[int, list[Promise]] = {}
    for target in LevelTarget.objects.filter(level__metric=Metric.AVAILABILITY).order_by("since"):
        hours = target.level.hours.code
        promises[target.level.offering_id] = [Promise(target.value, hours)]
    together = availability(office.pk, links, promises)
    assert together.value is not None
    assert in_per_cent(together.value) == Decimal("98.8046")
    promise = LevelTarget.objects.get(level__offering=office)
    assert promise.value == 99 and beyond(promise.value, together.value)
    assert promise.since == TODAY.date().replace(day=1)
    this_year = Price.objects.filter(valid_from="2026-01-01", tariff__main=True)
    parts = this_year.filter(tariff__offering__solution_links__solution=office)
    amounts = list(parts.values_list("amount", flat=True))
    assert len(amounts) == 4
    assert sum(amounts) + office.integration_price == Decimal("74.70")
    assert this_year.get(tariff__offering=office).amount == Decimal("74.70")
    apart = availability(Offering.objects.get(name="Livré demain").pk, links, promises)
    assert apart.value is None and len(apart.apart) == 2
    branch = availability(Offering.objects.get(name="Agence prête en un jour").pk, links, promises)
    assert len(branch.leaves) == 5, "the remote access that two of its parts need counts once"


def test_every_price_has_a_version_of_last_year_and_one_of_this_year_and_every_mode_is_there(company):
    catalogue(company, TODAY)
    assert set(Tariff.objects.values_list("mode", flat=True)) == set(TariffMode.values)
    for tariff in Tariff.objects.exclude(mode__in=["free", "project"]):
        since = [str(price.valid_from) for price in tariff.prices.all()]
        assert since[:2] == ["2025-01-01", "2026-01-01"], tariff
    for tariff in Tariff.objects.filter(mode="project"):
        assert tariff.milestones.count() >= 2, tariff
    assert CostMonth.objects.values("offering").distinct().count() == 12
    assert CostMonth.objects.filter(billed=None).exists() and CostMonth.objects.filter(credits__gt=0).exists()


def test_three_cards_are_at_their_third_version_and_their_events_lead_to_what_they_say(company):
    catalogue(company, TODAY)
    renewed = Offering.objects.filter(version=3)
    assert renewed.count() == 3
    for offering in renewed:
        events = list(audit.trail(offering).filter(kind="offering.published").order_by("at"))
        assert [event.changes["version"] for event in events] == [1, 2, 3]
        assert events[-1].at == offering.published_at < TODAY
        says = flat(content_of(offering))
        for event in reversed(events[1:]):
            for name in set(event.changes) - {"version"}:
                before, after = event.changes[name]
                assert says[name] == after != before, (offering.name, name)
                says[name] = before
    assert Offering.objects.filter(version=1, state__in=PUBLISHED).count() == 41


def test_what_is_not_published_waits_with_its_copy_and_what_ends_names_what_follows(company):
    catalogue(company, TODAY)
    copies = WorkingCopy.objects.select_related("offering")
    assert {copy.offering.state for copy in copies} == {"design"}
    assert all(copy.content["name"] and copy.saved_at < TODAY for copy in copies)
    clocks = Offering.objects.get(state="retiring")
    assert clocks.retires_on > TODAY.date() + timedelta(days=90)
    assert clocks.replacement.name == "Temps et activités"
    assert clocks.solution_links.count() == 1, "a solution stands on it"
    fax = Offering.objects.get(state="retired")
    assert fax.retires_on < TODAY.date() and fax.replacement.state == "live"
    assert RequestType.objects.filter(link__contains=".example/").exists()
    assert CardSection.objects.exclude(absent="").count() >= 10
