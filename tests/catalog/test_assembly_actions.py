"""Putting a solution together: its parts with their terms, what its client requires, replacing a part, copying it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from catalog.actions import (
    Joined,
    Required,
    copy_solution,
    replace_component,
    save_assembly,
    set_components,
    set_requirements,
)
from catalog.actions.copying import copied_name, next_reference
from catalog.models import Alias, CardSection, Offering, Price, ServiceLevel, Tariff, Usage
from core.models import AuditEvent, EditedMeanwhile
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def nomad(db) -> Offering:
    return factories.offering("SOL-001", name="Commercial nomade", kind="solution")


@pytest.fixture
def mail(db) -> Offering:
    return factories.offering("SRV-012", name="Messagerie")


@pytest.fixture
def laptop(db) -> Offering:
    return factories.offering("SRV-001", name="Portable")


def terms(offering: Offering) -> list[tuple[str, bool, str, str]]:
    links = offering.component_links.order_by("rank")
    return list(links.values_list("part__reference", "serial", "note", "note_en"))


def changes(offering: Offering) -> dict:
    return AuditEvent.objects.filter(object_ref=offering.reference).first().changes


# Parts -----------------------------------------------------------------------------------------------


def test_parts_stand_in_order_with_their_terms(nomad, mail, laptop):
    set_components(
        offering=nomad, parts=[Joined(mail, True, "agenda relié", "linked"), Joined(laptop, False)], by=None
    )
    assert terms(nomad) == [("SRV-012", True, "agenda relié", "linked"), ("SRV-001", False, "", "")]
    assert changes(nomad) == {"components": [[], ["SRV-001", "SRV-012"]]}


def test_parts_given_bare_keep_their_terms_and_their_place(nomad, mail, laptop):
    vpn = factories.offering("SRV-005")
    set_components(offering=nomad, parts=[Joined(mail, False, "agenda"), Joined(laptop)], by=None)
    before = nomad.edit
    set_components(offering=nomad, parts=[laptop, mail, mail], by=None)
    assert nomad.edit == before  # neither the order nor saying one twice is a change
    set_components(offering=nomad, parts=[vpn, laptop, mail], by=None)
    assert terms(nomad) == [
        ("SRV-012", False, "agenda", ""),
        ("SRV-001", True, "", ""),
        ("SRV-005", True, "", ""),
    ]
    assert changes(nomad) == {"components": [["SRV-001", "SRV-012"], ["SRV-001", "SRV-005", "SRV-012"]]}


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(lambda mail, laptop: [Joined(mail, False), Joined(laptop)], id="no longer serial"),
        pytest.param(lambda mail, laptop: [Joined(laptop), Joined(mail)], id="another order"),
        pytest.param(lambda mail, laptop: [Joined(mail, True, "", "linked"), Joined(laptop)], id="a note"),
    ],
)
def test_changed_terms_are_audited_before_and_after(after, nomad, mail, laptop):
    set_components(offering=nomad, parts=[Joined(mail), Joined(laptop)], by=None)
    wanted = after(mail, laptop)
    set_components(offering=nomad, parts=wanted, by=None)
    kept = changes(nomad)
    assert list(kept) == ["assembly"]
    assert [one["part"] for one in kept["assembly"][0]] == ["SRV-012", "SRV-001"]
    assert [(one["part"], one["serial"], one["note_en"]) for one in kept["assembly"][1]] == [
        (one.part.reference, one.serial, one.note_en) for one in wanted
    ]


@pytest.mark.parametrize("kind", ["advice", "project"])
def test_advice_and_projects_are_no_parts(kind, nomad):
    with pytest.raises(ValidationError, match="Conseil"):
        set_components(offering=nomad, parts=[factories.offering(kind=kind, name="Conseil")], by=None)
    assert terms(nomad) == []


def test_a_part_that_stands_there_twice_is_named(nomad, mail):
    with pytest.raises(ValidationError, match="Messagerie"):
        set_components(offering=nomad, parts=[Joined(mail), Joined(mail, False)], by=None)


def test_nothing_new_is_built_on_what_is_retired_and_what_is_stays(nomad, mail, laptop):
    set_components(offering=nomad, parts=[mail], by=None)
    Offering.objects.filter(pk=mail.pk).update(state="retired")
    Offering.objects.filter(pk=laptop.pk).update(state="retired", replacement=mail)
    mail.refresh_from_db(), laptop.refresh_from_db()
    set_components(offering=nomad, parts=[Joined(mail, False)], by=None)
    with pytest.raises(ValidationError, match=r"Portable.*Messagerie"):
        set_components(offering=nomad, parts=[mail, laptop], by=None)
    other = factories.offering(kind="solution")
    with pytest.raises(ValidationError, match="Messagerie"):
        set_components(offering=other, parts=[mail], by=None)


# Replacing -------------------------------------------------------------------------------------------


def test_a_part_is_replaced_on_its_terms_and_nothing_else_changes(cast, nomad, mail, laptop):
    new = factories.offering("SRV-077", name="Courriel")
    level = ServiceLevel.objects.create(offering=nomad, metric="availability", better="high", unit="percent")
    level.targets.create(since=date(2026, 1, 1), value=99)
    Offering.objects.filter(pk=nomad.pk).update(integration_price=5)
    set_components(offering=nomad, parts=[Joined(laptop), Joined(mail, False, "agenda", "diary")], by=None)
    nomad.refresh_from_db()
    before, named = nomad.edit, nomad.integration_price
    replace_component(offering=nomad, old=mail, new=new, by=cast.editor)
    nomad.refresh_from_db()
    assert terms(nomad) == [("SRV-001", True, "", ""), ("SRV-077", False, "agenda", "diary")]
    assert (nomad.edit, nomad.integration_price, level.targets.get().value) == (before + 1, named, 99)
    event = AuditEvent.objects.get(kind="offering.component_replaced")
    assert (event.actor_ref, event.changes) == (
        cast.editor.ref,
        {
            "old": "Messagerie", "new": "Courriel",
            "components": [["SRV-001", "SRV-012"], ["SRV-001", "SRV-077"]],
        },
    )  # fmt: skip


def test_replacing_by_what_is_a_part_already_leaves_one_that_stops_it(cast, nomad, mail, laptop):
    set_components(offering=nomad, parts=[Joined(mail), Joined(laptop, False, "note")], by=None)
    replace_component(offering=nomad, old=mail, new=laptop, by=cast.editor)
    assert terms(nomad) == [("SRV-001", True, "note", "")]


@pytest.mark.parametrize("new", ["laptop", "mail"])
def test_replacing_what_is_no_part_or_by_itself_is_refused(new, cast, nomad, mail, laptop):
    set_components(offering=nomad, parts=[mail] if new == "mail" else [], by=None)
    with pytest.raises(ValidationError, match=r"Messagerie.*Commercial nomade"):
        replace_component(offering=nomad, old=mail, new={"mail": mail, "laptop": laptop}[new], by=cast.editor)


def test_replacing_never_closes_a_circle(cast, nomad, mail):
    whole = factories.offering(name="Agence", kind="solution")
    set_components(offering=nomad, parts=[mail], by=None)
    set_components(offering=whole, parts=[nomad], by=None)
    with pytest.raises(ValidationError, match="Commercial nomade → Agence → Commercial nomade"):
        replace_component(offering=nomad, old=mail, new=whole, by=cast.editor)
    assert [row[0] for row in terms(nomad)] == ["SRV-012"]


# Requirements ----------------------------------------------------------------------------------------


def asked(solution: Offering) -> list[tuple[str, str, str]]:
    return list(solution.requirements.values_list("text", "answer", "evidence"))


def test_requirements_are_kept_as_a_whole_in_order_and_audited(cast, nomad):
    set_requirements(solution=nomad, rows=[Required("Hors connexion"), Required("En 10 s")], by=cast.editor)
    first, second = nomad.requirements.all()
    set_requirements(
        solution=nomad,
        rows=[
            Required("En 10 s", answer="met", evidence="Recette du 3 mars", pk=second.pk),
            Required("Chiffré", "Encrypted", "not_met"),
        ],
        by=cast.editor,
    )
    assert asked(nomad) == [("En 10 s", "met", "Recette du 3 mars"), ("Chiffré", "not_met", "")]
    assert nomad.requirements.first().pk == second.pk and not nomad.requirements.filter(pk=first.pk)
    before, after = changes(nomad)["requirements"]
    assert [row["text"] for row in before] == ["Hors connexion", "En 10 s"]
    assert after[0] == {"text": "En 10 s", "text_en": "", "answer": "met", "evidence": "Recette du 3 mars"}


def test_the_same_requirements_are_no_change(cast, nomad):
    set_requirements(solution=nomad, rows=[Required("Hors connexion")], by=cast.editor)
    edit, events = nomad.edit, AuditEvent.objects.count()
    row = nomad.requirements.get()
    set_requirements(solution=nomad, rows=[Required("Hors connexion", pk=row.pk)], by=cast.editor)
    assert (nomad.edit, AuditEvent.objects.count()) == (edit, events)


def test_a_row_of_another_solution_is_never_written(cast, nomad):
    other = factories.offering(kind="solution")
    set_requirements(solution=other, rows=[Required("À nous")], by=None)
    theirs = other.requirements.get()
    set_requirements(solution=nomad, rows=[Required("Chiffré", pk=theirs.pk)], by=cast.editor)
    assert asked(other) == [("À nous", "", "")] and asked(nomad) == [("Chiffré", "", "")]


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        pytest.param([Required("Chiffré", answer="met")], "Chiffré", id="met without evidence"),
        pytest.param([Required("A"), Required("Fin", answer="partly", evidence=" ")], "Fin", id="partly"),
        pytest.param([Required("Un"), Required(" ", " ")], " 2 ", id="without text"),
        pytest.param([Required("Un", answer="perhaps")], "perhaps", id="another answer"),
        pytest.param([Required("x" * 301)], "301", id="too long"),
    ],
)
def test_requirements_that_cannot_be_are_refused_and_nothing_changes(rows, named, nomad):
    set_requirements(solution=nomad, rows=[Required("Hors connexion")], by=None)
    with pytest.raises(ValidationError) as refused:
        set_requirements(solution=nomad, rows=rows, by=None)
    assert named in refused.value.messages[0] and len(refused.value.messages) == 1
    assert asked(nomad) == [("Hors connexion", "", "")]


def test_only_a_solution_has_requirements(mail):
    with pytest.raises(ValidationError):
        set_requirements(solution=mail, rows=[Required("Chiffré")], by=None)


# The whole -------------------------------------------------------------------------------------------


def test_the_assembly_is_saved_whole_and_audited(cast, nomad, mail):
    save_assembly(
        offering=nomad,
        fields={
            "client": cast.finance,
            "context": "Clôture",
            "turnkey": 75,
            "integration_price": Decimal("5.00"),
        },
        parts=[Joined(mail)],
        requirements=[Required("Chiffré")],
        by=cast.editor,
        expected=nomad.edit,
    )
    nomad.refresh_from_db()
    assert (nomad.client, nomad.context, nomad.turnkey, nomad.integration_price) == (
        cast.finance, "Clôture", 75, Decimal("5.00"),
    )  # fmt: skip
    assert [row[0] for row in terms(nomad)] == ["SRV-012"] and asked(nomad) == [("Chiffré", "", "")]
    context = AuditEvent.objects.get(kind="offering.context").changes
    assert context == {
        "client": [None, "FIN"], "context": ["", "Clôture"], "turnkey": [None, 75],
        "integration_price": [None, "5.00"],
    }  # fmt: skip


def test_what_is_refused_saves_nothing_of_it(cast, nomad, mail):
    with pytest.raises(ValidationError) as refused:
        save_assembly(
            offering=nomad, fields={"context": "Clôture"}, parts=[Joined(mail), Joined(nomad)],
            requirements=[Required("Chiffré", answer="met")], by=cast.editor,
        )  # fmt: skip
    assert list(refused.value.message_dict) == ["components"]
    nomad.refresh_from_db()
    assert (nomad.context, terms(nomad), asked(nomad)) == ("", [], [])
    with pytest.raises(ValidationError) as refused:
        save_assembly(
            offering=nomad, parts=[Joined(mail)], requirements=[Required("A", answer="met")], by=cast.editor
        )
    assert list(refused.value.message_dict) == ["requirements"] and terms(nomad) == []


def test_an_integration_is_never_below_nothing(cast, nomad):
    with pytest.raises(ValidationError):
        save_assembly(offering=nomad, fields={"turnkey": 33}, parts=[], by=cast.editor)


@pytest.mark.parametrize("kind", ["advice", "project"])
def test_advice_and_projects_are_built_on_nothing(kind, cast):
    with pytest.raises(ValidationError):
        save_assembly(offering=factories.offering(kind=kind), parts=[], by=cast.editor)


def test_a_service_has_parts_and_no_client(cast, mail, laptop):
    save_assembly(offering=mail, parts=[Joined(laptop)], by=cast.editor)
    assert [row[0] for row in terms(mail)] == ["SRV-001"]
    with pytest.raises(ValidationError):
        save_assembly(offering=mail, fields={"context": "Clôture"}, parts=[], by=cast.editor)


def test_what_was_saved_meanwhile_is_never_overwritten_in_silence(cast, nomad, mail):
    held = nomad.edit
    set_components(offering=Offering.objects.get(pk=nomad.pk), parts=[mail], by=None)
    with pytest.raises(EditedMeanwhile):
        save_assembly(offering=nomad, parts=[], by=cast.editor, expected=held)
    assert [row[0] for row in terms(nomad)] == ["SRV-012"]


@pytest.mark.parametrize("who", ["employee", "planner", "cost_keeper"])
def test_only_the_editors_put_together_replace_and_copy(who, cast, nomad, mail, laptop):
    by = getattr(cast, who)
    set_components(offering=nomad, parts=[mail], by=None)
    for act in (
        lambda: save_assembly(offering=nomad, parts=[], by=by),
        lambda: set_requirements(solution=nomad, rows=[], by=by),
        lambda: replace_component(offering=nomad, old=mail, new=laptop, by=by),
        lambda: copy_solution(solution=nomad, reference="SOL-9", name="A", by=by),
    ):
        with pytest.raises(PermissionDenied):
            act()


# Copying ---------------------------------------------------------------------------------------------


def test_a_copy_takes_over_what_serves_again_and_nothing_of_the_client(cast, nomad, mail, laptop):
    Offering.objects.filter(pk=nomad.pk).update(
        benefit="Vendre partout.", owner=cast.editor, client=cast.finance, context="Clôture", turnkey=75,
        integration_price=5, version=3, next_review=date(2027, 1, 1),
    )  # fmt: skip
    nomad.refresh_from_db()
    set_components(offering=nomad, parts=[Joined(laptop), Joined(mail, False, "agenda", "diary")], by=None)
    set_requirements(solution=nomad, rows=[Required("Chiffré", "Encrypted", "met", "Audit")], by=None)
    CardSection.objects.create(offering=nomad, code="description", text="Tout en un.", text_en="All in one.")
    CardSection.objects.create(offering=nomad, code="training", absent="Rien à apprendre")
    Alias.objects.create(offering=nomad, text="Nomade", folded="nomade")
    Tariff.objects.create(offering=nomad, label="Poste", mode="per_unit")
    Price.objects.create(tariff=nomad.tariffs.get(), valid_from=date(2026, 1, 1), amount=70)
    ServiceLevel.objects.create(offering=nomad, metric="availability", better="high", unit="percent")
    Usage.objects.create(offering=nomad, unit=cast.finance)
    made = copy_solution(solution=nomad, reference="SOL-002", name="Technicien nomade", by=cast.editor)
    made.refresh_from_db()
    assert (made.kind, made.state, made.version, made.benefit, made.owner, made.turnkey) == (
        "solution", "design", 0, "Vendre partout.", cast.editor, 75,
    )  # fmt: skip
    assert (made.client, made.context, made.integration_price, made.next_review) == (None, "", None, None)
    assert terms(made) == terms(nomad) and asked(made) == [("Chiffré", "", "")]
    assert made.requirements.get().text_en == "Encrypted"
    assert list(made.sections.order_by("code").values_list("code", "text", "text_en", "absent")) == [
        ("description", "Tout en un.", "All in one.", ""), ("training", "", "", "Rien à apprendre"),
    ]  # fmt: skip
    for left in (made.aliases, made.tariffs, made.levels, made.usages):
        assert not left.exists()
    assert asked(nomad) == [("Chiffré", "met", "Audit")]
    assert changes(made) == {"origin_of_copy": "SOL-001"}


def test_a_reference_that_is_taken_is_refused_at_its_field(cast, nomad, mail):
    with pytest.raises(ValidationError) as refused:
        copy_solution(solution=nomad, reference="SRV-012", name="Autre", by=cast.editor)
    assert list(refused.value.message_dict) == ["reference"] and Offering.objects.count() == 2


def test_only_a_solution_is_copied(cast, mail):
    with pytest.raises(ValidationError):
        copy_solution(solution=mail, reference="SRV-900", name="Autre", by=cast.editor)


@pytest.mark.parametrize(
    ("taken", "after", "free"),
    [(["SOL-003"], "SOL-003", "SOL-004"), (["SOL-003", "SOL-009"], "SOL-003", "SOL-010"),
     (["SOL-9"], "SOL-9", "SOL-10"), (["NOMADE"], "NOMADE", "NOMADE-2"),
     (["NOMADE", "NOMADE-2"], "NOMADE", "NOMADE-3"), (["SOL-003", "SOL-X"], "SOL-003", "SOL-004"),
     (["UN-NOM-TRES-LONG-VRAI"[:20]], "UN-NOM-TRES-LONG-VRAI"[:20], "UN-NOM-TRES-LONG--2")],
)  # fmt: skip
def test_the_next_free_reference_is_proposed(taken, after, free, db):
    for reference in taken:
        factories.offering(reference)
    assert next_reference(after) == free and len(free) <= 20


def test_a_copied_name_says_so_in_its_own_language_and_fits():
    with translation.override("en"):
        assert copied_name("Commercial nomade", "fr").startswith("Commercial nomade (cop")
        assert copied_name("Travelling seller", "en") == "Travelling seller (copy)"
        assert copied_name("", "en") == ""
        assert len(copied_name("x" * 120, "en")) == 120
