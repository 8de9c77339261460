"""A process of the fault tests of notices: python -m tests.faults.notices_worker fill|work|change|judge … (JSON)."""

from __future__ import annotations

import json
import os
import random
import sys
from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dsi_marketing.settings")
django.setup()

from django.db.models import Q  # noqa: E402 - Django must be set up first
from django.utils import timezone  # noqa: E402

from calendar_ops import actions, ledger, telling  # noqa: E402
from calendar_ops.actions import Content  # noqa: E402
from calendar_ops.enums import AlertKind, NoticeKind, State  # noqa: E402
from calendar_ops.evaluation import plan_of, whom  # noqa: E402
from calendar_ops.models import Alert, Intervention, Notice  # noqa: E402
from calendar_ops.telling import issuing, queueing  # noqa: E402
from calendar_ops.telling.people import recipients  # noqa: E402
from catalog.models import Offering, Usage  # noqa: E402
from organization.models import User  # noqa: E402
from outbox.actions import deliver, results, waking  # noqa: E402
from outbox.models import Delivery  # noqa: E402
from tests import factories  # noqa: E402

DAY = timedelta(days=1)
PASSWORD = "tournesol-de-novembre"


def fill(people: int) -> dict:
    """Three units of two countries (one in the other), a relay, people of two units; always blue."""
    today = timezone.now().date()
    top = factories.unit("FIN", notice_days=3)
    below = factories.unit("PAY", parent=top, notice_days=2)
    abroad = factories.unit("BER", time_zone="Europe/Berlin", country="DE", subdivision="BE", notice_days=5)
    for unit in (top, abroad):
        blue = ledger.NewPeriod("blue", first_day=today - 60 * DAY, end_day=today + 365 * DAY)
        ledger.open_calendar(unit=unit, draft=ledger.Draft(added=[blue]), by=None, now=timezone.now())
    for number in range(people):
        unit = (top, below, abroad)[number % 3]
        factories.person(
            unit=unit,
            email=f"p{number}@example.org",
            language="en" if number % 4 == 1 else "fr",
            further_units=[abroad] if number % 5 == 0 and unit != abroad else [],
        )
    below.relay = factories.person(unit=top, email="relay@example.org")
    below.save()
    for _ in range(3):
        factories.person(unit=below, email="")
    for reference, units in (("SRV-ALL", (top, abroad)), ("SRV-PAY", (below,))):
        service = factories.offering(reference)
        for unit in units:
            Usage.objects.create(offering=service, unit=unit)
    factories.person(
        "Planner",
        username="planner",
        profile="delivery-manager",
        email="planner@example.org",
        password=PASSWORD,
    )
    return {}


def write(start: datetime, *, now: datetime, service: str = "SRV-ALL") -> Intervention:
    planner = User.objects.get(username="planner")
    values = {"title": "Coupure", "title_en": "Outage", "start": start, "end": start + 2 * timedelta(hours=1),
              "interruption_minutes": 45, "precautions": "mot-0", "owner": planner}  # fmt: skip
    content = Content(values, offerings=[Offering.objects.get(reference=service)])
    return actions.create_draft(content=content, by=planner, now=now)


def plan(start: datetime, *, confirmed_at: datetime, service: str = "SRV-ALL") -> Intervention:
    draft = write(start, now=confirmed_at, service=service)
    return actions.confirm(intervention=draft, by=draft.planner, now=confirmed_at)


def draft(count: int) -> list[str]:
    """Plans for tomorrow, not yet confirmed: their notices are due as soon as they are."""
    now = timezone.now().replace(second=0, microsecond=0)
    return [
        write(now + timedelta(hours=20, minutes=15 * number), now=now).reference for number in range(count)
    ]


def to_tell(reference: str) -> list[str]:
    """The mailboxes that are to be told of it."""
    one = Intervention.objects.get(reference=reference)
    emails = dict(User.objects.values_list("pk", "email"))
    return sorted({emails[person] for person, _ in recipients(one, whom(plan_of(one)).units)})


def work(stop: str) -> dict:
    """Tick and deliver, as fast as possible, until the file `stop` is there and nothing is left."""
    results.wait_after = lambda refusals: timedelta()
    ticks = 0
    while True:
        over = Path(stop).exists()
        queued = telling.queue_due_notices(now=timezone.now())
        done = deliver()
        ticks += 1
        idle = not (queued.mails or done.sent or done.again or done.overtaken)
        if over and idle and not Delivery.objects.filter(closed_at=None).exists():
            return {"ticks": ticks}


