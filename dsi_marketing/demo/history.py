"""Writing the interventions as the portal would have, each at its time: slots found, reach frozen, trail kept."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from calendar_ops.actions.reaching import mark_through
from calendar_ops.due import due_at
from calendar_ops.enums import BreachCause, Colour, State, VerdictKind
from calendar_ops.evaluation import Evaluation, evaluate, plan_of
from calendar_ops.ledger import Draft, record_revision
from calendar_ops.models import Breach, Intervention, Precaution, Reach, UnitChoice
from calendar_ops.policy import Keeper
from calendar_ops.spans import keepers_for
from calendar_ops.windows import DailyHours, Wish, find
from core.models import AuditEvent
from core.working_days import is_working_day
from dsi_marketing.demo.calendars import RED, days
from dsi_marketing.demo.replay import Replay
from dsi_marketing.demo.units import Company
from dsi_marketing.demo.work import PRECAUTIONS, Work
from dsi_marketing.demo.works_coming import COMING
from dsi_marketing.demo.works_past import PAST
from organization.models import BusinessUnit, User

WORKS = [*PAST, *COMING]
PARIS = ZoneInfo("Europe/Paris")
SEARCHED = timedelta(days=120)
REPLAYED_DAYS = 30
MOST_TOLD = (
    300  # work of the last days that touched more people is over without its mails, unless it is `told`
)
PROMISED = {State.CONFIRMED, State.RUNNING, State.FINISHED, State.FAILED}


def write_interventions(company: Company, *, now: datetime) -> list[Replay]:
    """Every intervention; returns those that still have to live their last weeks through the portal's actions."""
    Precaution.objects.bulk_create(Precaution(text=fr, text_en=en) for fr, en in PRECAUTIONS.values())
    units = {unit.pk: unit for unit in company.units.values()}
    numbers: dict[int, int] = {}
    replays: list[Replay] = []
    for order, work in enumerate(WORKS):
        intervention = draft(company, work, now)
        planned_at = min(intervention.created_at, now)
        year = planned_at.astimezone(PARIS).year
        numbers[year] = numbers.get(year, 340) + 1
        intervention.reference = f"INT-{year}-{numbers[year]:04}"
        intervention.external_id = f"CHG{41200 + order * 7}" if order % 3 == 0 else ""
        intervention.save()
        link(company, work, intervention)
        start, end = slot(intervention, work, now)
        intervention.start, intervention.end = start, end
        evaluation = evaluate(plan_of(intervention))
        if live(work, intervention, evaluation, units, now):
            replays.append(Replay(intervention, work.state))
    conflict(company, now)
    return replays


def draft(company: Company, work: Work, now: datetime) -> Intervention:
    """The plan as first written, some weeks before its day."""
    precaution, precaution_en = PRECAUTIONS[work.precaution]
    created = min(now + timedelta(days=work.day), now) - timedelta(days=21 + work.day % 5, hours=work.day % 7)
    start = datetime.combine((now + timedelta(days=work.day)).date(), time(12), UTC)
    return Intervention(
        title=work.title,
        title_en=work.title_en,
        impact=work.impact,
        impact_en=work.impact_en,
        nature=work.nature,
        target=work.target,
        work_class=work.work_class,
        start=start,
        end=start + timedelta(minutes=work.minutes),
        interruption_minutes=work.interruption,
        precautions=precaution,
        precautions_en=precaution_en,
        fallback=work.fallback,
        owner=company.people["delivery"],
        planner=company.people["delivery" if work.day % 3 else "marketing"],
        created_at=created,
        justification=work.justification,
    )


def link(company: Company, work: Work, intervention: Intervention) -> None:
    intervention.offerings.set([company.offerings[name] for name in work.offerings])
    intervention.sites.set([company.sites[code] for code in work.sites])
    UnitChoice.objects.bulk_create(
        [UnitChoice(intervention=intervention, unit=company.units[code]) for code in work.added]
        + [
            UnitChoice(intervention=intervention, unit=company.units[code], dropped=True, reason=reason)
            for code, reason in work.dropped
        ]
    )


def slot(intervention: Intervention, work: Work, now: datetime) -> tuple[datetime, datetime]:
    """The first allowed slot on a working day from the wished day on, at the wished hour of Paris."""
    length = timedelta(minutes=work.minutes)
    minute = now.replace(minute=0, second=0, microsecond=0)
    if work.hour == "now":
        return minute - timedelta(hours=1), minute - timedelta(hours=1) + length
    if work.hour == "overdue":
        return minute - timedelta(minutes=30) - length, minute - timedelta(minutes=30)
    hour = time.fromisoformat(work.hour)
    first = datetime.combine((now.astimezone(PARIS) + timedelta(days=work.day)).date(), time(0), PARIS)
    last = min(first + SEARCHED, now) if work.day < 0 else first + SEARCHED
    keepers = keepers_around(intervention, first, first + SEARCHED)
    if work.colour == "red":
        return in_red(keepers, hour, first, length)
    until = (datetime.combine(first.date(), hour) + length).time()
    wish = Wish(
        work.work_class,
        work.interruption,
        length,
        first.astimezone(UTC),
        last.astimezone(UTC),
        DailyHours(hour, until, "Europe/Paris"),
    )
    for window in find(wish, keepers, also_not_negotiated=True):
        if is_working_day(window.earliest_start.astimezone(PARIS).date(), "FR"):
            return window.earliest_start, window.earliest_start + length
    start = datetime.combine(first.date(), hour, PARIS).astimezone(UTC)
    return start, start + length


