"""Zones in the words of readers: « heure de Paris », where programs say Europe/Paris."""

from __future__ import annotations

from functools import lru_cache

from babel.dates import get_timezone_location
from django.utils.translation import get_language, gettext, pgettext

VOWELS = frozenset("aeiouyhàâäéèêëîïôöûü")


def zone_in_words(zone: str) -> str:
    """An IANA name by its city, in the active language; one that has no city as it is."""
    city = _city(zone, (get_language() or "fr")[:2])
    if not city or city == zone:
        return zone
    if city[0].lower() in VOWELS:
        return pgettext("before a vowel", "%(city)s time") % {"city": city}
    return gettext("%(city)s time") % {"city": city}


@lru_cache(maxsize=512)
def _city(zone: str, language: str) -> str:
    try:
        return get_timezone_location(zone, locale=language, return_city=True)
    except LookupError:
        return ""