def change(count: int, seed: int) -> dict:
    """`count` random moves, amendments, precautions, moves back and cancellations of a dozen interventions."""
    chance = random.Random(seed)
    by = User.objects.get(username="planner")
    figures: dict[str, int] = defaultdict(int)
    slots: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for number in range(count):
        now = timezone.now()
        coming = list(Intervention.objects.filter(state=State.CONFIRMED))
        if len(coming) < 12:
            start = now + DAY + timedelta(hours=chance.randrange(1, 20 * 24))
            plan(
                start.replace(second=0, microsecond=0),
                confirmed_at=now,
                service=chance.choice(["SRV-ALL", "SRV-PAY"]),
            )
            figures["planned"] += 1
            continue
        one = chance.choice(coming)
        before = one.start, one.end
        verb = chance.choices(
            ["moved", "moved_back", "precautions", "title", "interruption", "cancelled"], [8, 5, 6, 2, 2, 1]
        )[0]
        fields: dict = {}
        if verb == "cancelled":
            actions.cancel(intervention=one, reason="Reporté.", by=by, now=now)
        elif verb == "moved_back" and slots[one.pk]:
            start, end = slots[one.pk].pop()
            fields = {"start": start, "end": end}
        elif verb in ("moved", "moved_back"):
            start = one.start + timedelta(hours=chance.randrange(-60, 200))
            start = max(start, (now + DAY).replace(second=0, microsecond=0))
            slots[one.pk].append(before)
            fields = {"start": start, "end": start + timedelta(hours=2)}
        elif verb == "precautions":
            fields = {"precautions": f"mot-{number}"}
        elif verb == "title":
            fields = {"title": f"Coupure {number}"}
        else:
            fields = {"interruption_minutes": chance.randrange(1, 120)}
        if fields:
            actions.change(intervention=one, content=Content(fields), by=by, now=now)
        figures[verb] += 1
    return figures


def judge() -> dict:
    """Held against the rules: who was left untold or told what is no longer so; and what each last mail must say."""
    now = timezone.now()
    untold = stale = 0
    said = []
    emails = dict(User.objects.values_list("pk", "email"))
    for one in Intervention.objects.exclude(version=0):
        told = issuing.last_told(one)
        current = telling.fingerprint(one)
        stale += sum(notice.fingerprint != current for notice in told.values())
        if one.state == State.CONFIRMED:
            due = one.reach.filter(due_at__lte=now).values_list("unit_id", flat=True)
            untold += len(recipients(one, due).keys() - told.keys())
        said += [
            [emails[person], one.reference, one.precautions, one.state == State.CANCELLED]
            for person, _ in told
        ]
    waiting = (
        Notice.objects.filter(queueing.UNQUEUED).count() + Delivery.objects.filter(closed_at=None).count()
    )
    return {"untold": untold, "stale": stale, "waiting": waiting, "said": said,
            "failed": Delivery.objects.filter(state="failed").count(), "needless": needless()}  # fmt: skip


def needless() -> int:
    """Messages that said what the one before said already; an advance notice after a move is no such one."""
    found, before = 0, {}
    for notice in Notice.objects.filter(delivery__state="sent").order_by("delivery_id", "pk"):
        key = (notice.intervention_id, notice.person_id, notice.relay_for_id)
        again = key in before and before[key].fingerprint == notice.fingerprint
        found += again and not (
            notice.kind == NoticeKind.ADVANCE and before[key].kind == NoticeKind.RESCHEDULED
        )
        before[key] = notice
    return found


def asleep() -> dict:
    """Confirmed in good time, then nothing ran: one is due and to come, one began, one has its mail still unsent."""
    now = timezone.now().replace(second=0, microsecond=0)
    then = now - 20 * DAY
    coming = plan(now + timedelta(hours=20), confirmed_at=then)
    begun = plan(now - timedelta(hours=1), confirmed_at=then)
    unsent = plan(now - timedelta(minutes=30), confirmed_at=then)
    telling.queue_due_notices(now=unsent.start - timedelta(hours=1))  # queued, and the mail server was down
    return {"coming": coming.reference, "begun": begun.reference, "unsent": unsent.reference}


def alerts() -> dict:
    rows = Alert.objects.filter(kind=AlertKind.MISSED_NOTICE, closed_at=None)
    late = Notice.objects.filter(Q(delivery__state="sent"), late=True).values_list(
        "intervention__reference", flat=True
    )
    return {
        "missed": sorted(rows.values_list("intervention__reference", flat=True)),
        "late": sorted(set(late)),
    }


VERBS = (fill, work, change, judge, asleep, alerts, draft, to_tell)

if __name__ == "__main__":
    waking._nudge = lambda: None
    verb, *rest = sys.argv[1:]
    numbers = [int(word) if word.isdigit() else word for word in rest]
    print(json.dumps({f.__name__: f for f in VERBS}[verb](*numbers)))
