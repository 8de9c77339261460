"""What was measured of the services of Groupe Hélianthe in the last two years, told from the last month that is over.

Time stopped is told as a share of what the promise allows: 1 is all of it, more is missed, « - » was not measured.
"""

from __future__ import annotations

from dataclasses import dataclass

# fmt: off
YEAR: dict[str, tuple[str, str]] = {
    "Ordinateur portable géré": ("0.12 0.3 0.57 0.32 0.59 0.55 0.63 0.35 0.55 0.55 0.69", "99.98"),
    "Poste fixe d’atelier": ("0.69 0.52 0.68 0.35 0.64 0.21 0.38 0.7 0.57 0.16 0.47", "99.81"),
    "Poste Linux": ("0.68 0.35 0.53 0.44 0.37 0.35 0.33 0.5 0.68 0.66 0.51", "99.78"),
    "Téléphone mobile": ("0.7 0.56 0.48 0.32 0.61 0.19 0.17 0.21 0.74 0.51 0.4", "99.90"),
    "Accès à distance": ("0.67 0.67 0.59 0.13 0.17 0.5 0.58 0.55 0.67 0.35 0.19", "99.99"),
    "Impression": ("0.9 1.1 0.8 1.2 1.3 0.9 1.4 1.1 1.5 1.2 1.1", "98.70"),
    "Deuxième écran": ("0.51 0.13 1.32 0.54 0.26 0.47 0.6 0.56 0.14 0.69 0.55", "99.86"),
    "Messagerie et agenda": ("0.58 0.72 0.36 0.84 1.02 0.46 0.62 0.54 1.18 0.76 0.4", "99.74"),
    "Visioconférence": ("1.43 0.59 0.28 0.67 0.27 0.67 0.34 0.57 0.57 0.24 1.34", "99.67"),
    "Partage de fichiers": ("0.24 0.2 0.47 0.71 0.24 0.22 0.44 0.43 0.35 0.14 0.46", "99.72"),
    "Signature électronique": ("0.27 0.38 0.6 0.69 1.16 0.59 0.57 0.14 0.17 0.17 0.49", "99.88"),
    "Coffre des actes": ("0.25 0.27 0.74 0.54 0.37 0.16 1.2 0.69 0.19 0.49 0.17", "99.95"),
    "Intranet": ("1.17 0.38 0.12 0.38 0.27 0.6 0.39 0.72 0.53 0.34 0.43", "99.53"),
    "Grand livre": ("0.53 0.57 1.28 1.44 0.34 0.33 0.56 0.71 0.25 0.61 0.69", "99.95"),
    "Trésorerie": ("0.45 0.66 0.66 0.55 0.37 0.48 0.68 0.33 0.67 0.31 0.12", "99.96"),
    "Dématérialisation des factures": ("0.55 0.23 0.71 0.23 0.51 0.62 0.58 0.33 0.71 0.48 0.56", "99.75"),
    "Notes de frais": ("0.15 0.26 0.28 0.5 0.62 0.68 0.55 0.61 0.62 0.69 0.63", "99.34"),
    "Paie": ("0.57 0.65 0.57 0.2 0.71 0.17 0.7 0.71 0.24 0.41 0.21", "99.96"),
    "Temps et activités": ("0.15 0.18 0.41 0.57 0.56 1.38 0.72 0.49 0.23 0.57 0.39", "99.82"),
    "Achats en ligne": ("0.19 0.17 0.33 0.52 0.15 0.64 0.15 0.32 0.68 1.21 0.52", "99.93"),
    "Contrats": ("0.59 0.28 0.62 0.4 0.28 0.66 0.43 0.63 1.36 0.3 0.32", "99.78"),
    "Carnet de visites Élan": ("0.53 0.41 0.63 0.27 0.13 0.62 0.65 0.62 0.47 0.36 0.58", "99.82"),
    "Caisse": ("0.27 0.6 0.28 0.46 0.47 0.49 0.51 - - - -", ""),
    "Relation client": ("0.2 0.15 0.35 0.51 0.4 0.64 0.31 0.25 0.24 0.48 0.61", "99.67"),
    "Commandes en ligne": ("0.19 0.57 1.24 0.74 0.19 0.65 0.57 0.27 0.6 0.62 0.48", "99.97"),
    "Téléphonie d’accueil": ("0.57 0.5 0.54 1.41 0.54 0.26 0.47 0.13 1.24 0.58 0.48", "99.88"),
    "Catalogue produits": ("0.4 0.15 0.6 0.17 0.5 0.32 0.17 0.39 0.43 0.39 0.67", "99.59"),
    "Atelier connecté": ("0.73 0.37 0.15 0.14 0.19 0.53 0.29 0.59 0.51 0.13 0.68", "99.93"),
    "Ordonnancement": ("0.23 0.73 0.29 0.64 0.61 0.19 0.58 0.3 0.6 0.51 1.33", "99.72"),
    "Entrepôt": ("0.4 0.7 0.5 0.9 0.6 0.8 1.1 0.7 0.9 1.2 1.4", "99.82"),
    "Suivi des transports": ("0.3 0.2 0.6 0.4 0.5 0.3 0.7 0.5 0.4 0.8 0.6", "99.42"),
    "Badgeuses": ("0.16 0.39 0.64 0.68 0.67 0.54 0.29 0.41 0.19 0.16 0.19", "99.83"),
    "Calcul à la demande": ("0.27 0.57 0.54 0.23 0.46 0.49 0.46 0.65 1.37 0.7 0.72", "99.72"),
    "Stockage scientifique": ("0.8 0.9 1.1 0.7 0.9 1.2 0.8 1 1.3 0.9 1.2", "99.31"),
    "Cahier de laboratoire": ("0.52 0.23 0.39 0.58 0.5 0.3 0.47 0.46 0.13 0.53 0.66", "99.31"),
    "Tableaux de bord": ("0.59 0.56 0.38 0.31 0.31 0.13 0.38 0.63 0.39 0.51 0.19", "99.85"),
}
# fmt: on
"""Service → the eleven months before the last one that is over, oldest first, and the availability of the last one.

An empty availability: not measured. Services that are not here never were.
"""

