"""The assembly of a solution on its page, on its card, on the cards of its parts, and in its form."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from catalog.actions import Joined, Required, set_components, set_requirements
from catalog.models import Offering, Price, ServiceHours, ServiceLevel, Tariff
from catalog.permissions import can_edit_catalogue
from catalog.queries.assembly import assembly_of, assembly_on_card
from core.templatetags.portal import typo
from core.typography import french
from tests import factories
from tests.factories import paris

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 4)


@pytest.fixture(autouse=True)
def _on_the_fourth():
    with time_machine.travel(paris(4, 10), tick=False):
        yield


def hours(code: str = "6-22", name: str = "6 h – 22 h") -> ServiceHours:
    return ServiceHours.objects.get_or_create(code=code, defaults={"name": name})[0]


def promise(offering: Offering, percent: str, at: ServiceHours | None = None, since=date(2026, 1, 1)) -> None:
    level, _made = ServiceLevel.objects.get_or_create(
        offering=offering, metric="availability", hours=at or hours(),
        defaults={"better": "high", "unit": "percent", "label": at.code if at else ""},
    )  # fmt: skip
    level.targets.create(since=since, value=Decimal(percent))


def sell(offering: Offering, amount: str, *, mode="per_unit", per="person", period="month", **more) -> Tariff:
    tariff = Tariff.objects.create(
        offering=offering, label="Prix", main=True, mode=mode, per=per, period=period, **more
    )
    if amount:
        Price.objects.create(tariff=tariff, valid_from=date(2026, 1, 1), amount=Decimal(amount))
    return tariff


def service(reference: str, name: str, percent: str = "", amount: str = "", **fields) -> Offering:
    made = factories.offering(reference, name=name, **fields)
    if percent:
        promise(made, percent)
    if amount:
        sell(made, amount)
    return made


@pytest.fixture
def laptop(db) -> Offering:
    return service("SRV-001", "Portable", "99.9", "38.00")


@pytest.fixture
def mail(db) -> Offering:
    return service("SRV-012", "Messagerie", "99.5", "4.20", name_en="Mail")


@pytest.fixture
def nomad(cast, laptop, mail) -> Offering:
    """Of two services in series, for Finance."""
    made = factories.offering(
        "SOL-001", name="Commercial nomade", kind="solution", client=cast.finance, context="Toujours en route",
        turnkey=75, integration_price=Decimal("5.00"),
    )  # fmt: skip
    set_components(
        offering=made, parts=[Joined(laptop), Joined(mail, True, "agenda relié", "diary")], by=None
    )
    made.refresh_from_db()
    return made


def told(offering: Offering, user):
    return assembly_of(Offering.objects.select_related("client").get(pk=offering.pk), user=user, today=TODAY)


def at(name: str, offering: Offering) -> str:
    return reverse(f"catalog:{name}", args=[offering.reference])


def shown(text: str) -> str:
    """As a French page writes it."""
    return french(text)


# What it says ----------------------------------------------------------------------------------------


def test_the_parts_their_figures_and_the_sum_of_them(cast, nomad):
    found = told(nomad, cast.employee)
    assert [(row.name, row.serial, row.note.text, row.price, row.aside) for row in found.rows] == [
        ("Portable", True, "", "38,00\u00a0€", ""),
        ("Messagerie", True, "agenda relié", "4,20\u00a0€", ""),
    ]
    assert [row.availability.replace("\u202f", " ") for row in found.rows] == ["99,9 %", "99,5 %"]
    assert found.availability.replace("\u202f", " ") == "99,4005 %"
    assert (found.price, found.integration, found.at_least) == ("47,20\u00a0€", "5,00\u00a0€", False)
    assert (found.client, found.context.text, found.why, found.notes, found.warning) == (
        "Finance", "Toujours en route", "", [], None,
    )  # fmt: skip


def test_a_leaf_that_two_solutions_share_counts_once(cast, laptop):
    n, x, y = laptop, service("SRV-X", "Carnet", "99.5", "1"), service("SRV-Y", "Accès", "99.5", "2")
    left, right, top = (factories.offering(f"SOL-{name}", kind="solution", name=name) for name in "LRT")
    set_components(offering=left, parts=[n, x], by=None)
    set_components(offering=right, parts=[n, y], by=None)
    set_components(offering=top, parts=[left, right], by=None)
    found = told(top, cast.employee)
    assert found.availability.replace("\u202f", " ") == "98,9035 %"
    assert found.price == "41,00\u00a0€"
    assert [(row.name, row.depth, row.again) for row in found.rows] == [
        ("L", 0, False), ("Portable", 1, False), ("Carnet", 1, False),
        ("R", 0, False), ("Portable", 1, True), ("Accès", 1, False),
    ]  # fmt: skip
    assert (
        found.rows[0].availability.replace("\u202f", " ") == "99,4005 %"
        and found.rows[0].price == "39,00\u00a0€"
    )


def test_a_promise_above_the_parts_is_a_warning_with_both_figures(cast, nomad, sign_in):
    promise(nomad, "99.5")
    page = sign_in(cast.employee).get(at("assembly", nomad)).content.decode()
    assert shown(gettext("Promise shown: %(figure)s.") % {"figure": "99,5\u202f%"}) in page
    assert "99,4005\u202f%" in page
    promise(nomad, "99.4", since=date(2026, 11, 1))
    assert told(nomad, cast.employee).warning is None


def test_a_target_counts_from_its_month_on(cast, nomad, mail):
    promise(mail, "98", since=date(2026, 12, 1))
    promise(mail, "99.9", since=date(2026, 11, 1))
    assert told(nomad, cast.employee).availability.replace("\u202f", " ") == "99,8001 %"


def test_different_service_hours_are_refused_and_said(cast, nomad, mail):
    mail.levels.all().delete()
    promise(mail, "99.5", hours("24-7", "24 h sur 24"))
    promise(nomad, "99")
    found = told(nomad, cast.employee)
    assert found.availability == gettext("not comparable") and not found.measured and found.warning is None
    for language, said in (("fr", "heures de service différentes"), ("en", "different service hours")):
        with translation.override(language):
            why = told(nomad, cast.employee).why
        assert all(word in why for word in (said, "Portable", "Messagerie" if language == "fr" else "Mail"))
        assert "6 h – 22 h" in why and "24 h sur 24" in why


def test_a_part_that_promises_nothing_makes_it_at_most(cast, nomad, mail):
    mail.levels.all().delete()
    promise(nomad, "99.95")
    found = told(nomad, cast.employee)
    assert found.availability == gettext("at most %(figure)s") % {"figure": "99,9\u202f%"}
    assert "« Messagerie »" in found.why and found.warning is not None


def test_a_promise_at_other_hours_is_not_compared(cast, nomad):
    promise(nomad, "99.99", hours("24-7", "24 h sur 24"))
    found = told(nomad, cast.employee)
    assert found.warning is None and "24 h sur 24" in found.elsewhere


def test_a_service_answers_for_what_it_is_built_on_when_it_promises(cast, nomad, mail):
    network = service("SRV-900", "Réseau", "90")
    set_components(offering=mail, parts=[network], by=None)
    assert told(nomad, cast.employee).availability.replace("\u202f", " ") == "99,4005 %"
    mail.levels.all().delete()
    assert told(nomad, cast.employee).availability.replace("\u202f", " ") == "89,91 %"


@pytest.mark.parametrize(
    ("sold", "aside", "note"),
    [
        pytest.param({"amount": "12", "per": "device"}, True, "12,00", id="another unit stands beside"),
        pytest.param({"amount": "30", "mode": "flat"}, True, "30,00", id="flat for each unit"),
        pytest.param({"amount": "900", "mode": "pass_through"}, True, "« Visites »", id="shared out"),
        pytest.param(
            {"amount": "0.03", "mode": "free_base", "included": 100}, True, "« Visites »", id="free up to"
        ),
        pytest.param({"amount": ""}, False, "« Visites »", id="no price in force"),
    ],
)
def test_what_cannot_be_added_stands_beside_and_is_named(sold, aside, note, cast, nomad, mail, laptop):
    visits = service("SRV-050", "Visites", "99.9")
    sell(visits, **sold)
    set_components(offering=nomad, parts=[laptop, mail, visits], by=None)
    found = told(nomad, cast.employee)
    assert found.price == "47,20\u00a0€" and len(found.notes) == 1 and note in found.notes[0]
    assert found.sums[0].startswith("47,20") and len(found.sums) == (2 if note in ("12,00", "30,00") else 1)
    assert bool(found.rows[-1].aside) is aside and found.at_least is (not sold["amount"])


def test_what_is_free_is_added_and_a_discount_is_taken_off(cast, nomad, mail, laptop):
    free = service("SRV-051", "Intranet", "99.9")
    sell(free, "", mode="free")
    laptop.tariffs.update(discount=10)
    set_components(offering=nomad, parts=[laptop, mail, free], by=None)
    found = told(nomad, cast.employee)
    assert found.price == "43,40\u00a0€" and found.notes == []  # 38,00 − 3,80 + 4,20 + 5,00
    assert found.rows[-1].price == gettext("free") or found.rows[-1].price


def test_a_part_that_is_not_published_counts_without_its_name(cast, nomad, mail, sign_in):
    Offering.objects.filter(pk=mail.pk).update(state="design")
    page = sign_in(cast.employee).get(at("assembly", nomad)).content.decode()
    assert "99,4005\u202f%" in page and "47,20\u00a0€" in page
    for secret in ("Messagerie", "SRV-012", "agenda relié", "4,20", "99,5\u202f%"):
        assert secret not in page, secret
    assert gettext("a part that is not published") in page
    assert "Messagerie" in sign_in(cast.editor).get(at("assembly", nomad)).content.decode()


def test_what_a_hidden_solution_is_built_on_stays_hidden(cast, nomad, mail):
    top = factories.offering("SOL-T", kind="solution")
    set_components(offering=top, parts=[nomad], by=None)
    Offering.objects.filter(pk=nomad.pk).update(state="pilot")
    assert [row.depth for row in told(top, cast.employee).rows] == [0, 1, 1]
    Offering.objects.filter(pk=nomad.pk).update(state="design")
    found = told(top, cast.employee)
    assert [(row.hidden, row.reference) for row in found.rows] == [(True, "")]
    assert [(node.label, node.parts) for node in found.nodes] == [
        (gettext("a part that is not published"), ())
    ]


def test_what_a_service_stands_on_is_for_those_who_read_the_whole_catalogue(cast, mail, laptop, sign_in):
    set_components(offering=mail, parts=[laptop], by=None)
    for who, status in ((cast.editor, 200), (cast.planner, 200), (cast.employee, 404)):
        client = sign_in(who)
        assert client.get(at("assembly", mail)).status_code == status
        linked = f'href="{at("assembly", mail)}"' in client.get(mail.get_absolute_url()).content.decode()
        assert linked is (status == 200)
    page = sign_in(cast.editor).get(at("assembly", mail)).content.decode()
    assert at("assembly-edit", mail) in page and laptop.name in page
    assert 'id="t-required"' not in page and at("solution-copy", mail) not in page


def test_advice_has_no_assembly(cast, sign_in):
    assert sign_in(cast.editor).get(at("assembly-edit", factories.offering(kind="advice"))).status_code == 404


def test_an_empty_solution_says_what_to_do(cast, sign_in):
    empty = factories.offering("SOL-9", kind="solution")
    page = sign_in(cast.editor).get(at("assembly", empty)).content.decode()
    assert at("assembly-edit", empty) in page and 'role="img"' not in page


def test_the_picture_says_in_words_what_it_shows(cast, nomad, laptop, mail, sign_in):
    set_components(offering=nomad, parts=[Joined(laptop), Joined(mail, False)], by=None)
    page = sign_in(cast.employee).get(at("assembly", nomad)).content.decode()
    pictures = re.findall(
        r'<svg class="pic" viewBox="0 0 (\d+) [^>]*role="img" aria-label="([^"]*)">(.*?)</svg>', page
    )
    assert [width for width, _said, _marks in pictures] == ["800", "356"]
    for _width, said, marks in pictures:
        assert "Portable" in said and "Messagerie" in said and "99,9" in said
        assert ">Portable</text>" in marks and "part-box aside" in marks and gettext("beside") in marks


def test_requirements_are_told_with_their_evidence_and_counted(cast, nomad, sign_in):
    set_requirements(
        solution=nomad, by=None,
        rows=[Required("Chiffré", answer="met", evidence="Audit de mars"), Required("Hors connexion")],
    )  # fmt: skip
    page = sign_in(cast.employee).get(at("assembly", nomad)).content.decode()
    assert "Audit de mars" in page and "Hors connexion" in page
    with translation.override("fr"):
        assert sign_in(cast.employee).get(at("assembly", nomad)).context["requirements"].said.count("1") == 2


# On the cards ----------------------------------------------------------------------------------------


def test_the_card_has_the_assembly_and_the_solutions_in_three_queries(
    cast, nomad, mail, django_assert_num_queries
):
    assert not can_edit_catalogue(cast.employee)  # rights are read once a request
    with django_assert_num_queries(3):
        own = assembly_on_card(nomad, user=cast.employee, today=TODAY)
    assert own.own is not None and own.own.offering == nomad and own.standing == []
    with django_assert_num_queries(3):
        part = assembly_on_card(mail, user=cast.employee, today=TODAY)
    assert part.own is None and [one.offering for one in part.standing] == [nomad]
    alone = factories.offering("SRV-777")
    with django_assert_num_queries(1):
        assembly_on_card(alone, user=cast.employee, today=TODAY)


def test_the_solution_of_the_readers_unit_comes_first_and_drafts_stay_with_editors(cast, nomad, mail):
    ours = factories.offering("SOL-Z", name="Zèbre", kind="solution", client=cast.hr)
    draft = factories.offering("SOL-D", name="Brouillon", kind="solution", state="design")
    ended = factories.offering("SOL-E", name="Finie", kind="solution", state="retired")
    for one in (ours, draft, ended):
        set_components(offering=one, parts=[mail], by=None)

    def names(user):
        return [one.offering.reference for one in assembly_on_card(mail, user=user, today=TODAY).standing]

    assert names(cast.outsider) == ["SOL-Z", "SOL-001"]
    assert names(cast.employee) == ["SOL-001", "SOL-Z"]
    assert names(cast.editor) == ["SOL-D", "SOL-001", "SOL-Z"]


def test_a_card_tells_of_a_dozen_solutions_and_leads_to_all_of_them(cast, mail, sign_in):
    for number in range(14):
        one = factories.offering(f"SOL-{number:02d}", name=f"S{number:02d}", kind="solution")
        set_components(offering=one, parts=[mail], by=None)
    found = assembly_on_card(mail, user=cast.employee, today=TODAY)
    assert len(found.standing) == 12 and found.more
    where = f"/offerings/?kind=solution&part={mail.reference}"
    client = sign_in(cast.employee)
    assert where.replace("&", "&amp;") in client.get(mail.get_absolute_url()).content.decode()
    assert len(client.get(where).context["listing"].rows) == 14


@pytest.fixture
def leaving(mail) -> Offering:
    """Mail retires; the new mail takes its place."""
    new = service("SRV-077", "Courriel", "99.9", "5.00")
    Offering.objects.filter(pk=mail.pk).update(state="retiring", retires_on=date(2027, 3, 1), replacement=new)
    mail.refresh_from_db()
    return mail


def test_a_part_that_retires_is_flagged_and_replaced_in_one_click(cast, nomad, leaving, sign_in):
    page = sign_in(cast.employee).get(at("assembly", nomad)).content.decode()
    assert "Courriel" in page and "2027" in page and at("component-replace", nomad) not in page
    page = sign_in(cast.editor).get(at("assembly", nomad)).content.decode()
    assert at("component-replace", nomad) in page
    answer = sign_in(cast.editor).post(at("component-replace", nomad), {"old": "SRV-012", "new": "SRV-077"})
    assert answer["Location"] == at("assembly", nomad)
    assert list(nomad.component_links.order_by("rank").values_list("part__reference", "note")) == [
        ("SRV-001", ""), ("SRV-077", "agenda relié"),
    ]  # fmt: skip


def test_from_the_card_of_the_part_one_comes_back_to_it(cast, nomad, leaving, sign_in):
    sent = {"old": "SRV-012", "new": "SRV-077", "card": "1"}
    assert (
        sign_in(cast.editor).post(at("component-replace", nomad), sent)["Location"]
        == leaving.get_absolute_url()
    )


@pytest.mark.parametrize("sent", [{}, {"old": "SRV-012", "new": "NO"}, {"old": "SRV-077", "new": "SRV-001"}])
def test_replacing_what_is_not_there_is_said_and_changes_nothing(sent, cast, nomad, leaving, sign_in):
    client = sign_in(cast.editor)
    answer = client.post(at("component-replace", nomad), sent, follow=True)
    assert 'class="callout bad' in answer.content.decode()
    assert set(nomad.components.values_list("reference", flat=True)) == {"SRV-001", "SRV-012"}


@pytest.mark.parametrize("who", ["employee", "editor"])
def test_the_page_takes_the_same_few_queries_whatever_is_nested(who, cast, nomad, sign_in):
    client, counts = sign_in(getattr(cast, who)), set()
    client.get(at("assembly", nomad))
    top, made = nomad, 0
    for many in (1, 3, 40):
        while made < many:
            made += 1
            leaf = service(f"SRV-L{made}", f"Feuille {made}", "99.9", "1.00")
            whole = factories.offering(f"SOL-N{made}", name=f"Nid {made}", kind="solution", client=cast.hr)
            set_components(offering=whole, parts=[top, leaf], by=None)
            set_requirements(solution=whole, rows=[Required(f"R{made}")], by=None)
            top = whole
        with CaptureQueriesContext(connection) as seen:
            client.get(at("assembly", top))
        texts = [re.sub(r"\d+|'[^']*'", "?", query["sql"]) for query in seen]
        assert len(set(texts)) == len(texts) <= 12, texts
        counts.add(len(texts))
    assert len(counts) == 1


# The form --------------------------------------------------------------------------------------------


def typed(client, address: str) -> dict[str, str]:
    """What a browser sends of the form as it was opened."""
    form = client.get(address).context["form"]
    sent = {}
    for name in form.fields:
        value = form[name].value()
        if value not in (None, False, ""):
            sent[name] = "on" if value is True else str(value)
    sent["client"] = (
        form.fields["client"].prepare_value(form["client"].value()) if "client" in form.fields else ""
    )
    return {name: value or "" for name, value in sent.items()}


def test_everything_is_written_on_one_page(cast, nomad, laptop, mail, sign_in):
    vpn = service("SRV-005", "Accès à distance", "99.9", "6.00")
    client, address = sign_in(cast.editor), at("assembly-edit", nomad)
    sent = typed(client, address) | {
        "client": "RH", "context": "En tournée", "context_en": "On the road", "turnkey": "100",
        "integration_price": "7.50",
        f"part_{laptop.pk}_place": "2", f"part_{mail.pk}_place": "1", f"part_{mail.pk}_note_en": "linked",
        "part_new1_name": "accès à distance", "part_new1_note": "sans code", "part_new1_serial": "",
        "asked_new1_text": "Chiffré", "asked_new1_answer": "met", "asked_new1_evidence": "Audit",
        "asked_new2_text": "Hors connexion", "asked_new2_place": "1",
    }  # fmt: skip
    del sent["part_new1_serial"]
    sent["client"] = "HR"
    answer = client.post(address, sent)
    assert answer.status_code == 302 and answer["Location"] == at("assembly", nomad)
    nomad.refresh_from_db()
    assert (nomad.client, nomad.context_en, nomad.turnkey, nomad.integration_price) == (
        cast.hr, "On the road", 100, Decimal("7.50"),
    )  # fmt: skip
    assert list(nomad.component_links.order_by("rank").values_list("part", "serial", "note", "note_en")) == [
        (mail.pk, True, "agenda relié", "linked"), (laptop.pk, True, "", ""), (vpn.pk, False, "sans code", ""),
    ]  # fmt: skip
    assert list(nomad.requirements.values_list("text", "answer", "evidence")) == [
        ("Hors connexion", "", ""), ("Chiffré", "met", "Audit"),
    ]  # fmt: skip


def test_a_part_and_a_requirement_are_taken_away_by_a_tick(cast, nomad, laptop, sign_in):
    set_requirements(solution=nomad, rows=[Required("A"), Required("B")], by=None)
    client, address = sign_in(cast.editor), at("assembly-edit", nomad)
    first = nomad.requirements.first()
    client.post(
        address, typed(client, address) | {f"part_{laptop.pk}_drop": "on", f"asked_{first.pk}_drop": "on"}
    )
    assert list(nomad.components.values_list("reference", flat=True)) == ["SRV-012"]
    assert [one.text for one in nomad.requirements.all()] == ["B"]


def test_opening_and_saving_changes_nothing(cast, nomad, sign_in):
    set_requirements(solution=nomad, rows=[Required("A", "a", "partly", "test")], by=None)
    client, address = sign_in(cast.editor), at("assembly-edit", nomad)
    edit = Offering.objects.get(pk=nomad.pk).edit
    assert client.post(address, typed(client, address)).status_code == 302
    assert Offering.objects.get(pk=nomad.pk).edit == edit


def test_a_service_says_what_it_is_built_on_and_nothing_else(cast, mail, laptop, sign_in):
    client, address = sign_in(cast.editor), at("assembly-edit", mail)
    page = client.get(address)
    assert "client" not in page.context["form"].fields and 'id="asked"' not in page.content.decode()
    answer = client.post(address, typed(client, address) | {"part_new1_name": "SRV-001"})
    assert answer["Location"] == mail.get_absolute_url()
    assert list(mail.components.all()) == [laptop]


def test_more_lines_are_asked_for_without_losing_what_is_typed(cast, nomad, mail, sign_in):
    client, address = sign_in(cast.editor), at("assembly-edit", nomad)
    sent = typed(client, address) | {
        "part_new2_name": "SRV-X", "context": "À demi écrit", f"part_{mail.pk}_note": "autre", "asked_new1_answer": "met",
    }  # fmt: skip
    del sent[f"part_{mail.pk}_serial"]
    answer = client.post(address, sent | {"more": "part"})
    form = answer.context["form"]
    assert answer.status_code == 200 and form.blanks == {"part": 6, "asked": 3} and not form.is_bound
    assert form["part_new2_name"].value() == "SRV-X" and form["context"].value() == "À demi écrit"
    assert not form[f"part_{mail.pk}_serial"].value() and form["edit"].value() == sent["edit"]
    page = answer.content.decode()
    assert "part_new6_name" in page and 'value="autre"' in page and "invalid-feedback" not in page
    more = client.post(address, sent | {"part_new6_place": "", "more": "asked"}).context["form"]
    assert more.blanks == {"part": 6, "asked": 6}


BAD = [
    pytest.param(
        {"part_new1_name": "SRV-777"}, "part_new1_name",
        "No offering has the reference or name « %(lost)s ».", {"lost": "SRV-777"}, id="unknown part",
    ),
    pytest.param(
        {"part_new1_name": "SRV-012"}, "part_new1_name",
        "« %(part)s » stands there twice: keep one line.", {"part": "Messagerie"}, id="there already",
    ),
    pytest.param(
        {"part_new1_name": "SRV-050", "part_new2_name": "srv-050"}, "part_new2_name",
        "« %(part)s » stands there twice: keep one line.", {"part": "Visites"}, id="added twice",
    ),
    pytest.param(
        {"part_new1_name": "SRV-050, SRV-001"}, "part_new1_name",
        "One line for each part: name one here.", {}, id="two in one line",
    ),
    pytest.param(
        {"part_new1_note": "relié"}, "part_new1_name",
        "Say which service or solution is integrated so.", {}, id="a note of nothing",
    ),
    pytest.param(
        {"part_new1_name": "SOL-001"}, "part_new1_name",
        "%(name)s would be built on itself: %(way)s. Take one of these links away first.",
        {"name": "Commercial nomade", "way": "Commercial nomade → Commercial nomade"}, id="itself",
    ),
    pytest.param(
        {"part_new1_name": "SOL-WHOLE"}, "part_new1_name",
        "%(name)s would be built on itself: %(way)s. Take one of these links away first.",
        {"name": "Commercial nomade", "way": "Commercial nomade → Tout → Commercial nomade"}, id="itself, by another",
    ),
    pytest.param(
        {"part_new1_name": "CON-1"}, "part_new1_name",
        "« %(part)s » cannot be a part: services and solutions are put together; "
        "advice and projects are asked for beside.", {"part": "Conseil"}, id="advice",
    ),
    pytest.param(
        {"part_new1_name": "SRV-OLD"}, "part_new1_name",
        "« %(part)s » is retired: take what replaces it, « %(new)s ».",
        {"part": "Ancienne", "new": "Visites"}, id="retired",
    ),
    pytest.param(
        {"asked_new1_text": "Chiffré", "asked_new1_answer": "met"}, "asked_new1_evidence",
        "Say what shows it (a test, a report, a signature): "
        "the solution manager answers for conformity, with evidence.", {}, id="no evidence",
    ),
    pytest.param(
        {"asked_new1_answer": "partly"}, "asked_new1_text",
        "Write the requirement, or take its line away.", {}, id="no requirement",
    ),
    pytest.param(
        {"client": "ZZZ"}, "client", "No unit has the code or the name « %(said)s ».", {"said": "ZZZ"}, id="no unit",
    ),
    pytest.param({"integration_price": "-1"}, "integration_price", "", {}, id="below nothing"),
    pytest.param({"context": "x" * 301}, "context", "", {}, id="too long"),
    pytest.param({"turnkey": "33"}, "turnkey", "", {}, id="no such degree"),
    pytest.param({"part_new1_place": "0"}, "part_new1_place", "", {}, id="no such place"),
    pytest.param({"asked_new1_text": "a\x00b"}, "asked_new1_text", "", {}, id="a null"),
]  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("changed", "field", "message", "values"), BAD)
def test_bad_input_gets_one_sentence_at_its_field_and_nothing_is_lost(
    language, changed, field, message, values, cast, nomad, mail, sign_in, settings
):
    visits = service("SRV-050", "Visites")
    factories.offering("CON-1", kind="advice", name="Conseil")
    factories.offering("SRV-OLD", name="Ancienne", state="retired", replacement=visits)
    whole = factories.offering("SOL-WHOLE", kind="solution", name="Tout")
    set_components(offering=whole, parts=[nomad], by=None)
    client, address = sign_in(cast.editor), at("assembly-edit", nomad)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    sent = typed(client, address) | {f"part_{mail.pk}_note": "écrit ici", **changed}
    edit = Offering.objects.get(pk=nomad.pk).edit
    answer = client.post(address, sent)
    form, page = answer.context["form"], answer.content.decode()
    assert answer.status_code == 422 and list(form.errors) == [field]
    assert len(form.errors[field]) == 1 and 'value="écrit ici"' in page
    with translation.override(language):
        if message:
            assert form.errors[field][0] == gettext(message) % values
            assert (gettext(message) == message) is (language == "en")
            assert str(typo(form.errors[field][0])) in page
    assert Offering.objects.get(pk=nomad.pk).edit == edit


def test_two_editors_are_told_field_by_field_and_nothing_is_overwritten(cast, nomad, laptop, mail, sign_in):
    client, address = sign_in(cast.editor), at("assembly-edit", nomad)
    sent = typed(client, address)
    other = service("SRV-005", "Accès")
    set_components(
        offering=Offering.objects.get(pk=nomad.pk),
        parts=[Joined(mail, True, "agenda et salles", "diary"), Joined(other)],
        by=None,
    )
    late = client.post(address, sent | {f"part_{mail.pk}_note": "agenda seul", "context": "Ailleurs"})
    found = late.context["difference"]
    assert late.status_code == 409
    assert [(one.name, one.opened) for one in found.asked] == [(f"part_{mail.pk}_note", "agenda relié")]
    joined = {one.name: one.kept for one in found.joined}
    assert joined["context"] == "mine" and joined[f"part_{laptop.pk}_drop"] == "theirs"
    assert set(nomad.components.all()) == {mail, other}
    answer = client.post(address, {"difference": found.token, f"pick-part_{mail.pk}_note": "mine"})
    assert answer.status_code == 302
    nomad.refresh_from_db()
    assert nomad.context == "Ailleurs"
    assert dict(nomad.component_links.values_list("part__reference", "note")) == {
        "SRV-012": "agenda seul", "SRV-005": "",
    }  # fmt: skip


def test_a_copy_is_made_with_a_reference_that_is_proposed(cast, nomad, sign_in):
    factories.offering("SOL-004", kind="solution")
    client, address = sign_in(cast.editor), at("solution-copy", nomad)
    form = client.get(address).context["form"]
    assert (form["reference"].value(), form["name"].value()[:18]) == ("SOL-005", "Commercial nomade ")
    taken = client.post(address, {"reference": "SOL-004", "name": "Technicien"})
    assert taken.status_code == 422 and list(taken.context["form"].errors) == ["reference"]
    assert 'value="Technicien"' in taken.content.decode()
    answer = client.post(address, {"reference": "SOL-005", "name": "Technicien"})
    assert answer["Location"] == at("assembly-edit", Offering.objects.get(reference="SOL-005"))


def test_the_history_says_who_put_what_together(cast, nomad, mail, leaving, sign_in):
    client = sign_in(cast.editor)
    client.post(at("component-replace", nomad), {"old": "SRV-012", "new": "SRV-077"})
    address = at("assembly-edit", nomad)
    client.post(address, typed(client, address) | {"asked_new1_text": "Chiffré", "context": "Ailleurs"})
    page = client.get(at("versions", nomad)).content.decode()
    for word in ("Courriel", "Chiffré", "Ailleurs", cast.editor.name):
        assert word in page, word
    assert "offering." not in page


def partial(template: str, **context) -> str:
    return render_to_string(f"catalog/{template}", context)


def test_the_part_of_the_card_shows_the_solution_whole_the_others_in_a_line_and_what_it_holds_up(
    cast, nomad, mail, leaving
):
    other = factories.offering("SOL-Z", name="Zèbre", kind="solution")
    set_components(offering=other, parts=[mail], by=None)
    promise(other, "99.99")

    def drawn(user):
        return partial(
            "_solutions_on.html",
            solutions=assembly_on_card(mail, user=user, today=TODAY), here=mail.reference,
        )  # fmt: skip

    page = drawn(cast.editor)
    assert "99,4005\u202f%" in page and "47,20\u00a0€" in page and at("assembly", other) in page
    assert page.count(at("component-replace", nomad)) == page.count(at("component-replace", other)) == 1
    assert f'href="{mail.get_absolute_url()}"' not in page  # it is the card that one reads
    assert gettext("promises more than its parts") in page
    assert "component-replace" not in drawn(cast.employee) and "<form" not in drawn(cast.employee)


def test_the_assembly_on_the_card_leads_to_the_whole_of_it(cast, nomad):
    own = assembly_on_card(nomad, user=cast.employee, today=TODAY).own
    page = partial("_assembly.html", assembly=own, here=nomad.reference)
    assert at("assembly", nomad) in page and "99,4005\u202f%" in page and "Finance" in page


def test_the_form_takes_the_same_few_queries_whatever_it_holds(cast, nomad, sign_in):
    client, counts = sign_in(cast.editor), set()
    client.get(at("assembly-edit", nomad))
    for many in (3, 30):
        parts = [Joined(service(f"SRV-F{many}-{number}", f"F{many} {number}")) for number in range(many)]
        set_components(offering=nomad, parts=parts, by=None)
        set_requirements(solution=nomad, rows=[Required(f"R{number}") for number in range(many)], by=None)
        with CaptureQueriesContext(connection) as seen:
            client.get(at("assembly-edit", nomad))
        texts = [re.sub(r"\d+|'[^']*'", "?", query["sql"]) for query in seen]
        assert len(set(texts)) == len(texts) <= 12, texts
        counts.add(len(texts))
    assert len(counts) == 1


def test_what_people_wrote_is_never_markup(cast, nomad, mail, sign_in):
    hostile = '<script>x</script>" onload="y'
    Offering.objects.filter(pk=mail.pk).update(name=hostile)
    set_components(offering=nomad, parts=[Joined(mail, True, hostile)], by=None)
    set_requirements(solution=nomad, rows=[Required(hostile, answer="met", evidence=hostile)], by=None)
    for name in ("assembly", "assembly-edit"):
        page = sign_in(cast.editor).get(at(name, nomad)).content.decode()
        assert "<script>x" not in page and '" onload="y' not in page and "&lt;script&gt;x" in page
