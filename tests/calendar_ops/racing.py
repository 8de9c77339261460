"""Races of the calendar in threads of one process: python -m tests.calendar_ops.racing SCENE ROUNDS [no-guard].

Each scene prints its figures as JSON. `no-guard` is the negative control: the lock is taken away and both
sides are made to have looked before either writes, so that what the lock prevents is certain to happen.
A meeting point that nobody else can reach (the lock holds, or SQLite lets one writer in at a time) is left
after a moment: that moment is the proof that the two excluded each other.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections import Counter
from datetime import date
from itertools import count

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dsi_marketing.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 - Django must be set up first
from django.db import OperationalError, transaction  # noqa: E402

from calendar_ops import actions, ledger, locks, telling  # noqa: E402
from calendar_ops.actions import Conflict, Content, Refused, confirming, drafts, reaching, running  # noqa: E402
from calendar_ops.enums import AlertKind, BreachCause, NoticeKind, State  # noqa: E402
from calendar_ops.models import Alert, Breach, Calendar, Intervention  # noqa: E402
from calendar_ops.telling import issuing, queueing  # noqa: E402
from catalog.models import Usage  # noqa: E402
from core.models import AuditEvent  # noqa: E402
from organization.models import BusinessUnit  # noqa: E402
from outbox.actions import waking  # noqa: E402
from outbox.models import Delivery  # noqa: E402
from tests import factories  # noqa: E402
from tests.calendar_ops.meeting import MOMENT, first, meeting, then, together  # noqa: E402
from tests.factories import paris  # noqa: E402

NOW = paris(2, 10)
START, END = paris(17, 20), paris(17, 22)
numbers = count(1)


class Company:
    """One unit with a blue calendar and a service that it uses; a planner and those who approve."""

    def __init__(self, *, people: int = 0) -> None:
        code = f"R{next(numbers):04d}"
        self.unit = factories.unit(code)
        blue = ledger.NewPeriod("blue", first_day=date(2026, 11, 1), end_day=date(2027, 3, 1))
        self.calendar: Calendar = ledger.open_calendar(
            unit=self.unit, draft=ledger.Draft(added=[blue]), by=None, now=NOW
        ).calendar
        self.service = factories.offering(f"SRV-{code}")
        Usage.objects.create(offering=self.service, unit=self.unit)
        self.planner = factories.person(profile="delivery-manager")
        for _ in range(people):
            factories.person(unit=self.unit)

    def draft(self, **fields) -> Intervention:
        values = {"title": "Travaux", "start": START, "end": END, "interruption_minutes": 45,
                  "owner": self.planner, **fields}  # fmt: skip
        return actions.create_draft(
            content=Content(values, offerings=[self.service]), by=self.planner, now=NOW
        )

    def red(self) -> ledger.Recorded:
        red = ledger.NewPeriod("red", first_day=date(2026, 11, 17), end_day=date(2026, 11, 18))
        return ledger.record_revision(
            calendar=self.calendar, draft=ledger.Draft(added=[red]), by=None, now=NOW
        )


def confirming_against_recording(rounds: int, guarded: bool) -> dict[str, int]:
    """A confirmation and a red period over it: refused, or flagged with its planner alerted; never silent."""
    figures = Counter(refused=0, flagged=0, silent=0)
    signing, judging, holding = ledger._sign, confirming.refuse_by_verdict, confirming.hold
    for number in range(rounds):
        company = Company()
        draft = company.draft()
        if not guarded:
            reaching.lock_units = ledger.lock_units = lambda codes: None
            meet = meeting(2)  # the one has judged, the other has looked for conflicts; nobody has written
            ledger._sign, confirming.refuse_by_verdict = first(meet, signing), then(judging, meet)
        held = threading.Event()
        confirming.hold = then(holding, held.set)

        def record(company=company, after=held if guarded and number % 2 else None):
            if after:  # every other round the confirmation has its locks before the agreement comes
                after.wait(timeout=MOMENT)
            return company.red()

        confirmed, recorded = together(
            lambda draft=draft, by=company.planner: actions.confirm(intervention=draft, by=by, now=NOW),
            record,
        )
        if isinstance(recorded, Exception):
            raise recorded
        flags = Breach.objects.filter(intervention=draft, cause=BreachCause.AGREEMENT).exists()
        alerted = Alert.objects.filter(intervention=draft, kind=AlertKind.CONFLICT, closed_at=None).exists()
        stands = Intervention.objects.get(pk=draft.pk).state == State.CONFIRMED
        if stands:
            figures["flagged" if flags and alerted else "silent"] += 1
        else:
            assert isinstance(confirmed, Refused), confirmed
            figures["refused"] += 1
    confirming.hold = holding
    return figures


def approving(rounds: int, guarded: bool) -> dict[str, int]:
    """Eight people approve the same emergency at once."""
    figures = Counter(one_won=0, several_won=0, approvals=0)
    judging, hold = confirming.refuse_by_verdict, confirming.hold
    approvers = [factories.person(profile="cio") for _ in range(8)]
    company = Company()
    company.red()
    for _ in range(rounds):
        waiting = actions.submit(
            intervention=company.draft(work_class="emergency"),
            justification="Panne.",
            by=company.planner,
            now=NOW,
        )
        if not guarded:
            meet = meeting(len(approvers))
            reaching.lock_units = lambda codes: None
            reaching.locked = lambda one: Intervention.objects.select_related("owner", "planner").get(
                pk=one.pk
            )
            confirming.refuse_by_verdict = then(judging, meet)
        answers = together(
            *(
                lambda by=by, one=waiting: actions.approve(
                    intervention=one, justification="Oui.", by=by, now=NOW
                )
                for by in approvers
            )
        )
        won = sum(isinstance(one, Intervention) for one in answers)
        said = AuditEvent.objects.filter(kind="intervention.approved", object_ref=waiting.reference).count()
        row = Intervention.objects.get(pk=waiting.pk)
        if guarded:
            assert all(isinstance(one, Intervention | Refused | Conflict) for one in answers), answers
            assert (said, row.version, row.state) == (won, 1, State.CONFIRMED)
        figures["one_won" if won == 1 else "several_won"] += 1
        figures["approvals"] += said
    confirming.refuse_by_verdict, confirming.hold = judging, hold
    return figures


def editing(rounds: int, guarded: bool) -> dict[str, int]:
    """Two people save the page that both opened."""
    figures = Counter(one_told=0, both_saved=0)
    checking = drafts.refuse_second_editor
    company = Company()
    for _ in range(rounds):
        draft = company.draft()
        if not guarded:
            drafts.locked = lambda one: Intervention.objects.get(pk=one.pk)
            drafts.refuse_second_editor = then(checking, meeting(2))
        answers = together(
            *(
                lambda title=title, one=draft: actions.update_draft(
                    intervention=one, content=Content({"title": title}), by=company.planner, now=NOW, edit=1
                )
                for title in ("Un", "Deux")
            )
        )
        saved = [
            title for title, one in zip(("Un", "Deux"), answers, strict=True) if isinstance(one, Intervention)
        ]
        row = Intervention.objects.get(pk=draft.pk)
        if guarded:
            assert [row.title] == saved and row.edit == 2
        figures["one_told" if len(saved) == 1 else "both_saved"] += 1
    return figures


def numbering(rounds: int, guarded: bool) -> dict[str, int]:
    """Two plans are written down at once: both read the same last number, and get two."""
    figures = Counter(created=0, lost=0)
    reading = drafts.next_reference
    company = Company()
    for _ in range(rounds):
        meet, met = meeting(2), threading.local()

        def both_read(year: int, meet=meet, met=met) -> str:
            number = reading(year)
            if not getattr(met, "once", False):
                met.once = True
                meet()
            return number

        drafts.next_reference = both_read
        drafts.TRIES = 20 if guarded else 1
        made = [one for one in _creations(company) if isinstance(one, Intervention)]
        assert len({one.reference for one in made}) == len(made)
        figures["created"] += len(made)
        figures["lost"] += 2 - len(made)
    return figures


def _creations(company: Company) -> list[object]:
    def create() -> object:
        try:
            return company.draft()
        except django.db.IntegrityError:
            return None

    return together(create, create)


def opposite_orders(rounds: int, guarded: bool) -> dict[str, int]:
    """Two hold the same two units, named in opposite orders."""
    figures = Counter(held=0, deadlocks=0)
    codes = [factories.unit(f"L{next(numbers)}").code for _ in range(2)]
    for _ in range(rounds):
        meet = meeting(2)

        def hold(order: list[str], meet=meet) -> bool:
            with transaction.atomic():
                if guarded:
                    locks.lock_units(order)
                else:  # one by one, as named; each holds its first before either asks for its second
                    _lock(order[0])
                    meet()
                    _lock(order[1])
            return True

        answers = together(lambda hold=hold: hold(codes), lambda hold=hold: hold(codes[::-1]))
        figures["held"] += sum(one is True for one in answers)
        figures["deadlocks"] += sum(isinstance(one, OperationalError) for one in answers)
    return figures


def _lock(code: str) -> None:
    list(BusinessUnit.objects.select_for_update(no_key=True).filter(code=code))


def cancelling_against_recording(rounds: int, guarded: bool) -> dict[str, int]:
    """Work is cancelled (its people are told: rows that point to the unit) while red is recorded over it
    (a flag that points to the work): each holds what the other's rows point to.
    """
    figures = Counter(done=0, deadlocks=0)
    flagging, telling_of_it = ledger.flag, running.telling.cancelled
    locked, lock_units = running.locked, ledger.lock_units
    for _ in range(rounds):
        company = Company(people=2)
        done = actions.confirm(intervention=company.draft(), by=company.planner, now=NOW)
        _tell(done)
        meet = meeting(2)  # both have written, nobody has committed
        ledger.flag, running.telling.cancelled = then(flagging, meet), then(telling_of_it, meet)
        if not guarded:  # locks that also keep others from pointing at the row
            running.locked = lambda one: Intervention.objects.select_for_update().get(pk=one.pk)
            ledger.lock_units = lambda codes: list(
                BusinessUnit.objects.select_for_update().filter(code__in=codes)
            )
        answers = together(
            lambda one=done, by=company.planner: actions.cancel(
                intervention=one, reason="Reporté.", by=by, now=NOW
            ),
            company.red,
        )
        figures["deadlocks"] += sum(isinstance(one, OperationalError) for one in answers)
        figures["done"] += not any(isinstance(one, Exception) for one in answers)
    ledger.flag, running.telling.cancelled = flagging, telling_of_it
    running.locked, ledger.lock_units = locked, lock_units
    return figures


def cancelling_against_a_tick(rounds: int, guarded: bool) -> dict[str, int]:
    """The tick has read what is to be told and makes mails of it while the work is cancelled: nobody may be
    left with « will happen » as the last word.
    """
    figures = Counter(silent=0, told_and_cancelled=0, left_with_the_old_word=0)
    reading = queueing._unqueued
    due = paris(13, 9)
    for _ in range(rounds):
        company = Company(people=2)
        done = actions.confirm(intervention=company.draft(), by=company.planner, now=NOW)
        read, cancelled = threading.Event(), threading.Event()

        def slow(people, read=read, cancelled=cancelled):
            rows = reading(people)
            read.set()
            cancelled.wait(timeout=MOMENT)  # the cancellation has come to its end, or is kept waiting
            return rows

        queueing._unqueued = slow
        if not guarded:
            queueing.lock_interventions = set

        def cancel(one=done, by=company.planner, read=read, cancelled=cancelled):
            read.wait()
            actions.cancel(intervention=one, reason="Reporté.", by=by, now=due)
            cancelled.set()

        answers = together(lambda: telling.queue_due_notices(now=due), cancel)
        assert not any(isinstance(one, Exception) for one in answers), answers
        Delivery.objects.filter(state="pending").update(state="sent", sent_at=due, closed_at=due)
        last = set(issuing.last_told(done).values())
        words = {notice.kind for notice in last}
        figures[
            "silent"
            if not words
            else "told_and_cancelled"
            if words == {NoticeKind.CANCELLED}
            else "left_with_the_old_word"
        ] += 1
    queueing._unqueued = reading
    return figures


def ticking_at_once(rounds: int, guarded: bool) -> dict[str, int]:
    """Worked case 18, at once in earnest: four workers process the same due notice."""
    figures = Counter(told_once=0, told_otherwise=0)
    due = paris(13, 9)
    for _ in range(rounds):
        company = Company(people=5)
        actions.confirm(intervention=company.draft(), by=company.planner, now=NOW)
        answers = together(*[lambda: telling.queue_due_notices(now=due)] * 4)
        assert not any(isinstance(one, Exception) for one in answers), answers
        mails = Counter(Delivery.objects.filter(person__unit=company.unit).values_list("person", flat=True))
        figures["told_once" if sorted(mails.values()) == [1] * 5 else "told_otherwise"] += 1
    return figures


def _tell(intervention: Intervention) -> None:
    """Everybody was told: the advance notice left."""
    due = paris(13, 9)
    telling.queue_due_notices(now=due)
    Delivery.objects.filter(state="pending").update(state="sent", sent_at=due, closed_at=due)


SCENES = {
    scene.__name__: scene
    for scene in (
        confirming_against_recording,
        approving,
        editing,
        numbering,
        opposite_orders,
        cancelling_against_recording,
        cancelling_against_a_tick,
        ticking_at_once,
    )
}

if __name__ == "__main__":
    waking._nudge = lambda: None
    call_command("flush", interactive=False, verbosity=0)
    name, rounds, *options = sys.argv[1:]
    print(json.dumps(SCENES[name](int(rounds), "no-guard" not in options)))
