"""The tables of the directory: sites, units, people and groups, each with its columns."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from core.local_time import UnknownZone, zone_of
from core.tables.cells import Wrong, matching, text, yes_no
from core.tables.columns import Column, RowKind, Said, one_of
from core.working_days import is_known_country
from organization.enums import Bandwidth, Language

CODE = re.compile(r"[A-Z0-9][A-Z0-9_-]{0,19}")
ADDRESS = re.compile(r"[^@\s<>,;\"]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_longest_address = text(254)


def _address(cell: str) -> str:
    if cell and not ADDRESS.fullmatch(_longest_address(cell)):
        raise Wrong("address", cell)
    return cell.lower()


def _days(cell: str) -> int:
    if cell and cell not in {"2", "3", "4", "5"}:
        raise Wrong("notice_days", cell)
    return int(cell or 3)


def _zone(cell: str) -> str:
    try:
        zone_of(cell or "Europe/Paris")
    except UnknownZone:
        raise Wrong("zone", cell) from None
    return cell or "Europe/Paris"


def _country(cell: str) -> str:
    value = cell.upper() or "FR"
    if not is_known_country(value):
        raise Wrong("country", cell)
    return value


def _code(holds: Said, example: str) -> Column:
    return Column("code", _("code"), matching(CODE, "code"), holds, example, needed=True, distinct=True)


def _name(example: str) -> Column:
    return Column("name", _("name"), text(120), example=example, needed=True, also=("nom",), distinct=True)


_UNIT_CODE, _SITE_CODE, _PERSON = _("code of a unit"), _("code of a site"), _("directory number of a person")
_ACTIVE = Column(
    "active", _("active"), yes_no(empty=True), _("yes or no; empty is yes"), _("yes"), also=("actif",)
)

SITE = RowKind(
    "site",
    _("Sites"),
    (
        _code(_("names the site"), "LYO"),
        _name("Lyon"),
        Column("place", _("place"), text(120), _("where it is"), "12 rue de la Soie", also=("lieu",)),
        Column(
            "bandwidth",
            _("bandwidth"),
            one_of(Bandwidth, empty=Bandwidth.HIGH.value, code="bandwidth"),
            example=Bandwidth.HIGH.label,
            choices=Bandwidth,
            also=("débit",),
        ),
    ),
    telling="place",
)
UNIT = RowKind(
    "unit",
    _("Units"),
    (
        _code(_("names the unit"), "FIN-CPT"),
        _name("Comptabilité"),
        Column(
            "parent",
            _("parent unit"),
            holds=_("code of the unit above; empty for a unit at the top"),
            example="FIN",
            also=("entité mère",),
        ),
        Column(
            "time_zone", _("time zone"), _zone, _("empty is Europe/Paris"), "Europe/Paris", also=("fuseau",)
        ),
        Column(
            "country", _("country"), _country, _("of the public holidays; empty is FR"), "FR", also=("pays",)
        ),
        Column("subdivision", _("subdivision"), text(10), _("of that country, for its own holidays"), "57"),
        Column(
            "notice_days", _("working days of notice"), _days, _("2 to 5; empty is 3"), "3", also=("préavis",)
        ),
        _ACTIVE,
    ),
    telling="parent",
)
PERSON = RowKind(
    "person",
    _("People"),
    (
        Column(
            "ref",
            _("directory number"),
            text(40),
            _("names the person"),
            "P-1041",
            needed=True,
            also=("matricule",),
            distinct=True,
        ),
        _name("Zoé Martin"),
        Column(
            "email",
            _("e-mail address"),
            _address,
            _("empty for people without a mailbox; one mailbox belongs to one person"),
            "zoe.martin@helianthe.example",
            also=("courriel", "adresse", "e-mail"),
            distinct=True,
        ),
        Column(
            "language",
            _("language"),
            one_of(Language, empty=Language.FRENCH.value, code="language"),
            example="fr",
            choices=Language,
            also=("langue",),
        ),
        Column("unit", _("unit"), holds=_UNIT_CODE, example="FIN", also=("entité",)),
        Column(
            "further_units",
            _("further units"),
            holds=_("codes of units, separated by « | »"),
            example="HR|LOG",
            also=("autres entités",),
        ),
        Column("site", _("site"), holds=_SITE_CODE, example="LYO"),
        _ACTIVE,
        Column(
            "username",
            _("sign-in name"),
            text(60, empty=None),
            _("empty for people who only receive messages"),
            "zoe.martin",
            also=("identifiant",),
            distinct=True,
        ),
    ),
    telling="ref",
)
GROUP = RowKind(
    "group",
    _("Groups"),
    (
        _code(_("names the group"), "CODIR"),
        _name("Comité de direction"),
        Column("contact", _("person to call"), holds=_PERSON, example="P-1041"),
        Column(
            "members",
            _("members"),
            holds=_("directory numbers, separated by « | »"),
            example="P-1041|P-1042",
            also=("membres",),
        ),
    ),
    telling="members",
)
KINDS = (SITE, UNIT, PERSON, GROUP)
"""In the order in which they are written: what a row names stands before it."""