UNTIL_A_YEAR_AGO: dict[str, str] = {"Suivi des transports": "99.0"}
"""Service → the availability that was promised until a year ago, when its promise was raised."""

ENTERED = frozenset({"Coffre des actes", "Deuxième écran", "Contrats", "Cahier de laboratoire"})
"""Services whose measures somebody types; the others are imported."""

WHY: dict[str, str] = {
    "Entrepôt": "antennes de l’allée 4 perdues deux matinées",
    "Stockage scientifique": "disques en fin de vie, remplacés ce mois-ci",
    "Impression": "serveur d’impression saturé chaque lundi",
    "Suivi des transports": "panne du plus gros transporteur, le 18",
}
"""Service → what its missed months were like, in the words of whoever answers for it."""

REASONS = (
    "mise à jour qui a duré plus que prévu",
    "coupure de courant au centre de calcul, un samedi",
    "certificat arrivé à échéance",
    "base de données pleine",
    "panne d’un lien de l’opérateur",
    "retour à la version précédente après un défaut",
    "affluence de la fin du mois",
)
"""What other missed months were like."""

RESTORED: dict[str, str] = {
    "Messagerie et agenda": "3.10 2.60 4.40 3.20 2.20 2.90 3.60 2.40 5.10 3.00 2.70 2.83",
}
"""Service → the hours that it took to restore, the last twelve months."""

TAKEN: dict[tuple[str, str], tuple[str, int]] = {
    ("Messagerie et agenda", "Une boîte partagée"): ("0.8 0.9 0.9 1 0.8 0.9 1 1.1 1.2 1.2 1.3 1.3", 34),
    ("Accès à distance", "Un accès pour une personne"): ("0 0 0 0.2 0 0 0 0 0.1 0 0 0", 12),
    ("Ordinateur portable géré", "Un ordinateur pour un arrivant"): (
        "4.6 4.8 4.5 5 4.9 4.7 5.2 4.8 5 5.5 5.8 6",
        9,
    ),
    ("Partage de fichiers", "Un dossier d’équipe"): ("0.9 1 0.8 1 0.9 1.1 1 0.9 0.8 1 0.9 1", 21),
}
"""Service and request → its delays over the last twelve months, and how many asked in the last one."""


@dataclass(frozen=True, slots=True)
class Further:
    """One more promise of a service: its measure, words, unit, target, and what the last twelve months gave."""

    service: str
    metric: str
    label: str
    label_en: str
    better: str
    unit: str
    target: str
    gave: str


FURTHER = (
    Further(
        "Téléphonie d’accueil",
        "other",
        "Appels pris en moins de vingt secondes",
        "Calls taken within twenty seconds",
        "high",
        "percent",
        "85",
        "86.2 87.1 84.3 88.0 87.4 86.9 85.6 83.9 86.1 87.7 86.4 88.2",
    ),
    Further(
        "Tableaux de bord",
        "other",
        "Chiffres prêts à huit heures",
        "Figures ready at eight o’clock",
        "high",
        "percent",
        "95",
        "100 95.5 95.2 90.9 95.7 100 95.2 100 95.5 100 95.2 100",
    ),
    Further(
        "Ordinateur portable géré",
        "answer",
        "Réponse au 3030",
        "Answer at 3030",
        "low",
        "minutes",
        "5",
        "3.2 3.8 4.1 5.6 4.4 3.9 3.5 2.8 3.1 6.2 4.7 4.2",
    ),
    Further(
        "Relation client",
        "answer",
        "Réponse aux questions des conseillers",
        "Answer to the advisers’ questions",
        "low",
        "minutes",
        "15",
        "11 12 9 14 13 10 16 12 11 10 13 12",
    ),
)
