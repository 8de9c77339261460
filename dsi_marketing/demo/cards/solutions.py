"""« Solutions pour une équipe »: services put together for one client and one context."""

from __future__ import annotations

from dsi_marketing.demo.cards.spec import (
    DAYS,
    EACH,
    FLAT,
    HOURS,
    STEPS,
    Ask,
    Asked,
    Assembly,
    Card,
    Charge,
    Need,
    Part,
)

# fmt: off
CARDS: list[Card] = [
    Card(
        "Clôture en cinq jours", "Close in five days",
        "La chaîne de clôture de la Finance, du reçu au rapport.",
        "Finance’s closing chain, from the receipt to the report.",
        ("fast close", "clôture mensuelle", "arrêté des comptes"),
        "DSI-ETU:3", "account", ("FIN",), hours="bureau", kind="solution", opening="targeted", reviewed=2, review=4, live=2,
        asks=(
            Ask("Ajouter une société à la clôture", "Add a company to the closing", "formulaire, un mois avant", "form, one month before", 15, DAYS, "societe"),
            Ask("Déplacer une étape", "Move a step", "au comité de clôture, le mardi", "at the closing committee, on Tuesdays", 2, DAYS),
        ),
        charges=(
            Charge("Coordination de la clôture", "Coordination of the closing", FLAT, "2350.00", "2400.00", "unit", conditions="En plus des services qui la composent. Deux personnes présentes du 28 au 5.", conditions_en="On top of the services that it is made of. Two people on site from the 28th to the 5th."),
        ),
        needs=(("FIN", Need("high", "high", "high", "la clôture en huit jours")),),
        assembly=Assembly(
            "FIN", "Sept sociétés, cinq jours ouvrés, les mêmes étapes chaque mois, calendrier en rouge de part et d’autre de la fin du mois.",
            "Seven companies, five working days, the same steps each month, red periods on both sides of the month’s end.", 50, "350.00",
            (
                Part("Grand livre", "les écritures y arrivent chaque heure", "entries reach it every hour"),
                Part("Dématérialisation des factures", "factures comptabilisées sans ressaisie", "invoices posted without typing again"),
                Part("Tableaux de bord", "rapport du cinquième jour, tenu à côté", "the report of the fifth day, kept beside", serial=False),
            ),
            (
                Asked("Le rapport est prêt le cinquième jour ouvré à midi", "The report is ready on the fifth working day at noon", "met", "onze clôtures sur douze, relevé du comité de clôture"),
                Asked("Aucune écriture n’est saisie deux fois", "No entry is typed twice", "met", "contrôle du 3 de chaque mois, zéro doublon depuis mars"),
                Asked("Chaque étape dit qui la tient et où elle en est", "Each step says who holds it and where it stands", "partly", "tableau d’avancement pour cinq sociétés sur sept"),
            ),
            promise="99.3",
        ),
    ),
    Card(
        "Bureau du commercial nomade", "Travelling salesman’s office",
        "Tout le bureau dans une sacoche, prêt en visite.",
        "The whole office in a bag, ready for the visit.",
        ("commercial nomade", "poste nomade", "pack commercial"),
        "catalogue", "account", ("VM-FR:NOMADES",), hours="journee", kind="solution", reviewed=1, review=5, live=1,
        asks=(
            Ask("Équiper un commercial qui arrive", "Equip a salesperson who joins", "formulaire, 4 champs, par le chef des ventes", "form, 4 fields, by the sales manager", 5, DAYS, "nomade"),
            Ask("Un problème en visite", "A problem during a visit", "assistance 3030, touche 2 : rappel sous 10 min", "help desk 3030, key 2: called back within 10 min", 1, HOURS),
            Ask("Rendre le matériel", "Give the equipment back", "à l’agence, contre un reçu", "at the branch, against a receipt", 1, DAYS),
        ),
        charges=(
            Charge("Bureau nomade complet", "Complete travelling office", EACH, "73.90", "74.70", what="commercial", what_en="salesperson", conditions="Tout compris ; un seul prix, une seule ligne de relevé.", conditions_en="All included; one price, one line on the statement."),
        ),
        needs=(("VM-FR:NOMADES", Need("high", "high", "medium", "l’agence la plus proche")),),
        assembly=Assembly(
            "VM", "260 commerciaux sur la route quatre jours sur cinq, une visite toutes les deux heures, souvent sans réseau.",
            "260 salespeople on the road four days out of five, one visit every two hours, often without a network.", 75, "5.00",
            (
                Part("Ordinateur portable géré", "de série", "as it comes"),
                Part("Messagerie et agenda", "agenda relié au carnet de visites", "calendar tied to the visit book"),
                Part("Accès à distance", "sans code sur le portable géré", "without a code on the managed laptop"),
                Part("Carnet de visites Élan", "personnalisé par région", "customised for each region"),
            ),
            (
                Asked("Une visite se saisit une seule fois", "A visit is entered only once", "met", "essai de mars avec quarante commerciaux, rapport EV-12"),
                Asked("La tournée du jour s’ouvre en trois minutes", "The day’s round opens within three minutes", "met", "mesuré chaque lundi sur dix postes : 2 min 10 en moyenne"),
                Asked("Tout le carnet se consulte sans réseau", "The whole visit book can be read without a network", "not_met"),
                Asked("Le matériel perdu est bloqué dans l’heure", "Lost equipment is locked within the hour", "met", "six pertes l’an dernier, 25 min au plus"),
            ),
            promise="99.0",
        ),
    ),
    Card(
        "Atelier zéro papier", "Paperless workshop",
        "Les consignes et les relevés à l’écran, au pied de la ligne.",
        "Instructions and readings on screen, beside the line.",
        ("consignes à l’écran", "dossier de fabrication", "digital factory"),
        "DSI-PRO:50", "DSI-PRO:55", ("PROD-AT1", "PROD-AT2"), hours="toujours", kind="solution", reviewed=4, review=8, live=2,
        asks=(
            Ask("Équiper une ligne", "Equip a line", "formulaire, avec le chef d’atelier", "form, with the workshop manager", 30, DAYS, "ligne-papier"),
            Ask("Une consigne à changer", "An instruction to change", "par la qualité, dans l’outil", "by quality, in the tool", 4, HOURS),
        ),
        charges=(
            Charge("Ligne sans papier", "Paperless line", EACH, "440.00", "455.00", "device", "ligne", "line", conditions="Postes et capteurs compris.", conditions_en="Computers and sensors included."),
            Charge("Équipement d’une ligne", "Equipment of a line", STEPS, per="item", period="once", conditions="Par ligne équipée, en trois jalons.", conditions_en="For each line equipped, in three milestones.", steps=(
                ("Ligne 2 : câblage", "Line 2: cabling", -64, "4200.00"),
                ("Ligne 2 : mise en service", "Line 2: start", -20, "3100.00"),
                ("Ligne 2 : bilan à trois mois", "Line 2: review after three months", 70, "900.00"),
            )),
        ),
        needs=(("PROD-AT1", Need("high", "high", "low", "le dossier papier de secours")),),
        assembly=Assembly(
            "PROD", "Deux ateliers en trois équipes, gants et poussière, consignes qui changent chaque semaine.",
            "Two workshops in three shifts, gloves and dust, instructions that change every week.", 75, "12.00",
            (
                Part("Atelier connecté", "les relevés y entrent d’eux-mêmes", "readings enter it by themselves"),
                Part("Poste fixe d’atelier", "un poste toutes les quatre machines", "one computer for four machines"),
                Part("Badgeuses", "le badge ouvre la consigne de l’équipe", "the badge opens the shift’s instruction", serial=False),
            ),
            (
                Asked("Aucune consigne périmée n’est affichée", "No outdated instruction is shown", "met", "audit qualité de juin, 312 consignes lues"),
                Asked("On lit l’écran à trois mètres", "The screen can be read from three metres", "met", "essai sur la ligne 1 avec les trois équipes"),
                Asked("Un relevé se fait avec des gants", "A reading is made with gloves on", "partly", "écrans de la ligne 1 ; la ligne 2 suit"),
            ),
            promise="99.2",
        ),
    ),
    Card(
        "Livré demain", "Delivered tomorrow",
        "De la commande au quai dans la journée.",
        "From the order to the dock within the day.",
        ("livraison J+1", "expédition express", "next day"),
        "DSI-PRO:55", "catalogue", ("LOG",), hours="toujours", kind="solution", origin="supply", volume=70, reviewed=11, review=1, live=3,
        asks=(
            Ask("Ouvrir un point de livraison", "Open a delivery point", "formulaire, avec l’adresse et le transporteur", "form, with the address and the carrier", 10, DAYS, "point-livraison"),
            Ask("Décaler l’heure limite", "Move the cut-off time", "au chef de quai, la veille", "by the dock manager, the day before", 1, DAYS),
        ),
        charges=(
            Charge("Commande livrée le lendemain", "Order delivered the next day", EACH, "0.9900", "0.9500", "item", "commande", "order", conditions="Le transport est facturé par le transporteur.", conditions_en="Transport is charged by the carrier."),
        ),
        needs=(("LOG", Need("high", "high", "low", "la livraison en deux jours")),),
        assembly=Assembly(
            "LOG", "4 000 commandes par jour, heure limite à 16 h, trois quais, quatre transporteurs.",
            "4,000 orders a day, cut-off at 4 pm, three docks, four carriers.", 50, "0.04",
            (
                Part("Commandes en ligne", "la commande part au quai dans la minute", "the order reaches the dock within a minute"),
                Part("Entrepôt", "vagues de préparation toutes les deux heures", "picking waves every two hours"),
                Part("Suivi des transports", "le client est prévenu au départ du camion", "the customer is told when the lorry leaves"),
            ),
            (
                Asked("95 commandes sur cent partent le jour même", "95 orders out of a hundred leave the same day", "met", "relevé de l’entrepôt : 96,4 sur douze mois"),
                Asked("Le client connaît l’heure à deux heures près", "The customer knows the hour within two hours", "partly", "trois transporteurs sur quatre donnent leur position"),
            ),
        ),
    ),
]
