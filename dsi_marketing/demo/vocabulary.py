"""The words from which the catalogue of the large company is made: as many as people would search by.

Each line is « French = English ».
"""

from __future__ import annotations

Pair = tuple[str, str]


def pairs(text: str) -> list[Pair]:
    found = []
    for line in text.strip().splitlines():
        french, _, english = line.partition(" = ")
        found.append((french, english))
    return found


ACTIVITIES = pairs(
    """
Suivi = tracking
Gestion = management
Planification = planning
Contrôle = control
Archivage = archiving
Saisie = entry
Rapprochement = matching
Analyse = analysis
Prévision = forecasting
Validation = approval
Consultation = reading
Publication = publishing
Numérisation = scanning
Traçabilité = traceability
Réservation = booking
Affectation = allocation
Diffusion = distribution
Comparaison = comparison
Étiquetage = labelling
Évaluation = assessment
Optimisation = optimisation
Supervision = supervision
Sauvegarde = backup
Chiffrement = encryption
Traduction = translation
Impression = printing
Notification = notification
Simulation = simulation
Inventaire = stock-taking
Facturation = invoicing
Recouvrement = collection
Ordonnancement = scheduling
Certification = certification
Cartographie = mapping
Déclaration = declaration
Échange = exchange
Partage = sharing
Recherche = search
Relance = reminding
Tarification = pricing
"""
)
"""What is done; said before what it is done to."""

OBJECTS = pairs(
    """
des factures = invoices
des commandes = orders
des contrats = contracts
de la paie = payroll
des bulletins de paie = payslips
des congés = leave
des notes de frais = expense claims
des fournisseurs = suppliers
des réclamations = complaints
des devis = quotations
des tournées = rounds
des livraisons = deliveries
des retours = returns
des stocks = stocks
des emplacements = storage slots
des palettes = pallets
des transporteurs = carriers
des douanes = customs papers
des pièces détachées = spare parts
des machines = machines
des lignes de production = production lines
des arrêts = stoppages
des cadences = paces
des consignes = instructions
des essais = tests
des mesures = measurements
des échantillons = samples
des formules = formulas
des brevets = patents
des plans = drawings
des nomenclatures = parts lists
des gabarits = templates
de la qualité = quality
des audits = audits
des non-conformités = defects
des accidents = accidents
des risques = risks
des habilitations = clearances
des badges = badges
des visiteurs = visitors
des salles = rooms
des véhicules = vehicles
des bâtiments = buildings
de l’énergie = energy
des déchets = waste
des budgets = budgets
des écritures = ledger entries
des immobilisations = fixed assets
de la trésorerie = cash
des taxes = taxes
des remboursements = refunds
des virements = transfers
des prix = prices
des remises = discounts
des promotions = promotions
des catalogues = catalogues
des fiches produits = product sheets
des photos = photos
des clients = customers
des prospects = prospects
des visites = visits
des appels = calls
des messages = messages
des rendez-vous = appointments
des réunions = meetings
des formations = trainings
des candidatures = applications
des compétences = skills
des entretiens annuels = yearly interviews
des effectifs = headcount
des intérimaires = temporary staff
des plannings d’équipe = shift schedules
des documents = documents
des dossiers = files
des signatures = signatures
des archives = archives
des sauvegardes = backups
des serveurs = servers
des postes de travail = workstations
des licences = licences
des imprimantes = printers
des mobiles = mobile phones
"""
)
"""What it is done to, as it stands after the activity."""

CONTEXTS = pairs(
    """
en magasin = in shops
à l’atelier = in the workshop
à l’entrepôt = in the warehouse
au laboratoire = in the laboratory
au siège = at headquarters
à l’export = for export
en tournée = on the road
sur mobile = on the phone
en ligne = on line
de groupe = for the group
par région = by region
par site = by site
de nuit = at night
en urgence = in an emergency
pour la direction = for management
pour les partenaires = for partners
pour les filiales = for subsidiaries
pour les grands comptes = for key accounts
"""
)

VERBS = pairs(
    """
Retrouver = Find
Préparer = Prepare
Vérifier = Check
Partager = Share
Suivre = Follow
Corriger = Correct
Comparer = Compare
Transmettre = Pass on
Regrouper = Group
Prévoir = Foresee
Signer = Sign
Classer = File
Mesurer = Measure
Clore = Close
Commander = Order
Expliquer = Explain
Anticiper = Anticipate
Protéger = Protect
Simplifier = Simplify
Publier = Publish
"""
)

GAINS = pairs(
    """
en trois clics = in three clicks
sans ressaisie = without typing again
sans papier = without paper
le jour même = the same day
avant huit heures = before eight o’clock
depuis le téléphone = from the phone
sans quitter la ligne = without leaving the line
avec la preuve de la date = with proof of the date
avec les chiffres de la veille = with yesterday’s figures
au centime près = to the cent
sans attendre la fin du mois = without waiting for the month’s end
même quand le réseau tombe = even when the network drops
d’un seul coup d’œil = at a glance
à plusieurs en même temps = several at once
dans votre langue = in your language
avec une alerte avant l’échéance = with a warning before the due date
en moitié moins de temps = in half the time
avec un historique de dix ans = with ten years of history
en toute confidentialité = in full confidence
sans dépendre d’une seule personne = without depending on one person
"""
)

TOOLS = [
    "ERP",
    "CRM",
    "WMS",
    "TMS",
    "MES",
    "PIM",
    "PLM",
    "GED",
    "GMAO",
    "SIRH",
    "LIMS",
    "BI",
    "EDI",
    "API",
    "OCR",
    "ACD",
    "APS",
    "ELN",
    "CLM",
    "DMS",
    "SRM",
    "VMS",
    "BPM",
    "ETL",
    "MDM",
    "SSO",
    "VPN",
    "VDI",
    "RPA",
    "IoT",
    "CAO",
    "FAO",
    "GTA",
    "GPAO",
    "Odoo",
    "Sage",
    "Cegid",
    "Oracle",
    "Ariba",
    "Coupa",
    "Kyriba",
    "Concur",
    "Talend",
    "Qlik",
    "Tableau",
    "Jira",
    "Confluence",
    "Trello",
    "Nagios",
    "Veeam",
    "Citrix",
    "Zabbix",
    "Grafana",
    "Kibana",
    "Drupal",
    "Alfresco",
    "Magento",
    "Shopify",
    "Workday",
    "Yooz",
]
"""Technical names, by which some people look for what the company calls otherwise."""

SHELVES = pairs(
    """
Bureau et mobilité = Workplace and mobility
Échanges et réunions = Exchanges and meetings
Finance et achats = Finance and purchasing
Personnes et compétences = People and skills
Ventes et clients = Sales and customers
Production et qualité = Production and quality
Entrepôt et transport = Warehouse and transport
Recherche et décision = Research and decision
"""
)
"""The topmost shelves; each holds one for each of the ASPECTS."""

ASPECTS = pairs(
    """
au quotidien = every day
en mobilité = on the move
pour les responsables = for managers
pour les spécialistes = for specialists
"""
)


def offering_names(count: int, shuffle) -> list[Pair]:
    """So many distinct names, French and English; `shuffle` puts a list in the order of the day."""
    found = [
        (f"{doing} {what} {where}", f"{capital(what_en)} {doing_en} {where_en}")
        for doing, doing_en in ACTIVITIES
        for what, what_en in OBJECTS
        for where, where_en in CONTEXTS
    ]
    shuffle(found)
    return found[:count]


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
