"""A zone in words, with the article that French asks for."""

from __future__ import annotations

from zoneinfo import available_timezones

import pytest
from django.utils import translation

from core.zones import WITH_ARTICLE, _city, zone_in_words


@pytest.mark.parametrize(
    ("zone", "french", "english"),
    [
        ("Europe/Paris", "heure de Paris", "Paris time"),
        ("Africa/Abidjan", "heure d’Abidjan", "Abidjan time"),
        ("Europe/Athens", "heure d’Athènes", "Athens time"),
        ("Pacific/Efate", "heure d’Éfaté", "Efate time"),
        ("Africa/Cairo", "heure du Caire", "Cairo time"),
        ("Europe/Vatican", "heure du Vatican", "Vatican time"),
        ("Indian/Reunion", "heure de La Réunion", "Réunion time"),
        ("America/Havana", "heure de La Havane", "Havana time"),
        ("America/Los_Angeles", "heure de Los Angeles", "Los Angeles time"),
        ("Asia/Hong_Kong", "heure de Hong Kong", "Hong Kong time"),
        ("Europe/Helsinki", "heure d’Helsinki", "Helsinki time"),
        ("Asia/Yangon", "heure de Yangon", "Yangon time"),
        ("Atlantic/Azores", "heure des Açores", "Azores time"),
        ("Atlantic/Canary", "heure des îles Canaries", "Canary time"),
        ("America/Martinique", "heure de la Martinique", "Martinique time"),
        ("America/El_Salvador", "heure du Salvador", "El Salvador time"),
        ("Europe/Isle_of_Man", "heure de l’île de Man", "Isle of Man time"),
        ("America/Argentina/Buenos_Aires", "heure de Buenos Aires", "Buenos Aires time"),
        ("UTC", "UTC", "UTC"),
        ("Etc/GMT+5", "Etc/GMT+5", "Etc/GMT+5"),
        ("Factory", "Factory", "Factory"),
    ],
)
def test_a_zone_is_named_by_its_city(zone, french, english):
    with translation.override("fr"):
        assert zone_in_words(zone) == french
    with translation.override("en"):
        assert zone_in_words(zone) == english


def test_every_name_with_an_article_is_one_that_the_library_gives():
    given = {_city(zone, "fr") for zone in available_timezones()}
    assert set(WITH_ARTICLE) <= given
