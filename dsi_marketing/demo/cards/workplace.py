"""« Poste et mobilité »."""

from __future__ import annotations

from dsi_marketing.demo.cards.places import OFFICE
from dsi_marketing.demo.cards.spec import DAYS, EACH, HOURS, MINUTES, PASSED, Ask, Card, Charge, Need

# fmt: off
CARDS: list[Card] = [
    Card(
        "Ordinateur portable géré", "Managed laptop",
        "Un ordinateur prêt à l’emploi, réparé ou remplacé sous 2 h.",
        "A computer ready to work, repaired or replaced within 2 hours.",
        ("PC portable", "laptop", "poste Windows", "ultraportable", "station d’accueil"),
        "DSI-SUP:4", "delivery", OFFICE, grade="C", hours="journee", reviewed=3, review=9, live=6,
        quantities=(("FIN", 231),),
        asks=(
            Ask("Un ordinateur pour un arrivant", "A computer for a newcomer", "rien à faire, commandé avec l’arrivée RH", "nothing to do, ordered with the HR arrival", 5, DAYS),
            Ask("Remplacer un ordinateur en panne", "Replace a broken computer", "assistance 3030, ou au comptoir de votre site", "help desk 3030, or at the counter of your site", 2, HOURS),
            Ask("Un logiciel de plus", "One more program", "formulaire, 3 champs", "form, 3 fields", 2, DAYS, "logiciel"),
        ),
        charges=(
            Charge("Ordinateur portable", "Laptop", EACH, "37.20", "38.00", what="poste", what_en="computer", announced="38.50", conditions="Renouvelé tous les quatre ans. La casse est comprise, la perte est refacturée.", conditions_en="Renewed every four years. Breakage is included, loss is charged on."),
            Charge("Portable renforcé", "Rugged laptop", EACH, "52.00", "54.00", "device", "poste renforcé", "rugged computer", conditions="Pour les chantiers et les essais, avec l’accord du responsable.", conditions_en="For building sites and tests, with the manager’s agreement."),
        ),
        needs=(
            ("FIN", Need("high", "high", "high", "un portable de prêt au comptoir")),
            ("SC", Need("high", "medium", "medium", "un poste libre sur le plateau")),
            ("COMEX", Need("medium", "high", "high")),
        ),
    ),
    Card(
        "Poste fixe d’atelier", "Workshop computer",
        "Un poste qui résiste à l’atelier et s’ouvre avec votre badge.",
        "A computer that stands the workshop and opens with your badge.",
        ("borne atelier", "PC durci", "terminal de ligne"),
        "DSI-SUP:9", "DSI-SUP:4", ("PROD-AT1", "PROD-AT2", "PROD-AT3", "LOG-ENT"), grade="E", hours="toujours", reviewed=4, review=8, live=5,
        asks=(
            Ask("Un poste sur une ligne", "A computer on a line", "formulaire, avec le plan de la ligne", "form, with the plan of the line", 10, DAYS, "poste-atelier"),
            Ask("Déplacer un poste", "Move a computer", "assistance 3030, la veille au plus tard", "help desk 3030, the day before at the latest", 1, DAYS),
            Ask("Signaler un poste en panne", "Report a broken computer", "assistance 3030, jour et nuit", "help desk 3030, day and night", 4, HOURS),
        ),
        charges=(
            Charge("Poste fixe d’atelier", "Workshop computer", EACH, "29.00", "30.50", "device", "poste", "computer", conditions="Écran, support et lecteur de badge compris.", conditions_en="Screen, stand and badge reader included."),
        ),
        needs=(("PROD-AT1", Need("high", "high", "low", "le cahier de relevé papier")), ("LOG-ENT", Need("medium", "high", "low", "les scanners"))),
    ),
    Card(
        "Poste Linux", "Linux workstation",
        "La puissance de calcul sous le bureau, entretenue pour vous.",
        "Computing power under your desk, kept up for you.",
        ("Ubuntu", "station de calcul", "workstation"),
        "DSI-PRO:11", "account", ("RD", "DSI-ETU"), grade="E", hours="bureau", opening="targeted", reviewed=14, review=-2, live=4,
        asks=(
            Ask("Un poste de calcul", "A computing workstation", "formulaire, avec l’accord du laboratoire", "form, with the laboratory’s agreement", 5, DAYS, "poste-linux", taken="5.4"),
            Ask("Une bibliothèque scientifique de plus", "One more scientific library", "message à l’équipe Linux", "a message to the Linux team", 2, DAYS),
        ),
        charges=(
            Charge("Poste Linux", "Linux workstation", EACH, "78.00", "82.00", "device", "poste", "workstation", conditions="Carte graphique de calcul en supplément, au prix du fournisseur.", conditions_en="A graphics card for computing is extra, at the supplier’s price."),
        ),
        needs=(("RD", Need("high", "medium", "high", "Calcul à la demande")),),
    ),
    Card(
        "Téléphone mobile", "Mobile phone",
        "Appeler et lire vos messages en déplacement, en Europe sans supplément.",
        "Call and read your messages on the move, in Europe at no extra charge.",
        ("smartphone", "portable", "forfait mobile", "GSM"),
        "DSI-SUP:15", "DSI-SUP:4", ("COMEX", "VM", "LOG-TRA", "PROD-MNT", "DSI"), grade="E", hours="journee", reviewed=2, review=10, live=8,
        asks=(
            Ask("Un téléphone et sa ligne", "A phone and its line", "formulaire, accord du responsable", "form, manager’s agreement", 3, DAYS, "mobile"),
            Ask("Bloquer un téléphone perdu", "Lock a lost phone", "assistance 3030, jour et nuit", "help desk 3030, day and night", 0, MINUTES),
            Ask("Partir hors d’Europe", "Travel outside Europe", "formulaire, une semaine avant le départ", "form, one week before you leave", 1, DAYS, "mobile-voyage"),
        ),
        charges=(
            Charge("Ligne mobile et téléphone", "Mobile line and phone", EACH, "15.20", "14.50", what="ligne", what_en="line", conditions="Appels et données en Europe compris.", conditions_en="Calls and data in Europe included."),
            Charge("Communications hors d’Europe", "Calls outside Europe", PASSED, "1840.00", "1610.00", "unit", conditions="La facture de l’opérateur, partagée entre les unités selon leurs lignes.", conditions_en="The operator’s bill, shared among the units by their lines."),
        ),
        needs=(("VM", Need("high", "medium", "medium", "le téléphone du client")), ("LOG-TRA", Need("high", "high", "low"))),
    ),
    Card(
        "Accès à distance", "Remote access",
        "Travailler hors du bureau comme si vous y étiez, sans code sur l’ordinateur géré.",
        "Work away from the office as if you were there, without a code on the managed laptop.",
        ("VPN", "bureau à distance", "télétravail", "RDP", "teleworking"),
        "DSI-PRO:5", "delivery", OFFICE, grade="C", hours="journee", reviewed=1, review=11, live=5,
        quantities=(("FIN", 188),),
        asks=(
            Ask("Un accès pour une personne", "Access for a person", "rien à faire sur l’ordinateur géré ; ailleurs, formulaire", "nothing to do on the managed laptop; elsewhere, a form", 0, DAYS, "acces-distance"),
            Ask("Un accès pour un prestataire", "Access for a contractor", "formulaire, avec la date de fin du contrat", "form, with the end date of the contract", 2, DAYS, "acces-prestataire"),
            Ask("Retrouver l’accès après un blocage", "Get back in after a lockout", "assistance 3030, nuit et week-end compris", "help desk 3030, nights and week-ends included", 15, MINUTES),
        ),
        charges=(
            Charge("Accès à distance", "Remote access", EACH, "6.50", "6.00", what="personne", what_en="person", conditions="Autant de jours que vous voulez ; le boîtier de code est compris.", conditions_en="As many days as you like; the code token is included."),
        ),
        needs=(("FIN", Need("high", "high", "high", "revenir au siège")), ("VM", Need("high", "high", "medium")), ("RH", Need("medium", "medium", "high"))),
    ),
    Card(
        "Impression", "Printing",
        "Imprimer sur toutes les imprimantes du groupe avec votre badge.",
        "Print on any of the group’s printers with your badge.",
        ("imprimante", "copieur", "scanner de bureau", "follow-me"),
        "delivery", "DSI-SUP:15", ("FIN", "RH", "JUR", "ASG", "PROD", "LOG", "SC"), grade="S", hours="bureau", origin="supply", volume=89, reviewed=13, review=-1, live=9,
        quantities=(("FIN", 21406),),
        asks=(
            Ask("Une imprimante dans un service", "A printer for a team", "formulaire, avec le nombre de pages par mois", "form, with the pages a month", 15, DAYS, "imprimante", taken="13"),
            Ask("Du papier ou de l’encre", "Paper or toner", "le bouton « Appeler » de l’imprimante", "the “Call” button of the printer", 1, DAYS),
            Ask("Associer un nouveau badge", "Link a new badge", "à l’imprimante, avec votre mot de passe", "at the printer, with your password", 0, MINUTES),
        ),
        charges=(
            Charge("Page imprimée", "Printed page", EACH, "0.0230", "0.0210", "item", "page", "page", conditions="Couleur et noir au même prix. Recto verso : deux pages.", conditions_en="Colour and black at the same price. Both sides: two pages."),
        ),
        needs=(("JUR", Need("medium", "low", "high", "l’imprimante de l’étage voisin")),),
    ),
    Card(
        "Deuxième écran", "Second screen",
        "Deux documents côte à côte, livrés et branchés à votre bureau.",
        "Two documents side by side, delivered and plugged in at your desk.",
        ("double écran", "moniteur", "dual screen"),
        "DSI-SUP:4", "DSI-SUP:15", ("FIN", "RH", "SC", "DSI"), grade="S", hours="bureau", origin="supply", reviewed=6, review=6, live=4,
        quantities=(("FIN", 64),),
        asks=(
            Ask("Un deuxième écran", "A second screen", "formulaire, accord du responsable", "form, manager’s agreement", 5, DAYS, "ecran"),
            Ask("Un bras ou un support", "An arm or a stand", "avec le même formulaire", "with the same form", 5, DAYS, "ecran"),
        ),
        charges=(
            Charge("Deuxième écran", "Second screen", EACH, "2.80", "2.50", "device", "écran", "screen", conditions="Repris et réemployé quand vous ne vous en servez plus.", conditions_en="Taken back and used again when you no longer need it."),
        ),
    ),
]
