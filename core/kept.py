"""Parts of a page drawn once for the values that they show, and kept in the process.

What is drawn is a pure function of a template, of plain values, of the language, of the zone and of the day, so
that nothing kept can be stale, or reach somebody who was not to see it: other values are another part.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import fields, is_dataclass
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, cast

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST = 1024  # parts kept at once, some kilobytes each; the least used leave first


def drawn(template: str, values: dict[str, Any]) -> SafeString:
    """`template` with these values and nothing else: no request, no person.

    Raises TypeError for what is not plain (a record, a queryset): it would have to be asked again to be compared.
    """
    zone, day = timezone.get_current_timezone_name(), timezone.localdate()
    return once((template, zone, day, frozen(values)), lambda: render_to_string(template, values))


def once(key: tuple[Any, ...], draw: Callable[[], str]) -> SafeString:
    """What `draw` draws, the first time for this key, which says all that it shows but the language."""
    if settings.DEBUG:  # a template that is being written is read anew
        return SafeString(draw())
    return parts(Part((get_language(), *key), draw))


class Part:
    """What is to be drawn, the same as another when its key is."""

    __slots__ = ("draw", "hashed", "key")

    def __init__(self, key: tuple[Any, ...], draw: Callable[[], str]) -> None:
        self.key, self.draw = key, draw
        self.hashed = hash(key)

    def __hash__(self) -> int:
        return self.hashed

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Part) and self.key == other.key


@lru_cache(maxsize=MOST)
def parts(part: Part) -> SafeString:
    """Drawn when it is first asked for, and again when it was not asked for during MOST other ones."""
    answer = SafeString(part.draw())
    part.draw = str  # the key alone is compared from now on: let go of the values
    return answer


def frozen(value: Any) -> Any:
    """What can be compared in place of `value`, to the last value in it.

    A string already escaped differs from the same one that is not, and 1 from True: they are drawn differently.
    """
    kind = type(value)
    if kind is str or value is None:
        return value
    if kind in (list, tuple):
        return (kind, *_each(value))
    if kind is dict:
        return (kind, *value, *_each(value.values()))
    if isinstance(value, Promise):
        return str(value)
    if read := _reader(cast(Hashable, kind)):
        return (kind, *_each(read(value)))
    if kind.__hash__ is None or hasattr(value, "_meta"):
        raise TypeError(f"{kind.__name__} is no plain value: it cannot be kept with what was drawn from it.")
    return (kind, value)


def _each(values: Iterable[Any]) -> list[Any]:
    return [value if type(value) is str or value is None else frozen(value) for value in values]


@cache
def _reader(kind: Hashable) -> Callable[[Any], tuple[Any, ...]] | None:
    """What reads all the fields of such an object; none when it is a plain value."""
    assert isinstance(kind, type)
    if is_dataclass(kind):
        names = [field.name for field in fields(kind)]
        if not names:
            return lambda value: ()
        read = attrgetter(*names)
        return read if len(names) > 1 else lambda value: (read(value),)
    if issubclass(kind, tuple):  # a named one
        return tuple
    return None
