"""« Travailler ensemble »."""

from __future__ import annotations

from dsi_marketing.demo.cards.places import ALL, OFFICE
from dsi_marketing.demo.cards.spec import (
    BASE,
    DAYS,
    EACH,
    FLAT,
    FREE,
    HOURS,
    MINUTES,
    PASSED,
    Ask,
    Card,
    Charge,
    Need,
)

# fmt: off
CARDS: list[Card] = [
    Card(
        "Messagerie et agenda", "Mail and calendar",
        "Écrire, recevoir et se réunir, au bureau comme au téléphone.",
        "Write, receive and meet, at your desk or on your phone.",
        ("Outlook", "Exchange", "e-mail", "courriel", "boîte aux lettres", "mailbox"),
        "account", "catalogue", ALL, grade="E", hours="journee", reviewed=5, review=1, live=9,
        asks=(
            Ask("Une boîte pour un arrivant", "A mailbox for a newcomer", "rien à faire, créée avec l’arrivée RH", "nothing to do, made with the HR arrival", 0, DAYS),
            Ask("Une boîte partagée", "A shared mailbox", "formulaire, 2 champs", "form, 2 fields", 1, DAYS, "boite-partagee"),
            Ask("Retrouver un message effacé", "Get a deleted message back", "assistance 3030, jusqu’à 90 jours après", "help desk 3030, up to 90 days later", 4, HOURS),
            Ask("Plus de 100 Go", "More than 100 GB", "demande motivée, accord du responsable", "request with a reason, manager’s agreement", 3, DAYS, "boite-grande"),
        ),
        charges=(
            Charge("Boîte de messagerie", "Mailbox", EACH, "4.40", "4.20", what="boîte", what_en="mailbox", conditions="Jusqu’à 100 Go. Boîtes partagées comprises.", conditions_en="Up to 100 GB. Shared mailboxes included."),
            Charge("Au-delà de 100 Go", "Beyond 100 GB", BASE, "0.0400", "0.0300", "gigabyte", "Go", "GB", included="100", conditions="Compté le dernier jour du mois.", conditions_en="Counted on the last day of the month."),
        ),
        needs=(
            ("FIN", Need("high", "high", "high", "le téléphone, une journée au plus")),
            ("JUR", Need("high", "high", "high")),
            ("SC", Need("high", "high", "medium", "le formulaire du site")),
            ("PROD", Need("low", "medium", "low", "l’affichage par les relais")),
        ),
    ),
    Card(
        "Visioconférence", "Video meetings",
        "Se réunir à distance avec l’image et le partage d’écran.",
        "Meet from afar with picture and shared screen.",
        ("Teams", "Zoom", "visio", "webinaire", "réunion à distance"),
        "DSI-PRO:20", "DSI-PRO:5", OFFICE, grade="E", hours="journee", reviewed=7, review=5, live=5,
        asks=(
            Ask("Réserver une salle équipée", "Book a room with a screen", "depuis l’agenda, colonne « Salle »", "from the calendar, column “Room”", 0, MINUTES),
            Ask("Une réunion de plus de cent personnes", "A meeting of more than a hundred", "formulaire, une semaine avant", "form, a week before", 2, DAYS, "grande-reunion"),
            Ask("Équiper une salle", "Equip a room", "formulaire, avec le plan de la salle", "form, with the plan of the room", 20, DAYS, "salle-visio", taken="24"),
        ),
        charges=(
            Charge("Réunion à distance", "Video meeting", FREE, conditions="Sans supplément, quel que soit le nombre de réunions.", conditions_en="No extra charge, however many meetings."),
            Charge("Salle équipée", "Equipped room", EACH, "45.00", "48.00", "item", "salle", "room", conditions="Écran, caméra et entretien compris ; facturée à l’unité qui tient la salle.", conditions_en="Screen, camera and upkeep included; charged to the unit that keeps the room."),
        ),
        needs=(("COMEX", Need("high", "high", "high", "la conférence au téléphone")), ("RD", Need("medium", "medium", "high"))),
    ),
    Card(
        "Partage de fichiers", "Shared folders",
        "Retrouver et modifier un dossier à plusieurs, d’où que vous soyez.",
        "Find and edit a folder together, wherever you are.",
        ("SharePoint", "OneDrive", "lecteur réseau", "disque partagé", "GED"),
        "DSI-PRO:14", "account", OFFICE, grade="E", hours="journee", reviewed=4, review=8, live=7,
        asks=(
            Ask("Un dossier d’équipe", "A team folder", "formulaire, 4 champs", "form, 4 fields", 1, DAYS, "dossier"),
            Ask("Retrouver une version d’hier", "Get yesterday’s version back", "clic droit, « Versions », jusqu’à 30 jours", "right click, “Versions”, up to 30 days", 0, MINUTES),
            Ask("Partager avec un partenaire", "Share with a partner", "formulaire, accord du propriétaire du dossier", "form, with the folder owner’s agreement", 1, DAYS, "dossier-partenaire"),
        ),
        charges=(
            Charge("Dossiers partagés", "Shared folders", EACH, "2.00", "1.90", what="personne", what_en="person", conditions="50 Go par personne, mis en commun dans l’unité.", conditions_en="50 GB a person, pooled within the unit."),
            Charge("Espace supplémentaire", "More room", BASE, "0.0250", "0.0200", "gigabyte", "Go", "GB", included="500", conditions="Les 500 premiers gigaoctets de l’unité sont compris.", conditions_en="The unit’s first 500 gigabytes are included."),
        ),
        needs=(("RD", Need("high", "medium", "high")), ("JUR", Need("high", "medium", "high", "le Coffre des actes"))),
    ),
    Card(
        "Signature électronique", "Electronic signature",
        "Faire signer un contrat en une heure, avec valeur de preuve.",
        "Have a contract signed within an hour, with the force of proof.",
        ("parapheur", "e-signature", "DocuSign", "certificat"),
        "DSI-ETU:8", "account", ("JUR", "ASG-ACH", "FIN", "RH", "VM-GC"), grade="E", hours="bureau", reviewed=3, review=9, live=2,
        asks=(
            Ask("Un circuit de signature", "A signing route", "formulaire, avec les signataires dans l’ordre", "form, with the signers in order", 3, DAYS, "circuit"),
            Ask("Un certificat personnel", "A personal certificate", "au comptoir de votre site, avec une pièce d’identité", "at the counter of your site, with an identity document", 1, DAYS),
        ),
        charges=(
            Charge("Abonnement au prestataire de confiance", "Subscription to the trust provider", PASSED, "1100.00", "1000.00", "unit", share="equal", conditions="Partagé à parts égales entre les unités qui signent.", conditions_en="Shared equally among the units that sign."),
        ),
        needs=(("JUR", Need("high", "high", "high", "signer sur papier")), ("ASG-ACH", Need("medium", "medium", "medium", "signer sur papier"))),
    ),
    Card(
        "Coffre des actes", "Vault of deeds",
        "Garder les actes et prouver qu’ils n’ont pas changé.",
        "Keep deeds and prove that they have not changed.",
        ("archivage légal", "archivage à valeur probante", "coffre-fort numérique"),
        "DSI-ETU:21", "DSI-ETU:8", ("JUR", "COMEX"), grade="C", hours="toujours", state="pilot", opening="targeted", reviewed=2, review=4, live=1,
        asks=(
            Ask("Un coffre pour une équipe", "A vault for a team", "rendez-vous avec l’archiviste", "a meeting with the archivist", 5, DAYS),
            Ask("Une preuve de date", "A proof of date", "depuis le coffre, bouton « Prouver »", "from the vault, button “Prove”", 0, MINUTES),
            Ask("Retrouver un acte ancien", "Find an old deed", "message à l’archiviste", "a message to the archivist", 4, HOURS),
        ),
        charges=(
            Charge("Coffre", "Vault", FLAT, "310.00", "320.00", "unit", conditions="Par unité, quel que soit le nombre d’actes. Dix ans de garde compris.", conditions_en="For each unit, however many deeds. Ten years of keeping included."),
        ),
        needs=(("JUR", Need("high", "high", "high", "l’original sur papier")), ("COMEX", Need("medium", "high", "high"))),
    ),
    Card(
        "Intranet", "Intranet",
        "Les nouvelles, les règles et les coordonnées du groupe en un endroit.",
        "The group’s news, rules and contacts in one place.",
        ("Ma Source", "annuaire", "portail interne", "actualités"),
        "communication", "marketing", ALL, grade="S", hours="journee", origin="supply", reviewed=15, review=-3, live=8,
        asks=(
            Ask("Publier une nouvelle", "Publish a piece of news", "message au correspondant de votre direction", "a message to your department’s correspondent", 1, DAYS),
            Ask("Une page pour une équipe", "A page for a team", "formulaire, 3 champs", "form, 3 fields", 5, DAYS, "page-intranet"),
            Ask("Corriger une coordonnée", "Correct a contact", "sur votre fiche, lien « Corriger »", "on your own entry, link “Correct”", 0, MINUTES),
        ),
        charges=(
            Charge("Intranet", "Intranet", FREE, conditions="Payé par le budget commun du groupe.", conditions_en="Paid from the group’s common budget."),
        ),
    ),
]
