"""What lacks, and what stands in the way, as sentences: the same on the page, in the API and in the action."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from catalog.enums import SECTIONS
from catalog.publishing import Lack

SENTENCES = {
    "name": _("It has no name."),
    "benefit": _("Its benefit is not said: one sentence on what it lets people do."),
    "category": _("It stands in no category: nobody would come across it."),
    "owner": _("It has no owner: somebody must answer for it."),
    "owner_gone": _("Its owner has left: name another."),
    "review": _("The date of its next review is not set."),
    "review_past": _("Its review is overdue: read it again and set the next date."),
    "section": _("The section « %(what)s » is empty: write it, or say why it does not apply."),
    "request": _("How to ask for it is not said: one main way, with its promised delay."),
    "price": _("No price is in force: say what it costs, were it free."),
    "client": _("Its client is not named: a solution is for one client."),
    "context": _("The client's context is not described."),
    "parts": _("It is built on nothing: a solution is put together from services."),
    "part_unpublished": _("It is built on « %(what)s », which is not published."),
    "part_retired": _("It is built on « %(what)s », which is retired: replace it."),
    "held_by": _("The solution « %(what)s » stands on it: replace it there first."),
}


def sentence(lack: Lack) -> str:
    """In the reader's language."""
    if lack.code == "unanswered":
        return ngettext(
            "%(n)s requirement has no answer: say whether it is met.",
            "%(n)s requirements have no answer: say whether they are met.",
            lack.count,
        ) % {"n": lack.count}
    if lack.code == "unproven":
        return ngettext(
            "%(n)s requirement is said to be met without evidence.",
            "%(n)s requirements are said to be met without evidence.",
            lack.count,
        ) % {"n": lack.count}
    what = str(SECTIONS[lack.what].label) if lack.code == "section" else lack.what
    return str(SENTENCES[lack.code]) % {"what": what}


def sentences(lacks: Iterable[Lack]) -> list[str]:
    return [sentence(lack) for lack in lacks]
