"""The catalogue of Groupe Hélianthe: 37 services, 4 solutions, 3 kinds of advice, and who uses what."""

from __future__ import annotations

from dsi_marketing.demo.units import TOP_UNITS

OFFICE = [code for code in TOP_UNITS if code not in {"PROD", "LOG", "MAG"}] + [
    "PROD-QUA",
    "PROD-ORD",
    "PROD-MNT",
    "LOG-TRA",
    "LOG-APP",
]
ALL = list(TOP_UNITS)

# Category → (name, name in English, benefit, benefit in English, units that use it or "unit:group").
SERVICES: dict[str, list[tuple[str, str, str, str, list[str]]]] = {
    "Poste et mobilité": [
        (
            "Ordinateur portable géré",
            "Managed laptop",
            "Un ordinateur prêt à l’emploi, réparé ou remplacé sous 2 h.",
            "A computer ready to work, repaired or replaced within 2 hours.",
            OFFICE,
        ),
        (
            "Poste fixe d’atelier",
            "Workshop computer",
            "Un poste qui résiste à l’atelier et s’ouvre avec votre badge.",
            "A computer that stands the workshop and opens with your badge.",
            ["PROD-AT1", "PROD-AT2", "PROD-AT3", "LOG-ENT"],
        ),
        (
            "Poste Linux",
            "Linux workstation",
            "La puissance de calcul sous le bureau, entretenue pour vous.",
            "Computing power under your desk, kept up for you.",
            ["RD", "DSI-ETU"],
        ),
        (
            "Téléphone mobile",
            "Mobile phone",
            "Appeler et lire vos messages en déplacement, en Europe sans supplément.",
            "Call and read your messages on the move, in Europe at no extra charge.",
            ["COMEX", "VM", "LOG-TRA", "PROD-MNT", "DSI"],
        ),
        (
            "Accès à distance",
            "Remote access",
            "Travailler hors du bureau comme si vous y étiez, sans code sur l’ordinateur géré.",
            "Work away from the office as if you were there, without a code on the managed laptop.",
            OFFICE,
        ),
        (
            "Impression",
            "Printing",
            "Imprimer sur toutes les imprimantes du groupe avec votre badge.",
            "Print on any of the group’s printers with your badge.",
            ["FIN", "RH", "JUR", "ASG", "PROD", "LOG", "SC"],
        ),
        (
            "Deuxième écran",
            "Second screen",
            "Deux documents côte à côte, livrés et branchés à votre bureau.",
            "Two documents side by side, delivered and plugged in at your desk.",
            ["FIN", "RH", "SC", "DSI"],
        ),
    ],
    "Travailler ensemble": [
        (
            "Messagerie et agenda",
            "Mail and calendar",
            "Écrire, recevoir et se réunir, au bureau comme au téléphone.",
            "Write, receive and meet, at your desk or on your phone.",
            ALL,
        ),
        (
            "Visioconférence",
            "Video meetings",
            "Se réunir à distance avec l’image et le partage d’écran.",
            "Meet from afar with picture and shared screen.",
            OFFICE,
        ),
        (
            "Partage de fichiers",
            "Shared folders",
            "Retrouver et modifier un dossier à plusieurs, d’où que vous soyez.",
            "Find and edit a folder together, wherever you are.",
            OFFICE,
        ),
        (
            "Signature électronique",
            "Electronic signature",
            "Faire signer un contrat en une heure, avec valeur de preuve.",
            "Have a contract signed within an hour, with the force of proof.",
            ["JUR", "ASG-ACH", "FIN", "RH", "VM-GC"],
        ),
        (
            "Coffre des actes",
            "Vault of deeds",
            "Garder les actes et prouver qu’ils n’ont pas changé.",
            "Keep deeds and prove that they have not changed.",
            ["JUR", "COMEX"],
        ),
        (
            "Intranet",
            "Intranet",
            "Les nouvelles, les règles et les coordonnées du groupe en un endroit.",
            "The group’s news, rules and contacts in one place.",
            ALL,
        ),
    ],
    "Gérer": [
        (
            "Grand livre",
            "General ledger",
            "Tenir les comptes et clôturer le mois en cinq jours.",
            "Keep the accounts and close the month in five days.",
            ["FIN"],
        ),
        (
            "Trésorerie",
            "Treasury",
            "Voir chaque matin la position de toutes les banques.",
            "See the position of every bank each morning.",
            ["FIN-TRE", "FIN-CG"],
        ),
        (
            "Dématérialisation des factures",
            "Paperless invoices",
            "Retrouver une facture en trois secondes, de la réception au paiement.",
            "Find an invoice in three seconds, from receipt to payment.",
            ["FIN-CF", "FIN-CC", "ASG-ACH"],
        ),
        (
            "Notes de frais",
            "Expense claims",
            "Être remboursé en cinq jours à partir d’une photo du reçu.",
            "Be paid back within five days from a photo of the receipt.",
            ["FIN", "VM-FR:NOMADES", "VM-GC", "COMEX"],
        ),
        (
            "Paie",
            "Payroll",
            "Une paie juste et à l’heure, et le bulletin dans votre coffre.",
            "The right pay on time, and the payslip in your safe.",
            ["RH-PAIE"],
        ),
        (
            "Temps et activités",
            "Time and activities",
            "Saisir vos heures et poser vos congés en une minute.",
            "Record your hours and book your leave in a minute.",
            ["FIN", "RH", "PROD:CHEFS"],
        ),
        (
            "Achats en ligne",
            "On-line purchasing",
            "Commander dans le catalogue négocié, sans bon papier.",
            "Order from the negotiated catalogue, without paper forms.",
            ["ASG", "PROD-MNT", "RD", "DSI-PRO"],
        ),
        (
            "Contrats",
            "Contracts",
            "Retrouver un contrat et être prévenu avant son échéance.",
            "Find a contract and be warned before it ends.",
            ["JUR", "ASG-ACH"],
        ),
    ],
    "Vendre et servir": [
        (
            "Carnet de visites Élan",
            "Élan visit book",
            "Préparer et raconter vos visites, même sans réseau.",
            "Prepare and report your visits, even without a network.",
            ["VM-FR", "VM-GC"],
        ),
        (
            "Caisse",
            "Till",
            "Encaisser vite, et continuer si la ligne tombe.",
            "Take payment fast, and go on when the line drops.",
            ["MAG"],
        ),
        (
            "Relation client",
            "Customer relations",
            "Tout ce que le client nous a dit, sous les yeux pendant l’appel.",
            "All that the customer has told us, in sight during the call.",
            ["SC", "VM-GC"],
        ),
        (
            "Commandes en ligne",
            "On-line orders",
            "La boutique ouverte jour et nuit, reliée au stock réel.",
            "The shop open day and night, tied to the real stock.",
            ["VM-MKT", "LOG-APP", "SC-REC"],
        ),
        (
            "Téléphonie d’accueil",
            "Call centre telephony",
            "Le bon appel au bon conseiller en moins de vingt secondes.",
            "The right call to the right adviser in under twenty seconds.",
            ["SC"],
        ),
        (
            "Catalogue produits",
            "Product catalogue",
            "Une fiche juste par produit, la même partout.",
            "One true sheet for each product, the same everywhere.",
            ["VM-MKT", "VM-EXP", "MAG"],
        ),
    ],
    "Produire et livrer": [
        (
            "Atelier connecté",
            "Connected workshop",
            "Suivre la cadence et les arrêts de chaque ligne en direct.",
            "Follow the pace and the stops of each line as they happen.",
            ["PROD-AT1", "PROD-AT2", "PROD-AT3", "PROD-QUA"],
        ),
        (
            "Ordonnancement",
            "Scheduling",
            "Le plan de la semaine, refait en dix minutes quand tout change.",
            "The plan of the week, redone in ten minutes when all changes.",
            ["PROD-ORD", "LOG-APP"],
        ),
        (
            "Entrepôt",
            "Warehouse",
            "Trouver, préparer et expédier sans papier, au scanner.",
            "Find, pick and ship without paper, by scanner.",
            ["LOG-ENT", "LOG-QUAI"],
        ),
        (
            "Suivi des transports",
            "Shipment tracking",
            "Savoir où est le camion et prévenir le client avant qu’il n’appelle.",
            "Know where the lorry is and tell the customer before they call.",
            ["LOG-TRA", "SC-REC"],
        ),
        (
            "Maintenance des machines",
            "Machine maintenance",
            "La bonne pièce et la bonne fiche, au pied de la machine.",
            "The right part and the right sheet, beside the machine.",
            ["PROD-MNT"],
        ),
        (
            "Badgeuses",
            "Time clocks",
            "Badger en une seconde, à l’entrée comme à la pause.",
            "Clock in within a second, at the door and at the break.",
            ["PROD", "LOG-ENT", "LOG-QUAI"],
        ),
    ],
    "Chercher et décider": [
        (
            "Calcul à la demande",
            "Computing on demand",
            "Mille cœurs pour une nuit, sans acheter de machine.",
            "A thousand cores for one night, without buying a machine.",
            ["RD"],
        ),
        (
            "Stockage scientifique",
            "Scientific storage",
            "Garder les mesures brutes et les retrouver dans dix ans.",
            "Keep raw measurements and find them in ten years.",
            ["RD"],
        ),
        (
            "Cahier de laboratoire",
            "Laboratory notebook",
            "Noter l’essai au laboratoire et en prouver la date.",
            "Note the test in the laboratory and prove its date.",
            ["RD-MAT", "RD-CHI", "RD-ESS", "RD-MUC"],
        ),
        (
            "Tableaux de bord",
            "Dashboards",
            "Les chiffres de la veille, les mêmes pour tous, à huit heures.",
            "Yesterday’s figures, the same for all, at eight o’clock.",
            ["COMEX", "FIN-CDG", "VM", "PROD-ORD"],
        ),
    ],
}

