"""Recording measures: what is refused, by name; what is kept of it; who is told, once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from catalog import measure_words
from catalog.actions.delays import GivenDelay, record_delays
from catalog.actions.measures import Given, MeasuresRefused, record_measures
from catalog.measuring import Said
from catalog.models import RequestDelay, ServiceLevelMeasure
from core.models import AuditEvent
from organization.models import User
from outbox.models import Delivery
from tests import factories
from tests.catalog.level_makers import OCTOBER, level, measure, target, way
from tests.factories import paris

pytestmark = [pytest.mark.django_db, pytest.mark.servers]
NOW = paris(4, 10)
SEPTEMBER = date(2026, 9, 1)


def said(value: str | None = "99.7", month: date = OCTOBER, **fields) -> Said:
    return Said(month, None if value is None else Decimal(value), **fields)


def record(one, *what: Said, by=None, now=NOW, **fields):
    given = [Given(one, each) for each in what]
    return record_measures(given=given, source="entered", by=by, now=now, **fields)


def sentence(refused: MeasuresRefused, unit: str = "percent") -> list[str]:
    return [
        measure_words.sentence(fault, unit, today=date(2026, 11, 4))
        .replace("\u202f", " ")
        .replace("\xa0", " ")
        for faults in refused.refused.values()
        for fault in faults
    ]


def test_a_measure_is_recorded_with_who_when_and_how(cast):
    one = level()
    done = record(one, said("99.74", events=3, why="Une coupure de courant"), by=cast.planner)
    assert (done.created, done.written) == ([0], 1)
    found = ServiceLevelMeasure.objects.get()
    assert (found.value, found.events, found.why) == (Decimal("99.74"), 3, "Une coupure de courant")
    assert (found.source, found.by, found.at, found.month) == ("entered", cast.planner, NOW, OCTOBER)
    event = AuditEvent.objects.get(kind="level.measured")
    assert (event.actor_ref, event.object_type, event.object_ref) == (
        cast.planner.ref, "catalog.servicelevel", str(one.pk),
    )  # fmt: skip
    assert event.changes == {
        "level": "availability",
        "month": "2026-10",
        "value": [None, "99.74"],
        "events": [None, 3],
        "why": ["", "Une coupure de courant"],
    }


def test_saying_a_month_again_changes_it_and_saying_the_same_does_nothing(cast):
    one = level()
    record(one, said("99.7"))
    again = record(one, said("99.70"))
    assert (again.same, again.written) == ([0], 0)
    changed = record(one, said("99.8"), by=cast.editor)
    assert (changed.changed, changed.created) == ([0], [])
    assert ServiceLevelMeasure.objects.get().value == Decimal("99.8")
    event = AuditEvent.objects.get(kind="level.corrected")
    assert event.changes == {"level": "availability", "month": "2026-10", "value": ["99.7", "99.8"]}
    assert AuditEvent.objects.count() == 2


def test_no_event_is_kept_apart_from_no_measure(cast):
    one = level(metric="restore", promised="4")
    record(one, said(None, no_event=True))
    found = ServiceLevelMeasure.objects.get()
    assert (found.value, found.events) == (None, 0)
    taken = record_measures(given=[Given(one, said(None), withdraw=True)], source="entered", by=None, now=NOW)
    assert taken.withdrawn == [0] and not ServiceLevelMeasure.objects.exists()
    assert AuditEvent.objects.get(kind="level.withdrawn").changes["events"] == [0, None]
    nothing = record_measures(
        given=[Given(one, said(None), withdraw=True)], source="entered", by=None, now=NOW
    )
    assert nothing.same == [0]


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (said(month=date(2026, 11, 1)), "Novembre 2026 n’est pas terminé : saisissez-le à partir du mar. 1er déc."),
        (said(month=date(2025, 12, 1)), "Rien n’était promis en décembre 2025 : le premier objectif commence en janvier 2026."),
        (said(month=date(2026, 10, 15)), "Une mesure vaut pour un mois entier : écrivez-le comme 2026-10."),
        (said("-1"), "-1 % : une mesure n’est jamais négative."),
        (said("100.1"), "100,1 % : ce ne peut être plus de 100 %."),
        (said(events=0), "Une valeur pour aucun événement : écrivez de combien elle est la moyenne, ou retirez-la."),
        (said(no_event=True), "Aucun événement, et pourtant une valeur, 99,7 % : gardez l’un des deux."),
        (said(None), "La valeur manque : écrivez-la, ou dites qu’il n’y a eu aucun événement."),
        (said("99.74321"), "99,74321 % : écrivez 4 décimales au plus."),
        (said(why="x" * 201), "201 caractères : 200 au plus."),
    ],
)  # fmt: skip
def test_each_refusal_is_one_plain_sentence(what, words, cast):
    one = level(since=date(2026, 1, 1))
    with pytest.raises(MeasuresRefused) as refused:
        record(one, what)
    assert sentence(refused.value) == [words]
    assert not ServiceLevelMeasure.objects.exists() and not AuditEvent.objects.exists()


def test_a_level_without_target_takes_no_measure(cast):
    with pytest.raises(MeasuresRefused) as refused:
        record(level(promised=None), said())
    assert sentence(refused.value) == [
        "Rien n’est promis ici pour l’instant : écrivez d’abord un objectif, puis ce qui a été mesuré."
    ]


def test_the_same_month_twice_in_one_list_is_refused_and_nothing_is_written(cast):
    one = level()
    with pytest.raises(MeasuresRefused) as refused:
        record(one, said(), said(month=SEPTEMBER), said("99.9"))
    assert sentence(refused.value) == [
        "Octobre 2026 figure ici deux fois pour le même niveau : gardez-en une."
    ]
    assert list(refused.value.refused) == [2]
    assert not ServiceLevelMeasure.objects.exists()


def test_a_partial_list_keeps_what_is_right(cast):
    one = level()
    done = record(one, said(), said("101", SEPTEMBER), said("99.6", date(2026, 8, 1)), partial=True)
    assert (done.created, list(done.refused)) == ([0, 2], [1])
    assert ServiceLevelMeasure.objects.count() == 2


def test_the_companys_zone_says_which_month_is_over(cast, settings):
    one = level()
    last_minute = paris(31, 23, 30, month=10)  # already November in Tokyo
    with pytest.raises(MeasuresRefused):
        record(one, said(), now=last_minute)
    settings.TIME_ZONE = "Asia/Tokyo"
    assert record(one, said(), now=last_minute).created == [0]


@pytest.mark.parametrize(("who", "may"), [("planner", True), ("editor", True), ("employee", False), ("cio", False),
                                          ("administrator", False), ("representative", False)])  # fmt: skip
def test_who_may_record(who, may, cast):
    one = level()
    if may:
        assert record(one, said(), by=getattr(cast, who)).created == [0]
        return
    with pytest.raises(PermissionDenied):
        record(one, said(), by=getattr(cast, who))
    with pytest.raises(PermissionDenied):
        record_delays(given=[GivenDelay(way(), said("1"))], by=getattr(cast, who), now=NOW)
    assert not ServiceLevelMeasure.objects.exists()


# Who is told ------------------------------------------------------------------------------------------


def mails() -> list[tuple[str, str]]:
    found = Delivery.objects.order_by("pk").values_list("address", "content__subject")
    return [(address, subject.replace("\xa0", " ")) for address, subject in found]


def test_delivery_managers_are_told_of_a_missed_level_by_one_mail_for_all_of_them(cast):
    factories.person("Zoé", profile="delivery-manager", email="zoe@example.org", language="en")
    ones = [level(factories.offering(name=f"Service {n}", name_en=f"Thing {n}")) for n in range(12)]
    given = [Given(one, said("99.0")) for one in ones] + [Given(level(), said("99.9"))]
    record_measures(given=given, source="imported", by=cast.editor, now=NOW)
    assert mails() == [
        ("planner@example.org", "12 niveaux manqués en octobre 2026"),
        ("zoe@example.org", "12 levels missed in October 2026"),
    ]
    assert ServiceLevelMeasure.objects.filter(told_at=NOW).count() == 12


def test_who_recorded_it_saw_it_on_the_page_and_gets_no_mail(cast):
    record(level(), said("99.0"), by=cast.planner)
    assert mails() == []
    assert ServiceLevelMeasure.objects.get().told_at == NOW, "a correction will be told to them"


@pytest.mark.parametrize("gone", [{"is_active": False}, {"email": ""}])
def test_who_left_or_has_no_mailbox_gets_none(gone, cast):
    User.objects.filter(pk=cast.planner.pk).update(**gone)
    record(level(), said("99.0"))
    assert mails() == []


def test_a_level_kept_tells_nobody(cast):
    record(level(), said("99.5"))
    record(level(metric="restore", promised="4"), said(None, no_event=True))
    assert mails() == []


def test_a_correction_is_told_each_time_that_it_turns(cast):
    one = level(factories.offering(name="Entrepôt"), "99.9")
    turns = ["99.95", "99.82", "99.80", "99.93", "99.92", "99.10"]
    for minute, value in enumerate(turns):
        record(one, said(value), now=paris(4, 10, minute))
    assert [subject for _address, subject in mails()] == [
        "Niveau manqué en octobre 2026 : Entrepôt",
        "Tenu finalement en octobre 2026 : Entrepôt",
        "Niveau manqué en octobre 2026 : Entrepôt",
    ]


def test_a_measure_taken_away_after_it_was_told_is_told(cast):
    one = level(factories.offering(name="Entrepôt"))
    record(one, said("99.0"))
    record_measures(
        given=[Given(one, said(None), withdraw=True)], source="entered", by=None, now=paris(4, 11)
    )
    assert len(mails()) == 2


def test_a_month_of_long_ago_is_history_and_tells_nobody(cast):
    one = level()
    record(one, said("99.0", date(2025, 10, 1)))
    assert mails() == []
    record(one, said("99.0", date(2025, 11, 1)))
    assert next(subject for _address, subject in mails()).startswith("Niveau manqué en novembre 2025")


def test_a_later_target_decides_for_its_own_months_only(cast):
    one = level(promised="99.0")
    target(one, "99.9", OCTOBER)
    done = record(one, said("99.5"), said("99.5", SEPTEMBER))
    assert done.missed == [0]


def test_the_mail_reads_well_in_both_languages(cast):
    factories.person("Zoé", profile="delivery-manager", email="zoe@example.org", language="en")
    warehouse = level(factories.offering("SRV-031", name="Entrepôt", name_en="Warehouse"), "99.9")
    pay = level(factories.offering("SRV-018", name="Paie", name_en="Payroll"), "4", metric="restore")
    measure(pay, "5", told_at=NOW)
    record_measures(
        given=[
            Given(warehouse, said("99.82", why="scanners en fin de vie")),
            Given(pay, said("2.8333")),
        ],
        source="imported",
        by=cast.editor,
        now=paris(4, 11),
    )
    french, english = (
        delivery.content.text.replace("\xa0", " ").replace("\u202f", " ")
        for delivery in Delivery.objects.order_by("pk")
    )
    for words in (
        "Niveau manqué en octobre 2026 : Entrepôt",
        "Editor a enregistré ce qui a été mesuré.",
        "Entrepôt (Disponibilité, oct. 2026) : manqué : 99,82 % pour 99,9 % promis. scanners en fin de vie",
        "Paie (Remise en service, oct. 2026) : tenu : 2 h 50 pour 4 h promis",
        "la mesure a été corrigée depuis",
        "/levels/?month=2026-10&metric=all&outcome=missed",
        "Vous recevez ce message parce que vous êtes responsable de la réalisation.",
    ):
        assert words in french, (words, french)
    for words in (
        "Level missed in October 2026: Warehouse",
        "Editor recorded what was measured.",
        "Warehouse (Availability, Oct 2026): missed: 99.82% for 99.9% promised. scanners en fin de vie",
        "Payroll (Time to restore, Oct 2026): kept: 2 h 50 min for 4 h promised",
        "You receive this because you are a delivery manager.",
    ):
        assert words in english, (words, english)
    html = Delivery.objects.order_by("pk").first().content.html
    assert "http" in html and "99,82" in html


def test_a_mail_of_a_hundred_levels_names_the_farthest_and_says_how_many_more(cast):
    given = [
        Given(level(factories.offering(name=f"Service {n:03d}")), said(f"{n / 100:.2f}")) for n in range(100)
    ]
    record_measures(given=given, source="imported", by=None, now=NOW)
    text = Delivery.objects.get().content.text.replace("\xa0", " ")
    assert "Les 30 plus loin de leur promesse sont ci-dessous ; 70 autres sont sur la page." in text.replace(
        "\u202f", " "
    )
    assert "Service 000" in text and "Service 030" not in text


# Delays of requests -----------------------------------------------------------------------------------


def test_the_delay_of_a_months_requests_is_recorded_changed_and_taken_away(cast):
    one = way()

    def send(what: Said, **fields):
        return record_delays(given=[GivenDelay(one, what, **fields)], by=cast.planner, now=NOW)

    assert send(said("1.3", events=12)).created == [0]
    assert send(said("1.30", events=12)).same == [0]
    assert send(said("2.5", events=14)).changed == [0]
    found = RequestDelay.objects.get()
    assert (found.delay, found.count) == (Decimal("2.5"), 14)
    assert send(said(None), withdraw=True).withdrawn == [0]
    kinds = list(AuditEvent.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["level.measured", "level.corrected", "level.withdrawn"]


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (said("1.234"), "1,234 : écrivez 2 décimales au plus."),
        (said(None, no_event=True), "Un mois sans demande n’a pas de délai : laissez vide."),
        (said("1", date(2026, 11, 1)), "Novembre 2026 n’est pas terminé : saisissez-le à partir du mar. 1er déc."),
        (said("1", events=0), "Une valeur pour aucun événement : écrivez de combien elle est la moyenne, ou retirez-la."),
    ],
)  # fmt: skip
def test_a_delay_is_refused_in_one_sentence(what, words, cast):
    with pytest.raises(MeasuresRefused) as refused:
        record_delays(given=[GivenDelay(way(), what)], by=None, now=NOW)
    assert sentence(refused.value, "working_days") == [words]
    assert not RequestDelay.objects.exists()
