"""The units and the sites of Groupe Hélianthe.

Eleven top units hold the 6 200 people that the IT function serves; the IT department (DSI) is a twelfth,
beyond them, with its 240 people. The company sells under two brands, « Hélianthe Socle » (essentials, made
in the workshops) and « Hélianthe Élan » (the range of the shops); they are no units.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class UnitSpec:
    """A unit: `people` are its own, without those of its sub-units; `mailbox` is the share that has one.

    `sites` are (code, weight); `english` is the share of people who read English.
    """

    code: str
    name: str
    people: int
    parent: str = ""
    sites: tuple[tuple[str, int], ...] = (("SIEGE", 1),)
    mailbox: float = 1.0
    english: float = 0.03
    relay: bool = False
    notice_days: int = 3
    zone: str = "Europe/Paris"
    country: str = "FR"
    subdivision: str = ""


@dataclass(frozen=True, slots=True)
class SiteSpec:
    code: str
    name: str
    place: str
    bandwidth: str = "high"


SHOPS = {
    "MAG-NO": ("Rennes", "Brest", "Le Mans", "Caen", "Rouen", "Lille", "Amiens", "Tours"),
    "MAG-SE": ("Lyon", "Grenoble", "Marseille", "Nice", "Montpellier", "Toulouse", "Bordeaux", "Dijon"),
    "MAG-IDF": (
        "Paris Bastille",
        "Paris Ternes",
        "Versailles",
        "Créteil",
        "Saint-Denis",
        "Évry",
        "Cergy",
        "Melun",
    ),
}


def shop_sites(unit: str) -> tuple[tuple[str, int], ...]:
    return tuple((f"{unit}-{number:02}", 1) for number in range(1, len(SHOPS[unit]) + 1))


def of(town: str) -> str:
    """« de » before a town as French says it: « de Lille », « d’Évry », « du Mans »."""
    if town[0] in "AEÉIOUY":
        return f"d’{town}"
    return f"du {town.removeprefix('Le ')}" if town.startswith("Le ") else f"de {town}"


SITES: list[SiteSpec] = [
    SiteSpec("SIEGE", "Siège", "Courbevoie"),
    SiteSpec("NANTES", "Usine de Nantes", "Nantes"),
    SiteSpec("CHOLET", "Usine de Cholet", "Cholet", "medium"),
    SiteSpec("ORLEANS", "Entrepôt d’Orléans", "Saran", "medium"),
    SiteSpec("GRENOBLE", "Laboratoire de Grenoble", "Grenoble"),
    SiteSpec("MUNICH", "Laboratoire de Munich", "Garching"),
    SiteSpec("LILLE", "Centre de relation client", "Villeneuve-d’Ascq"),
    SiteSpec("LYON", "Agence de Lyon", "Lyon", "medium"),
    SiteSpec("LONDRES", "Agence de Londres", "London", "medium"),
] + [
    SiteSpec(f"{unit}-{number:02}", f"Magasin {of(town)}", town, "low")
    for unit, towns in SHOPS.items()
    for number, town in enumerate(towns, start=1)
]

PLANTS = (("NANTES", 3), ("CHOLET", 2))
SALES = (("SIEGE", 3), ("LYON", 2))

UNITS: list[UnitSpec] = [
    UnitSpec("COMEX", "Comité exécutif", 40, english=0.15, notice_days=5),
    UnitSpec("PROD", "Production", 60, sites=PLANTS),
    UnitSpec("PROD-AT1", "Atelier assemblage", 720, "PROD", PLANTS, mailbox=0.12, relay=True),
    UnitSpec("PROD-AT2", "Atelier usinage", 540, "PROD", (("NANTES", 1),), mailbox=0.1, relay=True),
    UnitSpec("PROD-AT3", "Atelier conditionnement", 420, "PROD", (("CHOLET", 1),), mailbox=0.1, relay=True),
    UnitSpec("PROD-MNT", "Maintenance industrielle", 120, "PROD", PLANTS, mailbox=0.967),
    UnitSpec("PROD-QUA", "Qualité", 130, "PROD", PLANTS),
    UnitSpec("PROD-ORD", "Ordonnancement", 110, "PROD", PLANTS),
    UnitSpec("LOG", "Logistique", 40, sites=(("ORLEANS", 1),)),
    UnitSpec("LOG-ENT", "Entrepôt", 412, "LOG", (("ORLEANS", 1),), mailbox=0.15, relay=True),
    UnitSpec("LOG-QUAI", "Quai d’expédition", 128, "LOG", (("ORLEANS", 1),), mailbox=0.1, relay=True),
    UnitSpec("LOG-TRA", "Transports", 140, "LOG", (("ORLEANS", 3), ("SIEGE", 1))),
    UnitSpec("LOG-APP", "Approvisionnements", 100, "LOG", (("ORLEANS", 1), ("SIEGE", 1))),
    UnitSpec("RD", "Recherche et développement", 30, sites=(("GRENOBLE", 1),), english=0.1),
    UnitSpec("RD-MAT", "Matériaux", 120, "RD", (("GRENOBLE", 1),), english=0.15),
    UnitSpec("RD-CHI", "Chimie", 140, "RD", (("GRENOBLE", 1),), english=0.12),
    UnitSpec("RD-ESS", "Essais", 110, "RD", (("GRENOBLE", 2), ("NANTES", 1)), english=0.05),
    UnitSpec(
        "RD-MUC",
        "Laboratoire de Munich",
        60,
        "RD",
        (("MUNICH", 1),),
        english=1.0,
        zone="Europe/Berlin",
        country="DE",
        subdivision="BY",
    ),
    UnitSpec("VM", "Ventes et marketing", 30, sites=SALES),
    UnitSpec("VM-FR", "Ventes France", 420, "VM", SALES),
    UnitSpec("VM-GC", "Grands comptes", 210, "VM", SALES, english=0.05),
    UnitSpec("VM-EXP", "Ventes export", 135, "VM", english=0.25),
    UnitSpec(
        "VM-LON",
        "Agence de Londres",
        45,
        "VM-EXP",
        (("LONDRES", 1),),
        english=1.0,
        zone="Europe/London",
        country="GB",
        subdivision="ENG",
    ),
    UnitSpec("VM-MKT", "Marketing des produits", 140, "VM"),
    UnitSpec("SC", "Service client", 20, sites=(("LILLE", 1),), notice_days=4),
    UnitSpec("SC-ACC", "Accueil téléphonique", 340, "SC", (("LILLE", 1),), notice_days=4),
    UnitSpec("SC-TEC", "Aide technique", 170, "SC", (("LILLE", 1),), english=0.08, notice_days=4),
    UnitSpec("SC-REC", "Réclamations", 80, "SC", (("LILLE", 1),), notice_days=4),
    UnitSpec("FIN", "Finance", 18),
    UnitSpec("FIN-CF", "Comptabilité fournisseurs", 62, "FIN"),
    UnitSpec("FIN-CC", "Comptabilité clients", 48, "FIN"),
    UnitSpec("FIN-CG", "Comptabilité générale", 52, "FIN"),
    UnitSpec("FIN-TRE", "Trésorerie", 26, "FIN", english=0.1),
    UnitSpec("FIN-CDG", "Contrôle de gestion", 34, "FIN"),
    UnitSpec("RH", "Ressources humaines", 14),
    UnitSpec("RH-PAIE", "Paie", 38, "RH"),
    UnitSpec("RH-REC", "Recrutement", 36, "RH"),
    UnitSpec("RH-FOR", "Formation", 28, "RH"),
    UnitSpec("RH-SST", "Santé et sécurité au travail", 24, "RH", (("SIEGE", 1), ("NANTES", 1))),
    UnitSpec("JUR", "Juridique", 60, english=0.1),
    UnitSpec("ASG", "Achats et services généraux", 10),
    UnitSpec("ASG-ACH", "Achats", 80, "ASG", english=0.05),
    UnitSpec("ASG-SG", "Services généraux", 80, "ASG", (("SIEGE", 3), ("NANTES", 1))),
    UnitSpec("MAG", "Magasins", 22),
    UnitSpec("MAG-NO", "Magasins Nord-Ouest", 190, "MAG", shop_sites("MAG-NO"), mailbox=0.25, relay=True),
    UnitSpec("MAG-SE", "Magasins Sud-Est", 186, "MAG", shop_sites("MAG-SE"), mailbox=0.25, relay=True),
    UnitSpec(
        "MAG-IDF", "Magasins Île-de-France", 182, "MAG", shop_sites("MAG-IDF"), mailbox=0.25, relay=True
    ),
    UnitSpec("DSI", "Direction des systèmes d’information", 6),
    UnitSpec("DSI-MKT", "Marketing SI", 8, "DSI"),
    UnitSpec("DSI-PRO", "Production informatique", 82, "DSI", (("SIEGE", 2), ("NANTES", 1))),
    UnitSpec("DSI-ETU", "Études et projets", 94, "DSI", english=0.06),
    UnitSpec("DSI-SUP", "Assistance", 50, "DSI", (("SIEGE", 1), ("NANTES", 1), ("LILLE", 1))),
]

TOP_UNITS = [spec.code for spec in UNITS if not spec.parent]
SERVED_TOP_UNITS = [code for code in TOP_UNITS if code != "DSI"]
PEOPLE_SERVED = sum(spec.people for spec in UNITS if not spec.code.startswith("DSI"))


@dataclass(slots=True)
class Company:
    """What has been written so far, by its code, handed from one writer to the next."""

    units: dict = field(default_factory=dict)
    sites: dict = field(default_factory=dict)
    people: dict = field(default_factory=dict)  # sign-in name → User, and LEFT → who left
    staff: dict = field(default_factory=dict)  # code of a unit → its people, in order
    groups: dict = field(default_factory=dict)
    offerings: dict = field(default_factory=dict)
    cards: dict = field(default_factory=dict)  # French name of an offering → its Card
    calendars: dict = field(default_factory=dict)