# Name, English, benefit, English, the services that it is built on, units.
SOLUTIONS: list[tuple[str, str, str, str, list[str], list[str]]] = [
    (
        "Clôture en cinq jours",
        "Close in five days",
        "La chaîne de clôture de la Finance, du reçu au rapport.",
        "Finance’s closing chain, from the receipt to the report.",
        ["Grand livre", "Dématérialisation des factures", "Tableaux de bord"],
        ["FIN"],
    ),
    (
        "Bureau du commercial nomade",
        "Travelling salesman’s office",
        "Tout le bureau dans une sacoche, prêt en visite.",
        "The whole office in a bag, ready for the visit.",
        ["Ordinateur portable géré", "Téléphone mobile", "Accès à distance", "Carnet de visites Élan"],
        ["VM-FR:NOMADES"],
    ),
    (
        "Atelier zéro papier",
        "Paperless workshop",
        "Les consignes et les relevés à l’écran, au pied de la ligne.",
        "Instructions and readings on screen, beside the line.",
        ["Atelier connecté", "Poste fixe d’atelier", "Badgeuses"],
        ["PROD-AT1", "PROD-AT2"],
    ),
    (
        "Livré demain",
        "Delivered tomorrow",
        "De la commande au quai dans la journée.",
        "From the order to the dock within the day.",
        ["Entrepôt", "Suivi des transports", "Commandes en ligne"],
        ["LOG"],
    ),
]

ADVICE: list[tuple[str, str, str, str]] = [
    (
        "Choisir un outil",
        "Choose a tool",
        "Comparer trois outils avec vous avant d’en acheter un.",
        "Compare three tools with you before you buy one.",
    ),
    (
        "Préparer un projet",
        "Prepare a project",
        "Chiffrer une idée et dire ce qu’elle demande, en deux semaines.",
        "Cost an idea and say what it takes, within two weeks.",
    ),
    (
        "Protéger ses données",
        "Protect your data",
        "Savoir quelles données protéger d’abord, et comment.",
        "Know which data to protect first, and how.",
    ),
]
