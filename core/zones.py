"""Zones in the words of readers: « heure de Paris », where programs say Europe/Paris."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import normalize

from babel.dates import get_timezone_location
from django.utils.translation import get_language, pgettext

UNKNOWN = {"ville inconnue", "Unknown City"}  # CLDR's word for a zone that lies nowhere
MUTE = {"Hébron", "Helsinki", "Hermosillo", "Honolulu"}  # the others breathe their h: « de Hong Kong »
ARTICLES = {
    "du": ["Belize", "Cap-Vert", "Costa Rica", "Guyana", "Kamtchatka", "Koweït", "Qatar"],
    "de la": ["Dominique", "Géorgie du Sud", "Grenade", "Guadeloupe", "Jamaïque", "Martinique"],
    "des": ["Açores", "Bermudes", "Caïmans", "Comores", "Fidji", "Galápagos", "Maldives", "Marquises", "Palaos"],
}  # fmt: skip
"""Zones that CLDR names by an island or a country, without its article."""
WITH_ARTICLE = {name: f"{article} {name}" for article, names in ARTICLES.items() for name in names} | {
    "El Salvador": "du Salvador",
    "Île de Man": "de l’île de Man",
    "Île de Pâques": "de l’île de Pâques",
    "Îles Canaries": "des îles Canaries",
}


def zone_in_words(zone: str) -> str:
    """An IANA name by its city, in the active language: « heure du Caire », « Cairo time »; UTC as it is."""
    language = (get_language() or "fr")[:2]
    city = _city(zone, language)
    if not city or city == zone or zone.startswith("Etc/"):
        return zone
    named = _of(city) if language == "fr" else city
    return pgettext("a zone; French has « de » in the city", "%(city)s time") % {"city": named}


def _of(city: str) -> str:
    """« de Paris », « d’Athènes », « du Caire », « de La Réunion », « des Açores »."""
    if city in WITH_ARTICLE:
        return WITH_ARTICLE[city]
    if city.startswith(("Le ", "Les ")):
        article, name = city.split(" ", 1)
        return f"{'du' if article == 'Le' else 'des'} {name}"
    vowel = normalize("NFD", city)[0].lower() in "aeiou"
    return f"d’{city}" if vowel or city in MUTE else f"de {city}"


@lru_cache(maxsize=512)
def _city(zone: str, language: str) -> str:
    """The city's own name, without the state that CLDR puts before some; empty for a zone that has none."""
    try:
        found = get_timezone_location(zone, locale=language, return_city=True)
    except LookupError:
        return ""
    return "" if found in UNKNOWN else found if found == zone else found.rsplit("/", 1)[-1]
