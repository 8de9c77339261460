"""Bad input, line by line: one plain sentence, in French and in English, at its field or row; nothing lost, nothing
half done. Each row of the table goes in through a page, the API or an import, as people and tools do.
"""

from __future__ import annotations

import pytest
import time_machine

from calendar_ops import actions, feeds
from catalog.models import Component
from tests import factories
from tests.bad_input import Table, said_to
from tests.doors import NOW, Doors, plain
from tests.factories import paris

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_fourth():
    with time_machine.travel(NOW, tick=False):
        yield


TABLE = Table()
bad = TABLE.bad


@bad("end before start", "La fin précède le début de 1 h", "The end comes 1 h before the start")
def page_end_before_start(doors: Doors) -> str:
    return doors.plan(end_time="19:00")


@bad("end before start", "La fin précède le début de 1 h", "The end comes 1 h before the start")
def api_end_before_start(doors: Doors) -> str:
    return doors.send(end="2026-11-17T19:00:00+01:00")


@bad("a time that does not exist", "02:30 n’existe pas", "02:30 does not exist. Choose 03:00 or later.")
def page_gap(doors: Doors) -> str:
    return doors.plan(start_day="2027-03-28", start_time="02:30", end_day="2027-03-28", end_time="05:00")


@bad("a time that exists twice", "02:30 revient deux fois", "02:30 comes twice. Say below which of the two.")
def page_twice(doors: Doors) -> str:
    return doors.plan(start_day="2027-10-31", start_time="02:30", end_day="2027-10-31", end_time="05:00")


@bad(
    "a naive time in the API",
    "Indiquez aussi le décalage avec UTC, comme dans 2026-11-10T20:00:00+01:00.",
    "offset",
)
def api_naive(doors: Doors) -> str:
    return doors.send(start="2026-11-17T20:00:00")


@bad("a duration of zero", "0 minute", "The slot lasts 0 minutes")
def page_zero(doors: Doors) -> str:
    return doors.plan(end_time="20:00")


@bad(
    "a duration of a year",
    "Le créneau dure 366 jours, 31 au plus : scindez les travaux.",
    "The slot lasts 366 days, 31 at most: split the work.",
)
def page_a_year(doors: Doors) -> str:
    return doors.plan(end_day="2027-11-17")


@bad(
    "a duration of a year",
    "Le créneau dure 366 jours, 31 au plus : scindez les travaux.",
    "The slot lasts 366 days, 31 at most: split the work.",
)
def api_a_year(doors: Doors) -> str:
    return doors.send(end="2027-11-17T22:00:00+01:00")


@bad(
    "an interruption longer than the slot",
    "500 min",
    "500 min is longer than the slot (120 min): shorten the interruption or lengthen the slot.",
)
def page_interruption(doors: Doors) -> str:
    return doors.plan(interruption_minutes="500")


@bad(
    "an interruption longer than the slot",
    "500 min",
    "500 min is longer than the slot (120 min): shorten the interruption or lengthen the slot.",
)
def api_interruption(doors: Doors) -> str:
    return doors.send(interruption_minutes=500)


@bad(
    "a unit without calendar",
    "Ce créneau n’a jamais été négocié : dites pourquoi les travaux ont lieu alors ; le motif est enregistré.",
    "This slot was never negotiated: say why the work is done then; the reason is recorded.",
)
def confirming_without_calendar(doors: Doors) -> str:
    return doors.confirm(doors.draft(added=[doors.cast.hr]))


@bad(
    "a unit without calendar",
    "Ce créneau n’a jamais été négocié : dites pourquoi les travaux ont lieu alors ; le motif est enregistré.",
    "This slot was never negotiated: say why the work is done then; the reason is recorded.",
)
def api_without_calendar(doors: Doors) -> str:
    return doors.confirm_by_api(doors.draft(added=[doors.cast.hr]))


@bad("a unit without people", "Personnes touchées 0", "People touched 0")
def verdict_of_an_empty_unit(doors: Doors) -> str:
    empty = factories.unit("VID", name="Équipe vide", parent=doors.cast.finance)
    return doors.verdict(offerings=[], added=[empty.pk])


@bad(
    "a unit that is inactive",
    "L’une de ces unités n’est plus en service : elle est laissée de côté. Vérifiez qui est touché, puis enregistrez de nouveau.",
    "One of these units is no longer in use: it is left aside. Look at who is touched, then save again.",
)
def page_inactive_unit(doors: Doors) -> str:
    old = factories.unit("OLD", name="Ancienne équipe", active=False)
    return doors.plan(added=[old.pk])


