"""The lines of the list of offerings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, Case, Count, When
from django.utils import timezone

from catalog.completeness import Completeness, completeness
from catalog.enums import OfferingKind, OfferingState, sections_of
from catalog.models import CardSection, Offering
from catalog.queries.doors import usages_visible_to
from catalog.shown_state import TONES
from core.among import keys
from core.bilingual import pick
from organization.models import User


@dataclass(frozen=True, slots=True)
class Keeping:
    """What those who keep the catalogue see of a line: its owner, how complete the card is, when it is read again."""

    owner: str
    gone: bool
    complete: Completeness
    next_review: date | None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list. `lang` marks a text that stands in for the reader's language."""

    reference: str
    address: str
    name: str
    name_lang: str
    benefit: str
    benefit_lang: str
    kind: str
    state: str
    icon: str
    tone: str
    users: int
    kept: Keeping
    keeping: bool


def rows(offerings: Iterable[Offering], user: User, *, keeping: bool = False) -> list[Row]:
    """The lines of one page of the list, read with their owners; two queries more, for the units that use them and
    for what their cards say. `keeping`: whether how they are kept is shown on the page."""
    page = list(offerings)
    used = usages_visible_to(user).select_related(None).filter(offering__in=[one.pk for one in page])
    users = dict(used.order_by().values_list("offering_id").annotate(Count("unit", distinct=True)))
    kept = _kept(page)
    return [_row(one, users.get(one.pk, 0), kept[one.pk], keeping) for one in page]


def _kept(page: Sequence[Offering]) -> dict[int, Keeping]:
    today = timezone.localdate()
    said: dict[int, tuple[list[str], list[str]]] = {one.pk: ([], []) for one in page}
    texts = CardSection.objects.filter(offering__among=keys(said)).annotate(
        filled=Case(When(text="", text_en="", then=False), default=True, output_field=BooleanField())
    )
    for offering, code, filled, absent in texts.values_list("offering_id", "code", "filled", "absent"):
        if filled:
            said[offering][0].append(code)
        elif absent:
            said[offering][1].append(code)
    return {
        one.pk: Keeping(
            owner=one.owner.name if one.owner else "",
            gone=one.owner is not None and not one.owner.is_active,
            complete=completeness(
                [section.code for section in sections_of(one.kind)],
                *said[one.pk],
                next_review=one.next_review,
                today=today,
            ),
            next_review=one.next_review,
        )
        for one in page
    }


def _row(one: Offering, users: int, kept: Keeping, keeping: bool) -> Row:
    here = pick(one, "name")
    benefit = pick(one, "benefit")
    icon, tone = TONES[OfferingState(one.state)]
    return Row(
        reference=one.reference,
        address=one.get_absolute_url(),
        name=here[0],
        name_lang=here[1],
        benefit=benefit[0],
        benefit_lang=benefit[1],
        kind=str(OfferingKind(one.kind).label),
        state=str(OfferingState(one.state).label),
        icon=icon,
        tone=tone,
        users=users,
        kept=kept,
        keeping=keeping,
    )
