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
