"""« Conseils »."""

from __future__ import annotations

from dsi_marketing.demo.cards.spec import BASE, DAYS, FREE, STEPS, Ask, Card, Charge
from dsi_marketing.demo.units import SERVED_TOP_UNITS

SERVED = tuple(SERVED_TOP_UNITS)

# fmt: off
CARDS: list[Card] = [
    Card(
        "Choisir un outil", "Choose a tool",
        "Comparer trois outils avec vous avant d’en acheter un.",
        "Compare three tools with you before you buy one.",
        ("appel d’offres", "comparatif de logiciels", "benchmark", "SaaS"),
        "marketing", "account", SERVED, kind="advice", reviewed=3, review=9, live=4,
        asks=(
            Ask("Être conseillé", "Get advice", "formulaire, 5 champs, rappel par un conseiller", "form, 5 fields, an adviser calls back", 3, DAYS, "conseil-outil"),
            Ask("Faire relire un cahier des charges", "Have a specification read", "message au conseiller, avec le document", "a message to the adviser, with the document", 5, DAYS),
        ),
        charges=(
            Charge("Conseil", "Advice", FREE, conditions="Compris dans la contribution de votre unité.", conditions_en="Included in your unit’s contribution."),
        ),
    ),
    Card(
        "Préparer un projet", "Prepare a project",
        "Chiffrer une idée et dire ce qu’elle demande, en deux semaines.",
        "Cost an idea and say what it takes, within two weeks.",
        ("avant-projet", "étude d’opportunité", "cadrage", "business case"),
        "account", "marketing", SERVED, kind="advice", reviewed=5, review=7, live=3,
        asks=(
            Ask("Une étude de deux semaines", "A two-week study", "formulaire, avec le nom de celui qui décidera", "form, with the name of whoever will decide", 10, DAYS, "avant-projet"),
            Ask("Un ordre de grandeur en une heure", "An order of magnitude in an hour", "prendre rendez-vous dans l’agenda", "book in the calendar", 2, DAYS),
        ),
        charges=(
            Charge("Étude", "Study", BASE, "500.00", "520.00", "day", "jour", "day", included="5", conditions="Cinq jours offerts par étude, les suivants au prix du jour.", conditions_en="Five days free for each study, the next ones at the price of a day."),
            Charge("Étude du site de Cholet", "Study of the Cholet plant", STEPS, per="unit", period="once", conditions="Étude plus longue, au forfait.", conditions_en="A longer study, at a fixed price.", steps=(
                ("Relevé des besoins", "Survey of needs", -40, "3000.00"),
                ("Rapport et chiffrage", "Report and costing", 25, "4500.00"),
            )),
        ),
    ),
    Card(
        "Protéger ses données", "Protect your data",
        "Savoir quelles données protéger d’abord, et comment.",
        "Know which data to protect first, and how.",
        ("RGPD", "confidentialité", "analyse de risques", "GDPR"),
        "quality", "DSI-PRO:5", SERVED, kind="advice", origin="supply", reviewed=6, review=6, live=2,
        asks=(
            Ask("Un diagnostic d’une demi-journée", "A half-day diagnosis", "prendre rendez-vous dans l’agenda", "book in the calendar", 5, DAYS),
            Ask("Signaler une fuite de données", "Report a data leak", "assistance 3030, jour et nuit", "help desk 3030, day and night", 0, DAYS),
        ),
        charges=(
            Charge("Diagnostic", "Diagnosis", FREE, conditions="Compris dans la contribution de votre unité.", conditions_en="Included in your unit’s contribution."),
        ),
    ),
]