@bad("a unit that is inactive", "OLD", "OLD")
def api_inactive_unit(doors: Doors) -> str:
    factories.unit("OLD", active=False)
    return doors.send(units=["OLD"])


@bad("a unit without relay", "1 sans messagerie ni relais", "1 without mailbox or relay")
def verdict_of_a_unit_without_relay(doors: Doors) -> str:
    factories.person("Sans Boîte", unit=doors.cast.finance, email="")
    return doors.verdict()


@bad(
    "a cycle in the tree",
    "FIN ne peut pas dépendre de PAY, qui est FIN elle-même ou en dépend.",
    "FIN cannot",
)
def page_cycle(doors: Doors) -> str:
    factories.unit("PAY", name="Paie", parent=doors.cast.finance)
    unit = doors.cast.finance
    fields = {"code": "FIN", "name": "Finance", "parent": "PAY", "time_zone": "Europe/Paris", "notice_days": 3,
              "country": "FR", "active": "on", "edit": unit.edit}  # fmt: skip
    return doors.page(doors.cast.administrator, "/organization/units/FIN/edit/", fields, keeps="Finance")


@bad(
    "a cycle in the tree",
    "FIN ne peut pas dépendre de PAY, qui est FIN elle-même ou en dépend.",
    "FIN cannot",
)
def api_cycle(doors: Doors) -> str:
    factories.unit("PAY", name="Paie", parent=doors.cast.finance)
    return doors.api(doors.cast.administrator, "patch", "units/FIN/", {"parent": "PAY"})


@bad(
    "a cycle in the tree",
    "ligne 2 · parent « PAY » dépend de cette unité : elle ne peut pas en être la mère.",
    "row 2 · parent « PAY » lies below this unit: it cannot be its parent.",
)
def file_cycle(doors: Doors) -> str:
    factories.unit("PAY", name="Paie", parent=doors.cast.finance)
    return doors.directory(b"code,name,parent\nFIN,Finance,PAY\n")


@bad(
    "a cycle among components",
    "Notes de frais reposerait sur elle-même : Notes de frais → Paie → Notes de frais. Retirez d’abord l’un de ces liens.",
    "Notes de frais would be built on itself: Notes de frais → Paie → Notes de frais. Take one of these links away first.",
)
def api_circle(doors: Doors) -> str:
    above = factories.offering("SOL-1", name="Paie", kind="solution")
    Component.objects.create(solution=above, part=doors.service)
    return doors.api(doors.cast.editor, "patch", "offerings/SRV-1/", {"components": ["SOL-1"]})


@bad(
    "an address without @",
    "« camille.example.org » n’est pas une adresse : elle s’écrit nom@entreprise.example.",
    "« camille.example.org » is no mail address: it reads name@company.example.",
)
def page_address(doors: Doors) -> str:
    fields = {"ref": "P1", "name": "Camille Petit", "email": "camille.example.org", "language": "fr"}
    return doors.page(doors.cast.administrator, "/organization/people/new/", fields, keeps="Camille Petit")


@bad(
    "an address without @",
    "« camille.example.org » n’est pas une adresse : elle s’écrit nom@entreprise.example.",
    "« camille.example.org » is no mail address: it reads name@company.example.",
)
def api_address(doors: Doors) -> str:
    fields = {"ref": "P1", "name": "Camille Petit", "email": "camille.example.org"}
    return doors.api(doors.cast.administrator, "post", "people/", fields)


@bad(
    "an address without @",
    "ligne 2 · email « camille.example.org » n’est pas une adresse : elle s’écrit nom@entreprise.example.",
    "row 2 · email « camille.example.org » is no mail address: it reads name@company.example.",
)
def file_address(doors: Doors) -> str:
    return doors.directory(b"ref,name,email\nP1,Camille,camille.example.org\n")


@bad(
    "a mailbox that another person has",
    "employee@example.org est déjà la messagerie de Employee",
    "employee@example.org is already the mailbox of Employee",
)
def page_mailbox(doors: Doors) -> str:
    fields = {"ref": "P1", "name": "Camille Petit", "email": "Employee@Example.org", "language": "fr"}
    return doors.page(doors.cast.administrator, "/organization/people/new/", fields, keeps="Camille Petit")


@bad(
    "a mailbox that another person has",
    "employee@example.org est déjà la messagerie de Employee",
    "employee@example.org is already the mailbox of Employee",
)
def api_mailbox(doors: Doors) -> str:
    fields = {"ref": "P1", "name": "Camille Petit", "email": "Employee@Example.org"}
    return doors.api(doors.cast.administrator, "post", "people/", fields)


