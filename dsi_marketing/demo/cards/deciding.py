"""« Chercher et décider »."""

from __future__ import annotations

from dsi_marketing.demo.cards.spec import BASE, DAYS, EACH, HOURS, MINUTES, Ask, Card, Charge, Need

# fmt: off
CARDS: list[Card] = [
    Card(
        "Calcul à la demande", "Computing on demand",
        "Mille cœurs pour une nuit, sans acheter de machine.",
        "A thousand cores for one night, without buying a machine.",
        ("HPC", "grappe de calcul", "cluster", "cloud de calcul"),
        "DSI-PRO:65", "account", ("RD",), grade="E", hours="toujours", origin="supply", opening="targeted", volume=1400, reviewed=6, review=6, live=3,
        asks=(
            Ask("Une réserve d’heures", "A reserve of hours", "formulaire, avec le projet", "form, with the project", 45, DAYS, "calcul", taken="47"),
            Ask("Passer avant les autres une nuit", "Go before the others for a night", "message à l’équipe de calcul", "a message to the computing team", 4, HOURS),
            Ask("Un logiciel de calcul", "A computing program", "formulaire, avec la licence", "form, with the licence", 10, DAYS, "logiciel-calcul"),
        ),
        charges=(
            Charge("Heure de cœur", "Core hour", BASE, "0.0450", "0.0420", "hour", "heure de cœur", "core hour", included="5000", conditions="Les 5 000 premières heures du mois sont offertes à chaque laboratoire.", conditions_en="The first 5,000 hours of a month are free for each laboratory."),
        ),
        needs=(("RD", Need("medium", "medium", "high", "le Poste Linux, dix fois plus lent")),),
    ),
    Card(
        "Stockage scientifique", "Scientific storage",
        "Garder les mesures brutes et les retrouver dans dix ans.",
        "Keep raw measurements and find them in ten years.",
        ("NAS", "archives de mesures", "data lake", "sauvegarde des essais"),
        "account", "DSI-PRO:65", ("RD",), grade="E", hours="toujours", opening="targeted", volume=900, reviewed=16, review=-4, live=5,
        asks=(
            Ask("Un espace pour un projet", "Room for a project", "formulaire, avec le volume attendu", "form, with the expected volume", 10, DAYS, "stockage", taken="11"),
            Ask("Relire une archive", "Read an archive again", "depuis l’espace du projet", "from the project’s space", 4, HOURS),
            Ask("Partager avec une université", "Share with a university", "formulaire, accord du Juridique", "form, Legal’s agreement", 5, DAYS, "partage-recherche"),
        ),
        charges=(
            Charge("Gigaoctet gardé", "Gigabyte kept", EACH, "0.0180", "0.0160", "gigabyte", "Go", "GB", conditions="Deux copies, sur deux sites.", conditions_en="Two copies, on two sites."),
        ),
        needs=(("RD", Need("high", "high", "high", "les disques du laboratoire")),),
    ),
    Card(
        "Cahier de laboratoire", "Laboratory notebook",
        "Noter l’essai au laboratoire et en prouver la date.",
        "Note the test in the laboratory and prove its date.",
        ("ELN", "cahier électronique", "journal d’essais"),
        "DSI-ETU:88", "account", ("RD-MAT", "RD-CHI", "RD-ESS", "RD-MUC"), grade="S", hours="bureau", opening="targeted", reviewed=3, review=9, live=2,
        asks=(
            Ask("Un cahier pour un projet", "A notebook for a project", "formulaire, 3 champs", "form, 3 fields", 2, DAYS, "cahier"),
            Ask("Un modèle d’essai", "A test template", "formulaire, avec un essai rempli", "form, with a test filled in", 5, DAYS, "modele-essai"),
            Ask("Une preuve de date", "A proof of date", "depuis l’essai, bouton « Prouver »", "from the test, button “Prove”", 0, MINUTES),
        ),
        charges=(
            Charge("Cahier", "Notebook", EACH, "9.00", "9.20", what="chercheur", what_en="researcher", conditions="Signature des essais comprise.", conditions_en="Signing tests included."),
        ),
        needs=(("RD-CHI", Need("high", "medium", "high", "le cahier papier numéroté")),),
    ),
    Card(
        "Tableaux de bord", "Dashboards",
        "Les chiffres de la veille, les mêmes pour tous, à huit heures.",
        "Yesterday’s figures, the same for all, at eight o’clock.",
        ("BI", "Power BI", "reporting", "indicateurs", "entrepôt de données"),
        "DSI-ETU:15", "marketing", ("COMEX", "FIN-CDG", "VM", "PROD-ORD"), grade="S", hours="bureau", reviewed=2, review=10, live=5,
        asks=(
            Ask("Un tableau de bord", "A dashboard", "rendez-vous avec un analyste", "a meeting with an analyst", 15, DAYS, "tableau", taken="14"),
            Ask("Un accès à un tableau", "Access to a dashboard", "formulaire, accord de son propriétaire", "form, its owner’s agreement", 1, DAYS, "acces-tableau"),
            Ask("Un chiffre qui semble faux", "A figure that looks wrong", "assistance 3030, avec une copie d’écran", "help desk 3030, with a screen copy", 4, HOURS),
        ),
        charges=(
            Charge("Lecteur", "Reader", EACH, "3.10", "3.20", what="lecteur", what_en="reader", conditions="Réduction de 10 % la première année d’une équipe.", conditions_en="10% off in a team’s first year."),
        ),
        needs=(("COMEX", Need("high", "high", "high", "le rapport de la veille")), ("FIN-CDG", Need("high", "medium", "high"))),
    ),
]
