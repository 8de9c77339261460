"""Publishing a card: refused with the list of what lacks; each publishing is a version."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.actions.cards import clear_copy, held_copy, put
from catalog.actions.guards import refuse_reader
from catalog.card_content import CardContent, content_of
from catalog.enums import TRANSITIONS, OfferingState
from catalog.models import Offering
from catalog.publishing import Lack, lacks
from catalog.publishing_facts import facts_of
from catalog.publishing_words import sentences
from core.audit import record
from organization.models import User

SHOWN = (OfferingState.PILOT, OfferingState.LIVE)


class Refused(Exception):
    """What lacks, or stands in the way; `sentences` says it in the reader's language."""

    def __init__(self, lacks: list[Lack]) -> None:
        super().__init__(", ".join(lack.code for lack in lacks))
        self.lacks = lacks

    @property
    def sentences(self) -> list[str]:
        return sentences(self.lacks)


def publish(
    *,
    offering: Offering,
    by: User,
    now: datetime,
    content: CardContent | None = None,
    state: str = "",
    expected: int | None = None,
) -> Offering:
    """Show the card, as its copy says (`content`; None: as it stands), as a pilot or live.

    `state`: pilot or live; left out, what it is, live when it was not shown yet. Writes one event, which is the
    version. Raises PermissionDenied; EditedMeanwhile; ValidationError by field; Refused with what lacks.
    """
    refuse_reader(by)
    with transaction.atomic():
        copy = held_copy(offering, expected)
        before = offering.state
        to = state or (before if before in (*SHOWN, OfferingState.RETIRING) else OfferingState.LIVE)
        if to != before and (to not in SHOWN or to not in TRANSITIONS[before]):
            raise ValidationError(
                {"state": _("What is %(state)s is not published as such: take it up again first.")
                 % {"state": OfferingState(before).label.lower()}}
            )  # fmt: skip
        missing = lacks(facts_of(offering, content or content_of(offering), today=timezone.localdate(now)))
        if missing:
            raise Refused(missing)
        changes = put(offering, content) if content is not None else {}
        if to != before:
            changes["state"] = [before, str(to)]
        if offering.version and not changes:
            return offering
        offering.state = to
        if to in SHOWN:
            offering.retires_on = offering.replacement = None
        offering.version += 1
        offering.published_at = now
        offering.live_on = offering.live_on or timezone.localdate(now)
        offering.edit += 0 if content is not None and len(changes) > 1 else 1
        offering.save()
        record(
            by=by, kind="offering.published", obj=offering, changes={"version": offering.version, **changes}
        )
        clear_copy(copy)
    return offering
