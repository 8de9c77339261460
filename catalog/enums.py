"""Choices of the catalogue [3.4], its states, and the one table of what a card says for each kind of offering."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OfferingKind(models.TextChoices):
    """The four kinds of offering, which must not all be delivered the same way [3.4.2]."""

    PROJECT = "project", _("Project")
    SERVICE = "service", _("Service")
    SOLUTION = "solution", _("Solution")
    ADVICE = "advice", _("Advice")


class OfferingState(models.TextChoices):
    IDEA = "idea", _("Idea")
    DESIGN = "design", _("In design")
    PILOT = "pilot", _("Pilot")
    LIVE = "live", _("Live")
    RETIRING = "retiring", _("Retiring")
    RETIRED = "retired", _("Retired")


S = OfferingState
PUBLISHED = frozenset({S.PILOT, S.LIVE, S.RETIRING})
TRANSITIONS: dict[str, frozenset[str]] = {
    S.IDEA: frozenset({S.DESIGN, S.PILOT, S.LIVE, S.RETIRED}),
    S.DESIGN: frozenset({S.IDEA, S.PILOT, S.LIVE, S.RETIRED}),
    S.PILOT: frozenset({S.LIVE, S.RETIRING, S.RETIRED}),
    S.LIVE: frozenset({S.PILOT, S.RETIRING, S.RETIRED}),
    S.RETIRING: frozenset({S.LIVE, S.PILOT, S.RETIRED}),
    S.RETIRED: frozenset({S.DESIGN}),
}
"""State → the states that may follow. Publishing leads to pilot or live, retiring to the last two."""


class Origin(models.TextChoices):
    """Why it exists: somebody needed it, or we had it to supply [2.3]."""

    NEED = "need", _("A need of the clients (market-in)")
    SUPPLY = "supply", _("What we could supply (product-out)")


class Opening(models.TextChoices):
    """Who may have it."""

    ALL = "all", _("Everybody")
    TARGETED = "targeted", _("Only those it is meant for")


class Turnkey(models.IntegerChoices):
    """How complete a solution is: what the client still has to do [3.4.2]."""

    PARTS = 25, _("Parts to be put together")
    HALF = 50, _("Put together, the client runs it")
    MOSTLY = 75, _("Nearly turnkey")
    WHOLE = 100, _("Turnkey")


class Answer(models.TextChoices):
    """Whether a requirement is met: unanswered until the solution manager says."""

    UNKNOWN = "", _("Not answered yet")
    MET = "met", _("Met")
    PARTLY = "partly", _("Partly met")
    NOT_MET = "not_met", _("Not met")


class Grade(models.TextChoices):
    """How much a need asks for: criticality, reliability, confidentiality of a usage [3.3.3]."""

    UNKNOWN = "", _("Not said")
    LOW = "low", pgettext_lazy("need", "Low")
    MEDIUM = "medium", pgettext_lazy("need", "Medium")
    HIGH = "high", pgettext_lazy("need", "High")


class DelayUnit(models.TextChoices):
    """How a promised delay is counted."""

    MINUTES = "minutes", _("minutes")
    HOURS = "hours", _("hours")
    WORKING_DAYS = "working_days", _("working days")
    CALENDAR_DAYS = "calendar_days", _("calendar days")


class Metric(models.TextChoices):
    """What a service level measures."""

    AVAILABILITY = "availability", _("Availability")
    RESTORE = "restore", _("Time to restore")
    REQUEST = "request", _("Delay of requests")
    ANSWER = "answer", _("Time to answer")
    OTHER = "other", _("Another measure")


class Better(models.TextChoices):
    """Which way a measure gets better: a target is a floor or a ceiling."""

    HIGH = "high", _("the higher the better")
    LOW = "low", _("the lower the better")


class LevelUnit(models.TextChoices):
    PERCENT = "percent", _("%")
    MINUTES = "minutes", _("minutes")
    HOURS = "hours", _("hours")
    DAYS = "days", _("working days")
    COUNT = "count", pgettext_lazy("unit of a measure", "number")


class MeasureSource(models.TextChoices):
    """Where a measure came from."""

    ENTERED = "entered", _("entered")
    IMPORTED = "imported", _("imported")
    API = "api", _("sent by another system")


class TariffMode(models.TextChoices):
    """How a price is charged [3.4.3]."""

    FREE = "free", _("Free")
    FREE_BASE = "free_base", _("Free up to a quantity, then by quantity")
    FLAT = "flat", _("Flat, for each unit that uses it")
    PER_UNIT = "per_unit", _("By quantity")
    PASS_THROUGH = "pass_through", _("What the supplier bills, shared out")
    PROJECT = "project", _("By milestones")


class Per(models.TextChoices):
    """Per what a price is: prices are added only when this and the period are the same."""

    PERSON = "person", _("person")
    DEVICE = "device", _("device")
    ITEM = "item", _("piece")
    GIGABYTE = "gigabyte", _("gigabyte")
    HOUR = "hour", _("hour")
    DAY = "day", _("day")
    UNIT = "unit", _("business unit")


class Period(models.TextChoices):
    MONTH = "month", _("month")
    YEAR = "year", _("year")
    ONCE = "once", _("once")


class Share(models.TextChoices):
    """By what an amount passed through is shared out."""

    EQUAL = "equal", _("equally")
    QUANTITY = "quantity", _("by quantity used")
    PEOPLE = "people", _("by people")


class Objective(models.TextChoices):
    """What a price is for: the IT function is seldom free to choose [3.4.3]."""

    ENVELOPE = "envelope", _("To keep a budget")
    BREAK_EVEN = "break_even", _("To break even")
    PROFIT = "profit", _("To earn")


BUILT = (OfferingKind.SERVICE, OfferingKind.SOLUTION)
"""The kinds that stand on other offerings; a solution is made for one client besides."""

# What a card says -------------------------------------------------------------------------------------
P, SV, SO, A = OfferingKind.PROJECT, OfferingKind.SERVICE, OfferingKind.SOLUTION, OfferingKind.ADVICE
EVERY = frozenset({P, SV, SO, A})


class Part(models.TextChoices):
    CARD = "card", _("The card")
    CONFIGURATION = "configuration", _("The configuration file")


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a card. `kinds` have it; `required` are the kinds that are not published without it.

    The sections of the configuration file are those that the designers' role sheets name.
    """

    code: str
    label: Promise
    help: Promise
    kinds: frozenset[str]
    required: frozenset[str] = frozenset()
    part: str = Part.CARD


