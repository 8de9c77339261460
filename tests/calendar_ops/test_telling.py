"""Telling everybody touched: one mail a person and tick, and a last message that is always true."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from calendar_ops import ledger, telling
from calendar_ops.actions import confirming, running
from calendar_ops.actions.changing import change, reschedule
from calendar_ops.actions.drafts import Content, create_draft
from calendar_ops.actions.refusals import Refused
from calendar_ops.enums import NoticeKind, State
from calendar_ops.models import Alert, Intervention, Notice
from catalog.models import Usage
from outbox import actions as outbox
from outbox.models import Delivery
from tests import factories
from tests.factories import paris

pytestmark = [pytest.mark.django_db, pytest.mark.servers]
NOW = paris(2, 10)  # Monday 2 November 2026


def furnished(cast):
    """Finance is blue, red from the 23rd; two people use the service."""
    ledger.open_calendar(
        unit=cast.finance,
        draft=ledger.Draft(
            added=[
                ledger.NewPeriod("blue", first_day=date(2026, 11, 1), end_day=date(2027, 3, 1)),
                ledger.NewPeriod("red", first_day=date(2026, 11, 23), end_day=date(2026, 12, 1)),
            ]
        ),
        by=None,
        now=NOW,
    )
    cast.service = factories.offering(name="Notes de frais", name_en="Expenses")
    Usage.objects.create(offering=cast.service, unit=cast.finance)
    return cast


@pytest.fixture
def company(cast):
    return furnished(cast)


def planned(company, start=None, sites=None, **fields) -> Intervention:
    start = start or paris(16, 20)
    values = {
        "title": "Notes de frais : nouvelle version",
        "title_en": "Expenses: new version",
        "nature": "release",
        "start": start,
        "end": start + timedelta(hours=2),
        "time_zone": "Europe/Paris",
        "interruption_minutes": 45,
        "precautions": "Enregistrez votre note.",
        "owner": company.planner,
        **fields,
    }
    return create_draft(
        content=Content(fields=values, offerings=[company.service], sites=sites), by=company.planner, now=NOW
    )


def confirmed(company, reason="", **fields) -> Intervention:
    draft = planned(company, **fields)
    return confirming.confirm(intervention=draft, by=company.planner, now=NOW, reason=reason)


def tick(now) -> None:
    telling.queue_due_notices(now=now)
    outbox.deliver(now=now)


def mails(person) -> list[str]:
    """Subjects of what left for a person, in order."""
    sent = Delivery.objects.filter(person=person, state="sent").order_by("pk")
    return [delivery.content.subject for delivery in sent.select_related("content")]


def kinds(person) -> list[str]:
    told = Notice.objects.filter(person=person, delivery__state="sent").order_by("delivery_id", "pk")
    return list(told.values_list("kind", flat=True))


DUE = paris(10, 9)  # three working days before Monday 16; the 11th is a holiday


def test_refused_then_moved_then_confirmed_then_told(company):
    """The main job in one breath."""
    draft = planned(company, start=paris(24, 20))
    with pytest.raises(Refused) as refused:
        confirming.confirm(intervention=draft, by=company.planner, now=NOW)
    assert refused.value.verdict.kind == "refused"
    draft.refresh_from_db()
    assert draft.state == State.DRAFT
    done = confirmed(company)
    tick(DUE - timedelta(minutes=1))
    assert mails(company.employee) == []
    tick(DUE)
    assert kinds(company.employee) == [NoticeKind.ADVANCE]
    assert done.reference in mails(company.employee)[0]
    assert mails(company.outsider) == []


def test_the_mail_is_in_the_readers_language_and_names_nobody(company):
    company.employee.language = "en"
    company.employee.save()
    confirmed(company)
    tick(DUE)
    english = Delivery.objects.get(person=company.employee).content
    french = Delivery.objects.get(person=company.representative).content
    assert "Expenses: new version" in english.text
    assert "Monday 16 November 2026, 20:00 – 22:00" in english.text
    assert "lundi 16 novembre 2026, 20:00 – 22:00" in french.text
    assert "Notes de frais\u00a0: nouvelle version" in french.text
    assert "Enregistrez votre note." in french.html
    assert company.employee.name not in english.text


def test_planned_after_the_due_time_is_told_at_once_as_short_notice_and_not_again(company):
    done = confirmed(company, start=paris(4, 20))
    tick(NOW)
    assert kinds(company.employee) == [NoticeKind.ADVANCE]
    assert Notice.objects.get(person=company.employee).short_notice
    tick(paris(3, 9))
    assert len(mails(company.employee)) == 1
    assert done.version == 1


def test_moved_before_the_notice_went_nothing_is_sent(company):
    done = confirmed(company)
    reschedule(intervention=done, start=paris(18, 20), end=paris(18, 22), by=company.planner, now=paris(3, 9))
    tick(paris(3, 9))
    assert Notice.objects.count() == 0
    tick(paris(13, 9))
    assert kinds(company.employee) == [NoticeKind.ADVANCE]
    assert "18 novembre" in mails(company.employee)[0]


def test_moved_after_the_notice_is_told_now_and_again_at_its_due_time(company):
    done = confirmed(company)
    tick(DUE)
    far = paris(1, 20, month=12)
    later = paris(7, 20, month=12)
    assert far < later
    reschedule(
        intervention=done, start=later, end=later + timedelta(hours=2), by=company.planner, now=paris(10, 11)
    )
    tick(paris(10, 11))
    assert kinds(company.employee) == [NoticeKind.ADVANCE, NoticeKind.RESCHEDULED]
    tick(paris(2, 9, month=12))
    assert kinds(company.employee) == [NoticeKind.ADVANCE, NoticeKind.RESCHEDULED, NoticeKind.ADVANCE]


def test_moved_and_moved_back_between_two_ticks_needs_no_message(company):
    done = confirmed(company)
    tick(DUE)
    start, end = done.start, done.end
    moved = reschedule(
        intervention=done, start=paris(17, 20), end=paris(17, 22), by=company.planner, now=paris(10, 10)
    )
    reschedule(intervention=moved, start=start, end=end, by=company.planner, now=paris(10, 10, 1))
    tick(paris(10, 11))
    assert kinds(company.employee) == [NoticeKind.ADVANCE]


def test_cancelled_tells_those_told_and_nobody_else(company):
    done = confirmed(company)
    silent = confirmed(company, start=paris(20, 20))
    tick(DUE)
    for intervention in (done, silent):
        running.cancel(intervention=intervention, reason="Reporté.", by=company.planner, now=paris(10, 12))
    tick(paris(10, 12))
    assert kinds(company.employee) == [NoticeKind.ADVANCE, NoticeKind.CANCELLED]
    tick(paris(17, 9))
    assert len(mails(company.employee)) == 2


def test_cancelled_before_the_mail_left_is_silence(company):
    done = confirmed(company)
    telling.queue_due_notices(now=DUE)
    running.cancel(intervention=done, reason="Reporté.", by=company.planner, now=DUE)
    tick(DUE)
    assert mails(company.employee) == []
    assert Delivery.objects.get(person=company.employee).state == "superseded"


def test_finished_is_told_with_its_outcome(company):
    done = confirmed(company)
    tick(DUE)
    begun = running.start(intervention=done, by=company.planner, now=paris(16, 20))
    running.finish(intervention=begun, outcome="failed", by=company.planner, now=paris(16, 21))
    tick(paris(16, 21))
    assert kinds(company.employee) == [NoticeKind.ADVANCE, NoticeKind.FINISHED]
    assert "remis" in mails(company.employee)[-1].lower()


def test_several_interventions_of_one_tick_are_one_mail_in_order(company):
    confirmed(company, start=paris(16, 22))
    confirmed(company, start=paris(16, 18))
    tick(DUE)
    assert len(mails(company.employee)) == 1
    text = Delivery.objects.get(person=company.employee).content.text
    assert text.index("18:00") < text.index("22:00")


def test_worker_back_before_the_start_sends_once_marked_late(company):
    confirmed(company)
    tick(paris(12, 9))
    assert kinds(company.employee) == [NoticeKind.ADVANCE]
    assert Notice.objects.get(person=company.employee).late


def test_worker_back_after_the_start_says_nothing_and_alerts_the_planner(company):
    done = confirmed(company)
    tick(paris(16, 20))
    assert mails(company.employee) == []
    assert Alert.objects.get(intervention=done).kind == "missed_notice"


def test_a_relay_is_told_once_with_the_number_of_those_without_mailbox(company):
    company.finance.relay = company.representative
    company.finance.save()
    for _ in range(3):
        factories.person(unit=company.finance, email="")
    confirmed(company)
    tick(DUE)
    assert len(mails(company.representative)) == 1
    text = Delivery.objects.get(person=company.representative).content.text
    assert "3 personnes" in text.replace("\u00a0", " ")


def test_newly_and_no_longer_touched(company):
    confirmed(company)
    tick(DUE)
    newcomer = factories.person(unit=company.finance)
    company.employee.unit = company.hr
    company.employee.save()
    telling.sweep_reach(now=paris(12, 9))
    tick(paris(12, 9))
    assert kinds(newcomer) == [NoticeKind.ADVANCE]
    assert kinds(company.employee) == [NoticeKind.ADVANCE, NoticeKind.WITHDRAWN]


def test_a_person_who_left_gets_nothing(company):
    confirmed(company)
    company.employee.is_active = False
    company.employee.save()
    tick(DUE)
    assert mails(company.employee) == []


def test_the_planner_is_shown_a_reach_that_would_now_be_different(company):
    done = confirmed(company)
    Usage.objects.create(offering=company.service, unit=company.hr)
    telling.sweep_reach(now=paris(4, 9))
    assert Alert.objects.get(intervention=done).details == {"more": ["HR"], "less": []}
    Usage.objects.filter(unit=company.hr).delete()
    telling.sweep_reach(now=paris(4, 10))
    assert not Alert.objects.filter(closed_at=None).exists()


def test_back_after_withdrawn_is_told_again(company):
    confirmed(company)
    tick(DUE)
    company.employee.unit = company.hr
    company.employee.save()
    telling.sweep_reach(now=paris(12, 9))
    tick(paris(12, 9))
    company.employee.unit = company.finance
    company.employee.save()
    telling.sweep_reach(now=paris(12, 11))
    tick(paris(12, 11))
    assert kinds(company.employee) == [NoticeKind.ADVANCE, NoticeKind.WITHDRAWN, NoticeKind.ADVANCE]


def test_moved_and_moved_back_while_the_mail_is_being_sent_leaves_nobody_untold(company):
    done = confirmed(company)
    telling.queue_due_notices(now=DUE)
    delivery = Delivery.objects.get(person=company.employee)
    Delivery.objects.filter(pk=delivery.pk).update(state="sending", claim="x", lease_until=paris(10, 10))
    start, end = done.start, done.end
    moved = reschedule(
        intervention=done, start=paris(17, 20), end=paris(17, 22), by=company.planner, now=paris(10, 9, 1)
    )
    reschedule(intervention=moved, start=start, end=end, by=company.planner, now=paris(10, 9, 2))
    delivery.refresh_from_db()
    assert delivery.state == "stale"
    tick(paris(10, 11))  # the worker died: the lease ran out, the stale mail is closed unsent
    tick(paris(10, 11, 1))
    assert kinds(company.employee)[-1] == NoticeKind.ADVANCE


def test_a_person_of_two_units_told_at_the_earliest_is_not_told_again_at_the_other_due_time(company):
    company.hr.notice_days = 2
    company.hr.save()
    Usage.objects.create(offering=company.service, unit=company.hr)
    company.employee.further_units.add(company.hr)
    done = confirmed(company, reason="Convenu.")
    tick(DUE)
    change(
        intervention=done,
        content=Content(fields={"precautions": "Fermez l’application."}),
        by=company.planner,
        now=paris(10, 10),
    )
    tick(paris(10, 10))
    tick(paris(12, 9))  # when the people of HR are told
    assert kinds(company.employee) == [NoticeKind.ADVANCE, NoticeKind.AMENDED]
    assert kinds(company.outsider) == [NoticeKind.ADVANCE]


def test_back_before_the_withdrawal_left_there_is_nothing_to_say(company):
    confirmed(company)
    tick(DUE)
    company.employee.unit = company.hr
    company.employee.save()
    telling.sweep_reach(now=paris(12, 9))
    telling.queue_due_notices(now=paris(12, 9))  # the mail server is down
    company.employee.unit = company.finance
    company.employee.save()
    telling.sweep_reach(now=paris(12, 10))
    tick(paris(12, 11))
    assert kinds(company.employee) == [NoticeKind.ADVANCE]
    assert Delivery.objects.filter(person=company.employee).latest("pk").state == "superseded"
