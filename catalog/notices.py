"""What the catalogue tells by mail: what retires, and which cards are to be read again."""

from __future__ import annotations

from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.models import Offering
from catalog.queries.retiring import representatives_using
from core import dates
from core.bilingual import text
from organization.models import User
from outbox.actions.queueing import content_key
from outbox.letters import Letter, post


def tell_retirement(offering: Offering, *, now: datetime) -> int:
    """Tell the representatives of the units that use it, once for each date announced. Answers how many."""
    people = representatives_using(offering)
    assert offering.retires_on is not None
    day = offering.retires_on

    def write() -> Letter:
        name, replacement = text(offering, "name"), offering.replacement
        said = dates.day(day, today=timezone.localdate(now))
        words = {"name": name, "day": said}
        first = (
            _("« %(other)s » takes its place: ask for it before that day.")
            % {"other": text(replacement, "name")}
            if replacement
            else _("Nothing takes its place yet: talk to its owner about what you need.")
        )
        facts = [(_("Service"), f"{name} ({offering.reference})"), (_("Ends on"), said)]
        if replacement:
            facts.append((_("Replaced by"), f"{text(replacement, 'name')} ({replacement.reference})"))
        if offering.owner:
            facts.append((_("Whom to ask"), offering.owner.name))
        return Letter(
            subject=_("%(name)s ends on %(day)s") % words,
            paragraphs=[first],
            facts=facts,
            address=offering.get_absolute_url(),
            action=_("See the card"),
            why=_("You receive this because a unit that you represent uses it."),
        )

    return post(people, key=f"retiring:{offering.reference}:{day.isoformat()}", write=write, now=now)


def tell_review(owner: User, cards: list[tuple[str, str, date]], *, now: datetime, today: date) -> int:
    """Remind an owner of the cards to read again: (reference, name, date), the most overdue first."""

    def write() -> Letter:
        count = len(cards)
        return Letter(
            subject=ngettext(
                "%(n)s card of the catalogue to read again",
                "%(n)s cards of the catalogue to read again",
                count,
            )
            % {"n": count},
            paragraphs=[
                _(
                    "A card is trusted as long as somebody reads it again now and then. Correct it, or say that it holds."
                )
            ],
            facts=[(f"{name} ({reference})", dates.day(day, today=today)) for reference, name, day in cards],
            address=f"{reverse('catalog:offerings')}?owner=mine&review=due",
            action=_("See my cards"),
            why=_("You receive this because you own these cards."),
        )

    return post([owner], key=f"review:{content_key(owner.ref, today)[:40]}", write=write, now=now)