SECTIONS: dict[str, Section] = {
    section.code: section
    for section in [
        Section("description", _("What it is"), _("What it does for people, in a few lines."), EVERY, EVERY),
        Section("inclusions", _("Included"), _("One line for each thing that comes with it."), EVERY, frozenset({SV, SO, P})),
        Section("exclusions", _("Not included"), _("What people may expect and will not get, and where to find it."), EVERY, frozenset({SV, SO, P})),
        Section("prerequisites", _("Who may have it, and what it takes"), _("What must be there before it is asked for."), EVERY),
        Section("service_hours", _("Service hours"), _("When it works and when it is looked after."), frozenset({SV, SO}), frozenset({SV, SO})),
        Section("support", _("Help"), _("Whom to call, when, and what happens then."), frozenset({SV, SO, P}), frozenset({SV, SO})),
        Section("duties", _("Your duties"), _("What those who use it must do, one line each."), EVERY, frozenset({SV, SO})),
        Section("training", _("Training"), _("How to learn it, how long it takes."), frozenset({SV, SO, P})),
        Section("documents", _("Documents"), _("Guides and forms; files are attached below."), EVERY),
        Section("reporting", _("How you are kept informed"), _("Reports, meetings, who sends them and how often."), frozenset({P, A}), frozenset({P})),
        Section("change", _("Change management"), _("What helps people to move to what is new."), frozenset({P, SO})),
        Section("method", _("How it is done"), _("Steps, people met, time that it takes of you."), frozenset({A, P}), frozenset({A})),
        Section("realisation", _("Conditions of realisation"), _("The process by which it is produced."), EVERY, part=Part.CONFIGURATION),
        Section("skills", _("Skills"), _("What those who produce it must know."), EVERY, part=Part.CONFIGURATION),
        Section("sourcing", _("Sourcing"), _("Internal, external, partner; contracts and their ends."), EVERY, part=Part.CONFIGURATION),
        Section("cost", _("Cost"), _("What the cost is made of; amounts stand with the full costs, never here."), EVERY, part=Part.CONFIGURATION),
        Section("pricing", _("Pricing"), _("Why it is priced so; the prices themselves stand beside."), EVERY, part=Part.CONFIGURATION),
        Section("sla", _("Service level agreement"), _("How the levels are measured; the targets stand beside."), frozenset({SV, SO}), part=Part.CONFIGURATION),
        Section("distribution", _("Distribution channels"), _("Through whom people get it."), EVERY, part=Part.CONFIGURATION),
        Section("supply", _("Terms of supply"), _("How it is set up, changed and stopped."), EVERY, part=Part.CONFIGURATION),
        Section("support_terms", _("Terms of support"), _("Levels of support, who does what, escalation."), frozenset({SV, SO, P}), part=Part.CONFIGURATION),
        Section("training_terms", _("Terms of training"), _("Who trains whom, with what."), frozenset({SV, SO, P}), part=Part.CONFIGURATION),
        Section("base_services", _("Base services"), _("Why these services, and what each brings."), frozenset({SO}), frozenset({SO}), Part.CONFIGURATION),
        Section("assembly", _("Assembly and integration"), _("How the parts are joined and tested together."), frozenset({SO}), frozenset({SO}), Part.CONFIGURATION),
        Section("customisation", _("Settings and customisation"), _("What is made for this client, and what may be set."), frozenset({SO}), part=Part.CONFIGURATION),
    ]
}  # fmt: skip
"""Code → section, in the order of reading. Publishing, completeness, the configuration file and the form read it."""


def sections_of(kind: str, part: str = "") -> Iterator[Section]:
    """The sections that a kind of offering has, of one part or of both."""
    for section in SECTIONS.values():
        if kind in section.kinds and part in ("", section.part):
            yield section


GRIDS: dict[str, tuple[Promise, ...]] = {
    P: (
        _("Cost"),
        _("Quality"),
        _("Time"),
        _("Relationship"),
        _("Reporting"),
        _("After-project services"),
        _("Change management"),
    ),
    SV: (
        _("Cost"),
        _("Fit"),
        _("Quality"),
        _("Commitments kept"),
        _("Training"),
        _("Responsiveness"),
        _("Speed of set-up"),
        _("Response to changing volumes"),
        _("Place of delivery"),
    ),
    A: (_("Relevance"), _("Feasibility"), _("Differentiation"), _("Help in deciding")),
}
GRIDS[SO] = (*GRIDS[SV], _("Integration"), _("Knowledge of the client"))
"""Kind → what clients expect of it [3.4.2]: the grid by which surveys will have it rated."""
