"""What the mail says beside its facts: the zone in words, and the way into a diary."""

from __future__ import annotations

import re

import pytest

from calendar_ops.enums import NoticeKind
from calendar_ops.notices import Block, Mail, Reader, render
from organization.queries import brand
from tests.calendar_ops.test_telling import company, confirmed  # noqa: F401

pytestmark = pytest.mark.django_db
LINK = re.compile(r"http://[^/]+(/\S+\.ics)")


def mail(company, language: str = "fr", kind: NoticeKind = NoticeKind.ADVANCE) -> Mail:  # noqa: F811
    return render(
        [Block(intervention=confirmed(company), kind=kind)], Reader(language, "Europe/Paris"), brand()
    )


@pytest.mark.parametrize(
    ("kind", "french", "english"),
    [
        ("advance", "Lundi 16 novembre à 20 h : Notes", "Monday 16 November, 20:00: Exp"),
        ("rescheduled", "Déplacée au lundi 16 novembre à 20 h : Notes", "Moved to Monday 16 November, 20:00: Exp"),
        ("amended", "Modifiée, lundi 16 novembre à 20 h : Notes", "Changed, Monday 16 November, 20:00: Exp"),
        ("cancelled", "Annulée, lundi 16 novembre : Notes", "Cancelled, Monday 16 November: Exp"),
    ],
)  # fmt: skip
def test_the_subject_is_a_sentence_and_the_body_begins_with_it(kind, french, english, company):  # noqa: F811
    work = confirmed(company)
    for language, said in (("fr", french), ("en", english)):
        made = render(
            [Block(intervention=work, kind=NoticeKind(kind))], Reader(language, "Europe/Paris"), brand()
        )
        assert made.subject.startswith(said), made.subject
        assert made.subject.endswith(f" ({work.reference})")
        assert made.text.startswith(made.subject.removesuffix(f" ({work.reference})") + "\n")


def test_the_mail_says_whose_clock_it_is(company):  # noqa: F811
    made = mail(company)
    assert "(heure de Paris)" in made.text and "(heure de Paris)" in made.html
    assert "Europe/Paris" not in made.text + made.html


def test_the_link_to_the_diary_opens_without_signing_in_and_is_the_same_for_all(company, client):  # noqa: F811
    first = mail(company)
    found = LINK.search(first.text)
    assert found is not None and found[0] in first.html
    answer = client.get(found[1])
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/calendar")


@pytest.mark.parametrize("kind", [NoticeKind.CANCELLED, NoticeKind.WITHDRAWN, NoticeKind.FINISHED])
def test_what_is_over_is_put_in_no_diary(company, kind):  # noqa: F811
    made = mail(company, kind=kind)
    assert not LINK.search(made.text) and ".ics" not in made.html
