"""The events of an object as sentences, for the timeline at the side of its page.

    entries(audit.trail(obj)[:40], names=queries.names_of, words=WORDS, fields=FIELDS)

    WORDS = {"intervention.confirmed": gettext_lazy("Confirmed by %(who)s"), …}   # and %(fact)s for what it holds
    FIELDS = {"title": Field(gettext_lazy("title")), "start": Field(gettext_lazy("start"), moment), …}

and in the template `{% include "core/_trail.html" with trail=trail %}`. Each app owns the words of its kinds: this
module knows none. Two queries: the events and the names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.text import Truncator
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext

from core import dates
from core.models import AuditEvent

TEXTS = ("reason", "justification", "note")  # what people wrote: shown under the sentence
TOGETHER = timedelta(hours=1)  # saves of one person that follow each other this closely are one entry
LONGEST = 140


def plain(value: Any) -> str:
    """A value of the trail as a person reads it; « — » for nothing."""
    if value is None or value == "" or value == [] or value == {}:
        return "—"
    if value is True or value is False:
        return gettext("yes") if value else gettext("no")
    if isinstance(value, Mapping):
        return ", ".join(map(str, value))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return Truncator(str(value)).chars(LONGEST)


def moment(value: Any) -> str:
    """A stored date and time on the reader's clock: « jeu. 5 nov., 18:30 »."""
    found = parse_datetime(str(value or ""))
    if found is None:
        return plain(value)
    here = found.astimezone(get_current_timezone())
    return dates.moment(here, today=localdate())


@dataclass(frozen=True, slots=True)
class Field:
    """How a field of `changes` is called and shown."""

    label: Any  # a lazy text
    show: Callable[[Any], str] = plain


@dataclass(frozen=True, slots=True)
class Changed:
    label: str
    before: str
    after: str


@dataclass(slots=True)
class Entry:
    """One line of the timeline. `texts` are people's own words; `changes` what differs."""

    at: datetime
    sentence: str
    texts: list[str] = field(default_factory=list)
    changes: list[Changed] = field(default_factory=list)


def entries(
    events: Iterable[AuditEvent],
    *,
    names: Callable[[set[str]], Mapping[str, str]],
    words: Mapping[str, Any],
    fields: Mapping[str, Field] | None = None,
    together: Iterable[str] = (),
) -> list[Entry]:
    """The events, newest first, in the reader's language and zone.

    `words`: kind → sentence with %(who)s, and with any fact that the event holds by its name. `names`: references → names; the portal's own acts have no
    reference. `together`: kinds whose quick successions by one person are one entry (a draft that saves
    itself). A kind without words is said by its name rather than hidden.
    """
    found = _joined(list(events), set(together))
    who = names({event.actor_ref for event in found if event.actor_ref})
    answer = []
    for event in found:
        actor = who.get(event.actor_ref) or (
            gettext("somebody who left") if event.actor_ref else gettext("the portal")
        )
        pattern = words.get(event.kind)
        sentence = (
            str(pattern) % facts(event.changes, fields or {}, actor) if pattern else f"{event.kind}, {actor}"
        )
        answer.append(Entry(event.at, sentence, _texts(event.changes), _changes(event.changes, fields or {})))
    return answer


def _joined(events: list[AuditEvent], kinds: set[str]) -> list[AuditEvent]:
    """Newest first; a run of one kind by one person becomes its newest event, with the changes of all."""
    found: list[AuditEvent] = []
    for event in events:
        newer = found[-1] if found else None
        if (
            newer is not None
            and event.kind in kinds
            and (newer.kind, newer.actor_ref) == (event.kind, event.actor_ref)
            and newer.at - event.at <= TOGETHER
        ):
            newer.changes = _composed(event.changes, newer.changes)
        else:
            found.append(event)
    return found


def _composed(older: Mapping[str, Any], newer: Mapping[str, Any]) -> dict[str, Any]:
    """[a, b] then [b, c] is [a, c]; back where it began is nothing."""
    joined = dict(older)
    for name, change in newer.items():
        earlier: Any = joined.get(name)
        joined[name] = [earlier[0], change[1]] if _is_pair(earlier) and _is_pair(change) else change
    return {name: change for name, change in joined.items() if not _is_pair(change) or change[0] != change[1]}


def _is_pair(change: Any) -> bool:
    return isinstance(change, list) and len(change) == 2


class _Facts(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return plain(None)


def facts(changes: Mapping[str, Any], fields: Mapping[str, Field], who: str) -> Mapping[str, str]:
    """What a sentence of the trail may name: who did it, and what is no change (the tariff that a price was set for)."""
    found = _Facts(
        (name, fields[name].show(value) if name in fields else plain(value))
        for name, value in changes.items()
        if not _is_pair(value)
    )
    found["who"] = who
    return found


def _texts(changes: Mapping[str, Any]) -> list[str]:
    found = [changes.get(name) for name in TEXTS]
    return [text for text in found if isinstance(text, str) and text]


def _changes(changes: Mapping[str, Any], fields: Mapping[str, Field]) -> list[Changed]:
    return [
        Changed(str(fields[name].label), fields[name].show(change[0]), fields[name].show(change[1]))
        for name, change in changes.items()
        if name in fields and _is_pair(change)
    ]
