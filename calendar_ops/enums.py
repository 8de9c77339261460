"""Choices of the calendar, the intervention's states and the transitions that exist."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Colour(models.TextChoices):
    """What a unit allows [5.6]; `NONE` means not negotiated, which is never blue."""

    BLUE = "blue", _("blue")
    WHITE = "white", _("white")
    RED = "red", _("red")
    NONE = "none", _("not negotiated")


class WorkClass(models.TextChoices):
    NORMAL = "normal", _("Normal")
    SECURITY = "security", _("Security-critical")
    EMERGENCY = "emergency", _("Major emergency")


class Nature(models.TextChoices):
    PATCH = "patch", _("Patch")
    RELEASE = "release", _("New release")
    UPGRADE = "upgrade", _("Upgrade")
    INSTALLATION = "installation", _("Installation")
    MAINTENANCE = "maintenance", _("Maintenance")
    OTHER = "other", _("Other")


class WorkTarget(models.TextChoices):
    SERVER = "server", _("Server")
    WORKSTATION = "workstation", _("Workstations")
    NETWORK = "network", _("Network")
    APPLICATION = "application", _("Application")


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    AWAITING = "awaiting", _("Awaiting approval")
    CONFIRMED = "confirmed", _("Confirmed")
    RUNNING = "running", _("Running")
    FINISHED = "finished", _("Finished")
    FAILED = "failed", _("Failed, rolled back")
    CANCELLED = "cancelled", _("Cancelled")


TRANSITIONS: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.AWAITING, State.CONFIRMED, State.CANCELLED}),
    State.AWAITING: frozenset({State.CONFIRMED, State.DRAFT, State.CANCELLED}),
    State.CONFIRMED: frozenset({State.RUNNING, State.CANCELLED}),
    State.RUNNING: frozenset({State.FINISHED, State.FAILED, State.CANCELLED}),
    State.FINISHED: frozenset(),
    State.FAILED: frozenset(),
    State.CANCELLED: frozenset(),
}
"""The only changes of the stored state; actions ask this table."""


class VerdictKind(models.TextChoices):
    ALLOWED = "allowed", _("Allowed")
    NOT_NEGOTIATED = "not_negotiated", _("Not negotiated")
    NEEDS_APPROVAL = "needs_approval", _("Needs approval")
    REFUSED = "refused", _("Refused")


class RevisionState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    SIGNED = "signed", _("Signed")
    REFUSED = "refused", _("Refused")


class PeriodStatus(models.TextChoices):
    """Derived from the revisions, never stored."""

    PROPOSED = "proposed", _("Proposed")
    AGREED = "agreed", _("Agreed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REFUSED = "refused", _("Refused")


class BreachCause(models.TextChoices):
    NOT_NEGOTIATED = "not_negotiated", _("Confirmed outside any negotiated period")
    EMERGENCY = "emergency", _("Major emergency approved")
    EXTENSION = "extension", _("Work extended")
    AGREEMENT = "agreement", _("In conflict with a later agreement")


class NoticeKind(models.TextChoices):
    ADVANCE = "advance", _("Advance notice")
    RESCHEDULED = "rescheduled", _("Rescheduled")
    AMENDED = "amended", _("Amended")
    EXTENDED = "extended", _("Extended")
    CANCELLED = "cancelled", _("Cancelled")
    FINISHED = "finished", _("Finished")
    WITHDRAWN = "withdrawn", _("No longer concerns you")


class AlertKind(models.TextChoices):
    """What the planner is told in the portal."""

    CONFLICT = "conflict", _("In conflict with an agreement recorded since")
    MISSED_NOTICE = "missed_notice", _("It began before its notice could leave")
    REACH_CHANGED = "reach_changed", _("It would now touch other units")
    DELIVERY_FAILED = "delivery_failed", _("Some notices could not be delivered")
    UNREACHABLE = "unreachable", _("Some people can be told by nobody")


class FeedKind(models.TextChoices):
    MINE = "mine", _("What touches me")
    UNIT = "unit", _("The calendar of a unit")
    ALL = "all", _("The whole plan of IT")
    INTERVENTION = "intervention", _("A single intervention")