def keepers_around(intervention: Intervention, start: datetime, end: datetime) -> list[Keeper]:
    evaluation = evaluate(plan_of(intervention))
    return keepers_for(evaluation.audience.units, start.astimezone(UTC), end.astimezone(UTC), evaluation.tree)


def in_red(
    keepers: list[Keeper], hour: time, first: datetime, length: timedelta
) -> tuple[datetime, datetime]:
    """The first working day at that hour within a red stretch."""
    for offset in range(SEARCHED.days):
        start = datetime.combine((first + timedelta(days=offset)).date(), hour, PARIS).astimezone(UTC)
        if start.astimezone(PARIS).weekday() < 5 and any(
            stretch.colour == Colour.RED and stretch.start <= start and start + length <= stretch.end
            for keeper in keepers
            for stretch in keeper.stretches
        ):
            return start, start + length
    raise LookupError("no red stretch within the time searched")


def live(
    work: Work,
    intervention: Intervention,
    evaluation: Evaluation,
    units: dict[int, BusinessUnit],
    now: datetime,
) -> bool:
    """Bring it to its state, with what each step leaves behind; True when its last steps are to be replayed."""
    planner, owner = intervention.planner, intervention.owner
    created = intervention.created_at
    confirmed = created + timedelta(days=3, hours=2)
    evaluation.remember(intervention)
    state = work.state
    verdict = evaluation.verdict
    if (
        state in PROMISED
        and verdict is not None
        and verdict.kind
        in {
            VerdictKind.REFUSED,
            VerdictKind.NEEDS_APPROVAL,
        }
    ):
        state = State.DRAFT  # the calendars of that season leave it no slot: it stays a draft
    few = work.told or evaluation.audience.people_count <= MOST_TOLD
    replayed = state in PROMISED and work.day >= -REPLAYED_DAYS and few
    replayed = replayed or state in {State.CONFIRMED, State.RUNNING}
    if replayed:
        state = State.CONFIRMED
    events: list[tuple[datetime, User, str, dict]] = [(created, planner, "created", {})]
    promised = state in PROMISED or (state == State.CANCELLED)
    if promised:
        intervention.version = 1
        intervention.confirmed_at = confirmed
        events.append((confirmed, planner, "confirmed", {"state": [State.DRAFT, State.CONFIRMED]}))
        freeze(intervention, evaluation, units, told=not replayed)
    if state in PROMISED and verdict is not None and verdict.kind == VerdictKind.NOT_NEGOTIATED:
        reason = work.reason or "Créneau convenu de vive voix avec l’unité, faute de calendrier négocié."
        intervention.reason = reason
        Breach.objects.bulk_create(
            Breach(
                intervention=intervention,
                units=list(offence.units),
                colour=offence.colour,
                start=offence.start,
                end=offence.end,
                rule=offence.rule,
                cause=BreachCause.NOT_NEGOTIATED,
                accepted_at=confirmed,
                accepted_by_ref=planner.ref,
                reason=reason,
            )
            for offence in verdict.offences
        )
    if state in {State.RUNNING, State.FINISHED, State.FAILED}:
        intervention.started_at = intervention.start
        events.append((intervention.start, owner, "started", {"state": [State.CONFIRMED, State.RUNNING]}))
    if state in {State.FINISHED, State.FAILED}:
        intervention.ended_at = intervention.end - timedelta(minutes=min(10, work.minutes // 4))
        events.append((intervention.ended_at, owner, "finished", {"state": [State.RUNNING, state]}))
    if state == State.CANCELLED:
        intervention.cancel_reason = work.reason
        at = min(now - timedelta(days=1), confirmed + timedelta(days=2))
        events.append((at, planner, "cancelled", {"state": [State.CONFIRMED, state], "reason": work.reason}))
    if state == State.AWAITING:
        events.append((now - timedelta(hours=3), planner, "submitted", {"justification": work.justification}))
    intervention.state = state
    intervention.edit = len(events)
    intervention.save()
    AuditEvent.objects.bulk_create(
        AuditEvent(
            at=at,
            actor_ref=actor.ref,
            kind=f"intervention.{kind}",
            object_type=intervention._meta.label_lower,
            object_ref=intervention.reference,
            changes=changes,
        )
        for at, actor, kind, changes in events
    )
    return replayed


def freeze(
    intervention: Intervention, evaluation: Evaluation, units: dict[int, BusinessUnit], *, told: bool
) -> None:
    """The reach, with the due time of each unit; what is over no longer waits to be told."""
    rows = []
    for pk, why in evaluation.audience.units.items():
        unit = units[pk]
        due = due_at(intervention.start, unit.time_zone, unit.notice_days, unit.country, unit.subdivision)
        rows.append(
            Reach(intervention=intervention, unit=unit, why=why, due_at=due, queued_at=due if told else None)
        )
    Reach.objects.bulk_create(rows)
    mark_through(intervention, evaluation.audience)


def conflict(company: Company, now: datetime) -> None:
    """Legal signs a red period over work that was already confirmed: flagged, never cancelled by itself."""
    work = next(work for work in WORKS if work.conflict)
    intervention = Intervention.objects.get(title=work.title)
    if intervention.state != State.CONFIRMED:
        return
    day = intervention.start.astimezone(PARIS).date()
    record_revision(
        calendar=company.calendars["JUR"],
        draft=Draft(
            added=[days(RED, day, day, "audience", "court hearing")], note="Audience fixée par le tribunal"
        ),
        by=None,
        now=now - timedelta(hours=20),
    )
