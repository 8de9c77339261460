"""Importing offerings, sections and usages: written once, all or nothing, each fault at its row; what is exported
comes back as it went."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from catalog.models import CardSection, Category, Offering, Usage, WorkingCopy
from catalog.views.imports import OFFERINGS, SECTIONS, USAGES
from core import audit
from core.tables.faults import Fault
from core.tables.importer import run_import
from core.tables.template import held_file
from tests import factories
from tests.answers import let_go
from tests.catalog.cards import a_whole_card
from tests.factories import paris

pytestmark = pytest.mark.django_db
NOW = paris(4, 9)


def run(importer, text, *, dry_run=False, by=None):
    data = text if isinstance(text, bytes) else text.encode()
    return run_import(importer, data, dry_run=dry_run, by=by, now=NOW)


def faults(importer, text):
    result = run(importer, text, dry_run=True)
    return [(fault.line, fault.column, fault.code) for fault in map(Fault.unpacked, result["faults"])]


def test_offerings_are_created_in_design_with_their_event(cast):
    Category.objects.create(code="ensemble", name="Travailler ensemble")
    result = run(
        OFFERINGS,
        "référence;nom;nature;catégorie;responsable;autres noms;prochaine revue\n"
        f"SRV-100;Messagerie;Service;ensemble;{cast.planner.ref};Outlook | Exchange;2027-06-12\n"
        "PRJ-1;Nouveau siège;Projet;;;;\n",
        by=cast.editor,
    )
    assert result["applied"] and result["counts"] == {"offering": {"created": 2, "changed": 0}}
    made = Offering.objects.get(reference="SRV-100")
    assert (made.state, made.owner, made.category.code, made.next_review) == (
        "design", cast.planner, "ensemble", date(2027, 6, 12),
    )  # fmt: skip
    assert [alias.folded for alias in made.aliases.all()] == ["outlook", "exchange"]
    assert Offering.objects.get(reference="PRJ-1").kind == "project"
    assert [event.kind for event in audit.trail(made)] == ["offering.created"]


def test_the_same_file_again_changes_nothing_and_a_column_left_out_stays(cast):
    text = "reference,name,benefit\nSRV-100,Mail,Write\n"
    run(OFFERINGS, text)
    again = run(OFFERINGS, text)
    assert (again["unchanged"], again["counts"]) == (1, {})
    changed = run(OFFERINGS, "reference,name\nSRV-100,Courriel\n")
    assert changed["counts"] == {"offering": {"created": 0, "changed": 1}}
    made = Offering.objects.get()
    assert (made.name, made.benefit, made.edit) == ("Courriel", "Write", 2)
    assert audit.trail(made)[0].changes == {"name": ["Mail", "Courriel"]}


HEAD = "reference,name,kind,category,owner,aliases,last_review,next_review\n"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("SRV 1,Mail,,,,,,\n", [(2, "reference", "reference")]),
        (",Mail,,,,,,\n", [(2, "reference", "lacking")]),
        ("SRV-1,,,,,,,\n", [(2, "name", "lacking")]),
        (f"SRV-1,{'x' * 300},,,,,,\n", [(2, "name", "too_long")]),
        ("SRV-1,Mail,gift,,,,,\n", [(2, "kind", "choice")]),
        ("SRV-012,Mail,project,,,,,\n", [(2, "kind", "kind_changes")]),
        ("SRV-1,Mail,,nowhere,,,,\n", [(2, "category", "category_unknown")]),
        ("SRV-1,Mail,,,H9,,,\n", [(2, "owner", "owner_unknown")]),
        ("SRV-1,Mail,,,,vpn,,\n", [(2, "aliases", "alias_taken")]),
        ("SRV-1,Mail,,,,A,,\nSRV-2,News,,,,a,,\n", [(3, "aliases", "alias_taken")]),
        ("SRV-1,Mail,,,,,2027-01-01,2026-01-01\n", [(2, "next_review", "review_order")]),
        ("SRV-1,Mail,,,,,,\nSRV-1,News,,,,,,\n", [(3, "reference", "twice")]),
        ("SRV-1,=cmd(),,,,,,\n", [(2, "name", "formula")]),
    ],
)
def test_each_fault_of_an_offering_stands_at_its_row(cast, rows, expected):
    known = factories.offering("SRV-012", name="Accès à distance")
    known.aliases.create(text="VPN", folded="vpn")
    assert faults(OFFERINGS, HEAD + rows) == expected
    assert Offering.objects.count() == 1


def test_two_cards_may_exchange_a_name(cast):
    for reference, name in (("A", "vpn"), ("B", "mail")):
        factories.offering(reference, name=reference).aliases.create(text=name, folded=name)
    assert run(OFFERINGS, "reference,name,aliases\nA,A,mail\nB,B,vpn\n")["applied"]
    assert Offering.objects.get(reference="A").aliases.get().text == "mail"


def test_a_file_where_every_row_is_wrong_is_said_by_kind_first(cast):
    text = HEAD + "".join(f"SRV-{n},Mail,gift,nowhere,,,,\n" for n in range(2_000))
    result = run(OFFERINGS, text)
    assert result["fault_count"] == 4_000 and not result["applied"] and not Offering.objects.exists()
    kinds = OFFERINGS.fault_kinds(result)
    assert [count for count, _column, _said in kinds] == [2_000, 2_000]
    assert "nowhere" in kinds[1][2] + kinds[0][2]


def test_a_working_copy_follows_where_nobody_wrote(cast):
    made = a_whole_card(name="Mail", owner=cast.planner)
    WorkingCopy.objects.create(offering=made, content={"name": "Mail", "benefit": "Typed"})
    run(OFFERINGS, "reference,name,benefit\nSRV-012,Courriel,Imported\n")
    assert WorkingCopy.objects.get().content == {"name": "Courriel", "benefit": "Typed"}


def test_sections_are_written_by_name_or_code(cast):
    made = a_whole_card(owner=cast.planner)
    result = run(
        SECTIONS,
        "offre;rubrique;texte;texte, en anglais;pourquoi c’est sans objet\n"
        'SRV-012;Aide;"Appelez\nle 3030";Call 3030;\nSRV-012;training;;;Rien à apprendre\n',
    )
    assert result["counts"] == {"section": {"created": 1, "changed": 1}}, result["faults"]
    assert result["applied"], result["faults"]
    help_ = CardSection.objects.get(offering=made, code="support")
    assert (help_.text, help_.text_en) == ("Appelez\nle 3030", "Call 3030")
    (event,) = [event for event in audit.trail(made) if event.kind == "offering.changed"]
    assert event.changes["section.training.absent"] == ["", "Rien à apprendre"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("SRV-9,Aide,x\n", [(2, "offering", "offering_unknown")]),
        ("SRV-012,Recette,x\n", [(2, "section", "section_unknown")]),
        ("SRV-012,assembly,x\n", [(2, "section", "not_of_its_kind")]),
        ("SRV-012,Aide,x\nSRV-012,support,y\n", [(3, "offering", "twice")]),
    ],
)
def test_each_fault_of_a_section_stands_at_its_row(cast, row, expected):
    a_whole_card(owner=cast.planner)
    assert faults(SECTIONS, "offering,section,text\n" + row) == expected


def test_usages_are_said_and_said_again(cast):
    mail = factories.offering("SRV-012")
    factories.group("COMEX")
    head = "offering,unit,group,quantity,criticality\n"
    assert run(USAGES, f"{head}SRV-012,FIN,,240,forte\nSRV-012,FIN,COMEX,12,\n")["applied"]
    again = run(USAGES, f"{head}SRV-012,FIN,,250,forte\nSRV-012,FIN,COMEX,12,\n")
    assert (again["unchanged"], again["counts"]) == (1, {"usage": {"created": 0, "changed": 1}})
    assert sorted(Usage.objects.values_list("quantity", "criticality")) == [(12, ""), (250, "high")]
    assert audit.trail(mail).filter(kind="offering.usage").count() == 3


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("SRV-9,FIN,,1\n", [(2, "offering", "offering_unknown")]),
        ("SRV-012,NOWHERE,,1\n", [(2, "unit", "unit_unknown")]),
        ("SRV-012,FIN,NOBODY,1\n", [(2, "group", "group_unknown")]),
        ("SRV-012,FIN,,-1\n", [(2, "quantity", "too_small")]),
    ],
)
def test_each_fault_of_a_usage_stands_at_its_row(cast, row, expected):
    factories.offering("SRV-012")
    (fault,) = faults(USAGES, "offering,unit,group,quantity\n" + row)
    assert fault[:2] == expected[0][:2]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("importer", [OFFERINGS, SECTIONS, USAGES], ids=lambda one: one.kind)
def test_what_is_exported_comes_back_as_it_went(cast, importer, kind):
    made = a_whole_card(name="=Messagerie", owner=cast.planner, last_review=date(2026, 6, 1))
    made.aliases.create(text="Outlook", folded="outlook")
    made.sections.create(code="training", text="- un\n- deux")
    Usage.objects.create(
        offering=made, unit=cast.finance, quantity=12, criticality="low", alternative="papier"
    )
    answer = held_file(importer, kind)
    data = b"".join(answer.streaming_content)
    let_go(answer)
    result = run(importer, data)
    assert (result["fault_count"], result["counts"]) == (0, {}), result["faults"]
    assert result["unchanged"] >= 1


def test_the_page_is_for_editors_and_lists_its_columns(cast, sign_in):
    page = sign_in(cast.editor).get(reverse("catalog:offerings-upload")).content.decode()
    assert "Référence" in page and "Autres noms" in page
    assert sign_in(cast.planner).get(reverse("catalog:offerings-upload")).status_code == 403


def test_the_command_does_the_same_and_fails_aloud(cast, tmp_path, capsys):
    file = tmp_path / "offerings.csv"
    file.write_text("reference,name\nSRV-1,Mail\n")
    call_command("import_offerings", str(file), "--dry-run")
    assert not Offering.objects.exists()
    call_command("import_offerings", str(file))
    assert Offering.objects.get().name == "Mail"
    file.write_text("reference,name\nSRV 1,Mail\n")
    with pytest.raises(CommandError):
        call_command("import_offerings", str(file))


def test_an_owner_who_left_may_stay_as_they_were_and_take_nothing_new(cast):
    gone = factories.person("Partie", ref="H00000", is_active=False)
    factories.offering("SRV-1", name="Messagerie", owner=gone)
    factories.offering("SRV-2", name="Téléphone")
    head = "référence;nom;bénéfice;responsable\n"
    assert faults(OFFERINGS, head + "SRV-1;Messagerie;Écrire.;H00000\n") == []
    assert run(OFFERINGS, head + "SRV-1;Messagerie;;H00000\n", dry_run=True)["unchanged"] == 1
    assert faults(OFFERINGS, head + "SRV-2;Téléphone;;H00000\n") == [(2, "owner", "owner_unknown")]


def test_faults_stand_in_the_order_of_the_file_and_a_file_like_the_portal_says_so(cast):
    factories.offering("SRV-1", name="Messagerie")
    rows = "reference,name,category\nSRV-3,,\nSRV-1,Messagerie,nulle part\nSRV-4,,\n"
    assert [line for line, _column, _code in faults(OFFERINGS, rows)] == [2, 3, 4]
    same = run(OFFERINGS, "reference,name\nSRV-1,Messagerie\n", dry_run=True)
    assert next(iter(OFFERINGS.report(same))) == (
        "Ce fichier dit ce que le portail contient déjà\xa0: il n’y a rien à importer."
    )
