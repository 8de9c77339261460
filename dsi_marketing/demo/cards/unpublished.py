"""What is not, or no longer, in the shop window: an idea, two cards in design, and one that was retired."""

from __future__ import annotations

from dsi_marketing.demo.cards.spec import DAYS, EACH, STEPS, Ask, Assembly, Card, Charge, Part

# fmt: off
CARDS: dict[str, list[Card]] = {
    "ensemble": [
        Card(
            "Traduction instantanée", "Instant translation",
            "Lire et écrire dans la langue de l’autre, sans sortir du groupe.",
            "Read and write in the other’s language, without leaving the group.",
            ("traducteur", "machine translation"),
            "marketing", "", state="idea", live=0,
        ),
        Card(
            "Fax par la messagerie", "Fax by mail",
            "Envoyer et recevoir un fax depuis votre boîte.",
            "Send and receive a fax from your mailbox.",
            ("fax", "télécopie"),
            "DSI-PRO:14", "account", hours="bureau", origin="supply", state="retired", reviewed=30, review=-18, live=9,
            replacement="Messagerie et agenda", retires=-400, reason="Plus aucun fax reçu depuis un an.",
            asks=(Ask("Un numéro de fax", "A fax number", "formulaire", "form", 3, DAYS, "fax"),),
            charges=(Charge("Numéro de fax", "Fax number", EACH, "3.50", "3.50", "item", "numéro", "number"),),
        ),
    ],
    "solutions": [
        Card(
            "Agence prête en un jour", "A branch ready in a day",
            "Ouvrir une agence de vente avec tout son matériel, en un jour.",
            "Open a sales branch with all its equipment, in one day.",
            ("nouvelle agence", "agence clés en main"),
            "catalogue", "account", hours="journee", kind="solution", state="design", live=0,
            assembly=Assembly(
                "VM", "Une agence de dix à quinze personnes, ouverte pour une saison.",
                "A branch of ten to fifteen people, opened for a season.", 75, "8.00",
                (
                    Part("Bureau du commercial nomade", "un par commercial", "one for each salesperson"),
                    Part("Accès à distance", "aussi pour l’assistante de l’agence", "for the branch’s assistant too"),
                    Part("Visioconférence", "une salle équipée", "one equipped room"),
                ),
            ),
        ),
        Card(
            "Raccorder un site", "Connect a site",
            "Un nouveau site relié, équipé et prêt le jour de son ouverture.",
            "A new site connected, equipped and ready on the day it opens.",
            ("ouverture de site", "déménagement", "câblage"),
            "delivery", "DSI-PRO:20", kind="project", state="design", live=0,
            charges=(
                Charge("Raccordement", "Connection", STEPS, per="item", period="once", conditions="Au forfait, selon la taille du site.", conditions_en="At a fixed price, by the size of the site.", steps=(
                    ("Visite et plan", "Visit and plan", 60, "2800.00"),
                    ("Lignes posées", "Lines laid", 150, "14600.00"),
                    ("Site ouvert", "Site open", 210, "6200.00"),
                )),
            ),
        ),
    ],
}
