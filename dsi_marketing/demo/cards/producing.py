"""« Produire et livrer »."""

from __future__ import annotations

from dsi_marketing.demo.cards.spec import DAYS, EACH, FLAT, HOURS, MINUTES, Ask, Card, Charge, Need

# fmt: off
CARDS: list[Card] = [
    Card(
        "Atelier connecté", "Connected workshop",
        "Suivre la cadence et les arrêts de chaque ligne en direct.",
        "Follow the pace and the stops of each line as they happen.",
        ("MES", "supervision des lignes", "TRS", "capteurs"),
        "DSI-PRO:50", "DSI-PRO:55", ("PROD-AT1", "PROD-AT2", "PROD-AT3", "PROD-QUA"), grade="C", hours="toujours", reviewed=3, review=9, live=4,
        asks=(
            Ask("Relier une machine", "Connect a machine", "formulaire, avec la fiche de la machine", "form, with the machine’s sheet", 15, DAYS, "machine"),
            Ask("Un écran de ligne", "A screen for a line", "formulaire, 3 champs", "form, 3 fields", 5, DAYS, "ecran-ligne"),
            Ask("Changer un motif d’arrêt", "Change a reason for stopping", "par le chef d’atelier, dans l’outil", "by the workshop manager, in the tool", 0, MINUTES),
        ),
        charges=(
            Charge("Ligne suivie", "Line followed", EACH, "405.00", "420.00", "device", "ligne", "line", conditions="Capteurs et écrans compris, jusqu’à douze machines par ligne.", conditions_en="Sensors and screens included, up to twelve machines a line."),
        ),
        needs=(("PROD-AT1", Need("high", "high", "low", "le cahier de relevé papier")), ("PROD-QUA", Need("medium", "medium", "medium"))),
    ),
    Card(
        "Ordonnancement", "Scheduling",
        "Le plan de la semaine, refait en dix minutes quand tout change.",
        "The plan of the week, redone in ten minutes when all changes.",
        ("APS", "planification de production", "gantt d’atelier"),
        "DSI-ETU:82", "DSI-PRO:50", ("PROD-ORD", "LOG-APP"), grade="E", hours="bureau", reviewed=6, review=6, live=3,
        asks=(
            Ask("Une règle de priorité", "A rule of priority", "formulaire, avec un exemple", "form, with an example", 5, DAYS, "regle-plan"),
            Ask("Ajouter une ligne au plan", "Add a line to the plan", "formulaire, avec les cadences", "form, with the paces", 3, DAYS, "ligne-plan"),
        ),
        charges=(
            Charge("Ordonnancement", "Scheduling", FLAT, "2300.00", "2350.00", "unit", conditions="Toutes les lignes de l’unité comprises.", conditions_en="All the unit’s lines included."),
        ),
        needs=(("PROD-ORD", Need("high", "medium", "medium", "le tableau de la semaine précédente")),),
    ),
    Card(
        "Entrepôt", "Warehouse",
        "Trouver, préparer et expédier sans papier, au scanner.",
        "Find, pick and ship without paper, by scanner.",
        ("WMS", "scanner de quai", "gestion de stock", "code-barres", "préparation de commandes"),
        "catalogue", "DSI-PRO:55", ("LOG-ENT", "LOG-QUAI"), grade="C", hours="toujours", volume=210, reviewed=4, review=2, live=6,
        asks=(
            Ask("Un scanner", "A scanner", "au comptoir de l’entrepôt", "at the counter of the warehouse", 1, DAYS),
            Ask("Une allée ou un emplacement", "An aisle or a slot", "formulaire, avec le plan", "form, with the plan", 3, DAYS, "emplacement"),
            Ask("Corriger un stock faux", "Correct a wrong stock", "au chef de quai, dans l’outil", "by the dock manager, in the tool", 0, MINUTES),
            Ask("Un équipier de renfort", "A temporary worker", "par l’agence, la veille avant 16 h", "through the agency, before 4 pm the day before", 4, HOURS),
        ),
        charges=(
            Charge("Ligne préparée", "Line picked", EACH, "0.0850", "0.0800", "item", "ligne", "line", conditions="Scanners et antennes compris.", conditions_en="Scanners and antennas included."),
        ),
        needs=(("LOG-ENT", Need("high", "high", "low", "la liste papier de secours, une demi-journée")), ("LOG-QUAI", Need("high", "high", "low"))),
    ),
    Card(
        "Suivi des transports", "Shipment tracking",
        "Savoir où est le camion et prévenir le client avant qu’il n’appelle.",
        "Know where the lorry is and tell the customer before they call.",
        ("TMS", "track and trace", "suivi de livraison", "transporteurs"),
        "catalogue", "DSI-ETU:82", ("LOG-TRA", "SC-REC"), grade="E", hours="journee", volume=45, reviewed=5, review=7, live=2,
        asks=(
            Ask("Un transporteur de plus", "One more carrier", "formulaire, avec le contact du transporteur", "form, with the carrier’s contact", 20, DAYS, "transporteur", taken="18"),
            Ask("Un message au client", "A message to the customer", "formulaire, avec le texte", "form, with the text", 2, DAYS, "message-client"),
            Ask("Une preuve de livraison", "A proof of delivery", "depuis la fiche de l’envoi", "from the shipment’s page", 0, MINUTES),
        ),
        charges=(
            Charge("Expédition suivie", "Shipment tracked", EACH, "0.4500", "0.4200", "item", "expédition", "shipment", conditions="Tous les transporteurs au même prix.", conditions_en="The same price for every carrier."),
        ),
        needs=(("LOG-TRA", Need("high", "high", "low", "appeler le transporteur")), ("SC-REC", Need("high", "medium", "medium"))),
    ),
    Card(
        "Maintenance des machines", "Machine maintenance",
        "La bonne pièce et la bonne fiche, au pied de la machine.",
        "The right part and the right sheet, beside the machine.",
        ("GMAO", "pièces de rechange", "bon de travail"),
        "DSI-PRO:55", "DSI-PRO:50", ("PROD-MNT",), grade="S", hours="toujours", opening="targeted", reviewed=8, review=4, live=5,
        asks=(
            Ask("Une fiche de machine", "A machine sheet", "photo de la plaque, depuis la tablette", "a photo of the plate, from the tablet", 2, DAYS),
            Ask("Une tablette d’atelier", "A workshop tablet", "formulaire, accord du chef de maintenance", "form, maintenance manager’s agreement", 10, DAYS, "tablette"),
        ),
        charges=(
            Charge("Mécanicien équipé", "Mechanic equipped", EACH, "4.00", "4.10", what="mécanicien", what_en="mechanic", conditions="Tablette comprise.", conditions_en="Tablet included."),
        ),
        needs=(("PROD-MNT", Need("medium", "low", "low", "le classeur des fiches")),),
    ),
    Card(
        "Badgeuses", "Time clocks",
        "Badger en une seconde, à l’entrée comme à la pause.",
        "Clock in within a second, at the door and at the break.",
        ("pointeuse", "badge", "contrôle des présences"),
        "DSI-PRO:60", "DSI-ETU:44", ("PROD", "LOG-ENT", "LOG-QUAI"), grade="E", hours="toujours", state="retiring", reviewed=4, review=8, live=9,
        replacement="Temps et activités", retires=210, reason="Le fabricant a quitté le marché ; on pointe désormais à l’écran ou au téléphone.",
        asks=(
            Ask("Un badge perdu", "A lost badge", "à l’accueil du site", "at the site’s reception", 0, DAYS),
            Ask("Une badgeuse en panne", "A broken time clock", "assistance 3030, jour et nuit", "help desk 3030, day and night", 4, HOURS),
        ),
        charges=(
            Charge("Badgeuse", "Time clock", EACH, "12.00", "12.40", "device", "badgeuse", "time clock", conditions="Jusqu’au retrait du service ; aucune badgeuse neuve n’est posée.", conditions_en="Until the service is retired; no new time clock is installed."),
        ),
        needs=(("PROD", Need("medium", "high", "medium", "la feuille de présence")),),
    ),
]