@bad(
    "a mailbox that another person has",
    "ligne 2 · email « employee@example.org » est la messagerie d’une autre personne du portail.",
    "row 2 · email « employee@example.org » is the mailbox of another person of the portal.",
)
def file_mailbox(doors: Doors) -> str:
    return doors.directory(b"ref,name,email\nP1,Camille,employee@example.org\n")


@bad(
    "nobody at all",
    "Ces travaux ne touchent personne : nommez un service utilisé, ou ajoutez une unité.",
    "This work touches nobody: name a service that people use, or add a unit.",
)
def confirming_nobody(doors: Doors) -> str:
    return doors.confirm(doors.draft())


@bad(
    "nobody at all",
    "Ces travaux ne touchent personne : nommez un service utilisé, ou ajoutez une unité.",
    "This work touches nobody: name a service that people use, or add a unit.",
)
def api_nobody(doors: Doors) -> str:
    return doors.confirm_by_api(doors.draft(offerings=[factories.offering("SRV-0")]))


@bad(
    "an intervention in the past",
    "Ce début est déjà passé : choisissez-en un plus tardif.",
    "This start has already passed: choose a later one.",
)
def confirming_the_past(doors: Doors) -> str:
    return doors.confirm(doors.draft(offerings=[doors.service], start=paris(3, 20), end=paris(3, 22)))


@bad(
    "an intervention in the past",
    "Ce début est déjà passé : choisissez-en un plus tardif.",
    "This start has already passed: choose a later one.",
)
def api_the_past(doors: Doors) -> str:
    return doors.confirm_by_api(doors.draft(offerings=[doors.service], start=paris(3, 20), end=paris(3, 22)))


@bad(
    "confirming what another person just moved",
    "INT-2026-0001 a changé depuis que vous l’avez ouverte : regardez ce qui a changé, puis recommencez.",
    "INT-2026-0001 changed since you opened it: look at what changed, then do it again.",
)
def confirming_what_moved(doors: Doors) -> str:
    seen = doors.draft(offerings=[doors.service])
    moved = actions.Content({"start": paris(18, 20), "end": paris(18, 22)})
    actions.update_draft(intervention=seen, content=moved, by=doors.cast.cio, now=NOW)
    return doors.confirm(seen)


@bad(
    "a directory file of 50 MB",
    "Le fichier pèse 2 Mo : 1 Mo au plus. Coupez-le en deux.",
    "The file has 2 MB: 1 MB at most. Cut it in two.",
)
def file_too_big(doors: Doors, settings) -> str:
    settings.IMPORT_MAX_BYTES = 1024 * 1024
    return doors.directory(b"ref,name\n" + b"P1,Camille\n" * 200_000)


@bad(
    "a directory file with a formula",
    "ligne 2 · name « =1+1 » commence comme une formule : retirez le signe du début.",
    "row 2 · name « =1+1 » begins like a formula: remove the sign at its start.",
)
def file_formula(doors: Doors) -> str:
    return doors.directory(b"ref,name\nP1,=1+1\n")


@bad(
    "a directory file in Latin-1, with a BOM, with semicolons",
    "ligne 3 · email « employee@example.org » est la messagerie d’une autre personne",
    "row 3 · email « employee@example.org » is the mailbox of another person",
)
def file_latin(doors: Doors) -> str:
    said = [
        doors.directory(
            "ref;name;email\nP1;Élie Noir;elie@example.org\nP2;Zoé;employee@example.org\n".encode(code)
        )
        for code in ("latin-1", "utf-8-sig")
    ]
    assert said[0] == said[1]
    return said[0]


@bad(
    "a directory file with 10 000 wrong rows",
    "10 000 endroits à corriger : rien n’a été écrit.",
    "10,000 places to correct: nothing was written.",
)
def file_ten_thousand(doors: Doors) -> str:
    return doors.directory(b"ref,name,email\n" + b"".join(b"P%d,A,nowhere\n" % n for n in range(10_000)))


@bad(
    "a feed token revoked",
    "Cette adresse a été révoquée : créez-en une autre dans le portail",
    "This address was revoked: create a new one in the portal",
)
def feed_revoked(doors: Doors) -> str:
    token = feeds.create(kind="mine", person=doors.cast.employee, by=None, now=NOW)
    feeds.revoke(token=token, by=None, now=NOW)
    answer = doors.client.get(f"/feeds/calendar/{feeds.text_of(token)}.ics")
    assert answer.status_code == 410
    return plain(answer)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("row", TABLE, ids=str)
def test_bad_input_is_one_sentence_in_both_languages_and_changes_nothing(
    row, language, cast, client, request
):
    said_to(row, language, cast, client, request)
