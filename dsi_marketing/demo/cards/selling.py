"""« Vendre et servir »."""

from __future__ import annotations

from dsi_marketing.demo.cards.spec import BASE, DAYS, EACH, HOURS, MINUTES, Ask, Card, Charge, Need

# fmt: off
CARDS: list[Card] = [
    Card(
        "Carnet de visites Élan", "Élan visit book",
        "Préparer et raconter vos visites, même sans réseau.",
        "Prepare and report your visits, even without a network.",
        ("compte rendu de visite", "tournée", "application commerciale", "Élan Visites"),
        "catalogue", "DSI-ETU:70", ("VM-FR", "VM-GC"), grade="E", hours="journee", reviewed=2, review=10, live=2,
        asks=(
            Ask("Un accès pour un commercial", "Access for a salesperson", "formulaire, avec le secteur", "form, with the sales area", 1, DAYS, "carnet-visites"),
            Ask("Un modèle de compte rendu", "A report template", "demande au chef des ventes de la région", "ask the region’s sales manager", 5, DAYS),
            Ask("Changer de secteur", "Change the sales area", "rien à faire, suit l’organigramme des ventes", "nothing to do, follows the sales organisation", 1, DAYS),
        ),
        charges=(
            Charge("Carnet de visites", "Visit book", EACH, "20.80", "21.50", what="commercial", what_en="salesperson", conditions="Cartes hors ligne et photos comprises.", conditions_en="Off-line maps and photos included."),
        ),
        needs=(("VM-FR", Need("high", "high", "medium", "le bloc de visite, à reporter le soir")), ("VM-GC", Need("high", "medium", "high"))),
    ),
    Card(
        "Caisse", "Till",
        "Encaisser vite, et continuer si la ligne tombe.",
        "Take payment fast, and go on when the line drops.",
        ("POS", "encaissement", "terminal de paiement", "TPE", "logiciel de caisse"),
        "DSI-PRO:33", "DSI-PRO:40", ("MAG",), grade="C", hours="boutique", opening="targeted", reviewed=5, review=7, live=7,
        asks=(
            Ask("Une caisse de plus pour une opération", "One more till for a campaign", "formulaire, trois semaines avant", "form, three weeks before", 15, DAYS, "caisse"),
            Ask("Remplacer un terminal de paiement", "Replace a payment terminal", "assistance 3030, option magasins", "help desk 3030, option shops", 4, HOURS),
            Ask("Un code pour un vendeur", "A code for a salesperson", "par le responsable du magasin, sur la caisse", "by the shop manager, on the till", 0, MINUTES),
        ),
        charges=(
            Charge("Caisse", "Till", EACH, "62.00", "64.00", "device", "caisse", "till", conditions="Terminal de paiement, tiroir et ligne de secours compris.", conditions_en="Payment terminal, drawer and spare line included."),
        ),
        needs=(("MAG", Need("high", "high", "high", "encaisser hors ligne, deux heures")),),
    ),
    Card(
        "Relation client", "Customer relations",
        "Tout ce que le client nous a dit, sous les yeux pendant l’appel.",
        "All that the customer has told us, in sight during the call.",
        ("CRM", "Salesforce", "fiche client", "historique des appels"),
        "DSI-ETU:70", "catalogue", ("SC", "VM-GC"), grade="E", hours="boutique", reviewed=3, review=9, live=4,
        asks=(
            Ask("Un accès pour un conseiller", "Access for an adviser", "rien à faire, créé avec l’arrivée RH", "nothing to do, made with the HR arrival", 1, DAYS),
            Ask("Une réponse type", "A ready-made answer", "formulaire, avec le texte", "form, with the text", 2, DAYS, "reponse-type"),
            Ask("Effacer un client qui le demande", "Delete a customer who asks for it", "formulaire, relu par le Juridique", "form, checked by Legal", 10, DAYS, "effacement"),
        ),
        charges=(
            Charge("Poste de conseiller", "Adviser’s seat", EACH, "46.00", "48.50", what="conseiller", what_en="adviser", conditions="Réduction de 5 % au-delà de 500 conseillers, déjà déduite.", conditions_en="5% off beyond 500 advisers, already deducted."),
        ),
        needs=(("SC", Need("high", "high", "high", "la fiche papier d’appel")),),
    ),
    Card(
        "Commandes en ligne", "On-line orders",
        "La boutique ouverte jour et nuit, reliée au stock réel.",
        "The shop open day and night, tied to the real stock.",
        ("e-commerce", "site marchand", "boutique en ligne", "panier"),
        "DSI-ETU:76", "DSI-PRO:33", ("VM-MKT", "LOG-APP", "SC-REC"), grade="C", hours="toujours", volume=60, reviewed=1, review=5, live=6,
        asks=(
            Ask("Ouvrir une opération commerciale", "Open a sales campaign", "formulaire, dix jours avant", "form, ten days before", 5, DAYS, "operation"),
            Ask("Corriger un prix affiché", "Correct a price on show", "assistance 3030, jour et nuit", "help desk 3030, day and night", 1, HOURS),
            Ask("Un moyen de paiement de plus", "One more means of payment", "demande à la responsable marketing SI", "ask the IS marketing manager", 30, DAYS),
        ),
        charges=(
            Charge("Commande traitée", "Order handled", EACH, "0.3500", "0.3300", "item", "commande", "order", conditions="Une commande annulée avant expédition n’est pas comptée.", conditions_en="An order cancelled before shipping is not counted."),
        ),
        needs=(("VM-MKT", Need("high", "high", "high", "la commande par téléphone")), ("SC-REC", Need("medium", "medium", "medium"))),
    ),
    Card(
        "Téléphonie d’accueil", "Call centre telephony",
        "Le bon appel au bon conseiller en moins de vingt secondes.",
        "The right call to the right adviser in under twenty seconds.",
        ("ACD", "centre d’appels", "SVI", "softphone", "numéro vert"),
        "DSI-PRO:40", "DSI-PRO:20", ("SC",), grade="E", hours="boutique", opening="targeted", reviewed=9, review=3, live=5,
        asks=(
            Ask("Changer le message d’accueil", "Change the welcome message", "formulaire, avec le texte à dire", "form, with the text to be said", 1, DAYS, "accueil"),
            Ask("Un numéro pour une campagne", "A number for a campaign", "formulaire, deux semaines avant", "form, two weeks before", 5, DAYS, "numero"),
            Ask("Un casque", "A headset", "au chef de plateau", "from the floor manager", 1, DAYS),
        ),
        charges=(
            Charge("Poste d’accueil", "Call seat", EACH, "31.00", "32.00", what="poste", what_en="seat", conditions="Communications entrantes comprises ; appels sortants au prix de l’opérateur.", conditions_en="Incoming calls included; outgoing calls at the operator’s price."),
        ),
        needs=(("SC", Need("high", "high", "medium", "la ligne de secours, vingt appels à la fois")),),
    ),
    Card(
        "Catalogue produits", "Product catalogue",
        "Une fiche juste par produit, la même partout.",
        "One true sheet for each product, the same everywhere.",
        ("PIM", "fiche produit", "référentiel articles", "photothèque"),
        "LEFT", "DSI-ETU:76", ("VM-MKT", "VM-EXP", "MAG"), grade="S", hours="journee", volume=8, reviewed=10, review=2, live=4,
        asks=(
            Ask("Créer une fiche", "Create a sheet", "depuis le catalogue, bouton « Nouveau produit »", "from the catalogue, button “New product”", 0, MINUTES),
            Ask("Une langue de plus", "One more language", "formulaire, avec le traducteur", "form, with the translator", 10, DAYS, "langue"),
            Ask("Corriger mille fiches d’un coup", "Correct a thousand sheets at once", "formulaire, avec le tableau", "form, with the table", 3, DAYS, "masse"),
        ),
        charges=(
            Charge("Fiche tenue à jour", "Sheet kept up to date", BASE, "0.0600", "0.0500", "item", "fiche", "sheet", included="2000", conditions="Les 2 000 premières fiches de l’unité sont comprises.", conditions_en="The unit’s first 2,000 sheets are included."),
        ),
    ),
]
