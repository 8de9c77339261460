"""What the cards of « Solutions pour une équipe » say."""

TEXTS: dict[str, str] = {
    "Clôture en cinq jours": """
description: Les outils de la clôture réunis en une chaîne, avec un tableau d’avancement : chacun sait quelle étape il tient et ce qui l’attend.
= The tools of the closing joined in one chain, with a progress board: everybody knows which step they hold and what waits for them.
inclusions: le grand livre et les factures reliés | le tableau d’avancement | deux personnes présentes du 28 au 5 | le bilan de chaque clôture
= ledger and invoices joined | the progress board | two people on site from the 28th to the 5th | a review of each closing
exclusions: la consolidation légale, faite par l’auditeur | les sociétés hors de France
= legal consolidation, done by the auditor | companies outside France
prerequisites: Un calendrier de clôture signé par la Finance et la DSI.
= A closing calendar signed by Finance and IT.
service_hours: De 7 h 30 à 20 h en semaine, prolongées à 23 h pendant les cinq jours.
= From 7:30 am to 8 pm on weekdays, until 11 pm during the five days.
support: Une personne à l’étage pendant la clôture, la ligne de l’équipe finance sinon.
= One person on your floor during the closing, the finance team’s line otherwise.
duties: Déclarer chaque étape finie. | Annoncer un retard avant 10 h. | Venir au bilan.
= Declare each finished step. | Announce a delay before 10 am. | Come to the review.
training: Une demi-journée par équipe avant la première clôture.
= Half a day for each team before the first closing.
documents: Calendrier de clôture, fiche de chaque étape, compte rendu des bilans.
= Closing calendar, a sheet for each step, minutes of the reviews.
change: Trois clôtures à blanc avec les chefs comptables avant la première vraie ; les anciennes feuilles sont retirées ensuite.
= Three dry runs with the chief accountants before the first real one; the old sheets are withdrawn afterwards.
realisation: Chaîne construite en quatre mois avec douze comptables.
= The chain was built in four months with twelve accountants.
skills: Un chef de projet de la Finance, deux intégrateurs, un comptable de l’équipe.
= A project manager from Finance, two integrators, one accountant of the team.
sourcing: Intégration interne ; les services gardent leurs fournisseurs.
= Integrated by us; the services keep their suppliers.
cost: Présence pendant la clôture, entretien des liens.
= Presence during the closing, upkeep of the links.
pricing: Un forfait, parce que la présence coûte la même chose chaque mois.
= A flat price, because presence costs the same each month.
sla: Produit des niveaux du Grand livre et de la Dématérialisation ; les tableaux viennent à côté.
= The product of the levels of the General ledger and of Paperless invoices; dashboards come beside.
distribution: Étage de la Finance.
= Finance’s floor.
supply: Une société de plus en trois semaines, entre deux clôtures.
= One more company within three weeks, between two closings.
support_terms: Équipe de clôture, puis le service en cause, puis le comité du mardi.
= Closing team, then the service concerned, then the Tuesday committee.
training_terms: Donnée par les chefs comptables qui ont fait les clôtures à blanc.
= Given by the chief accountants who did the dry runs.
base_services: Le Grand livre tient les comptes, la Dématérialisation apporte les factures sans ressaisie, les Tableaux de bord montrent le résultat.
= The General ledger keeps the accounts, Paperless invoices bring invoices without typing again, Dashboards show the result.
assembly: Échanges toutes les heures, contrôlés par un total ; essai complet avant chaque version d’un des trois services.
= Exchanges every hour, checked by a total; a full trial before each version of one of the three services.
customisation: Étapes et échéances réglées par la Finance elle-même.
= Steps and deadlines are set by Finance itself.
""",
    "Bureau du commercial nomade": """
description: Un portable, la messagerie, l’accès et le carnet de visites, réglés ensemble avant la remise : le commercial ouvre la sacoche et part en visite.
= A laptop, mail, access and the visit book, set together before they are handed over: the salesperson opens the bag and leaves on a visit.
inclusions: les quatre services, réglés ensemble | la remise en agence | le rappel sous dix minutes pendant une tournée | la reprise au départ
= the four services, set together | handing over at the branch | a call back within ten minutes during a round | taking back on leaving
exclusions: le téléphone, choisi à part | la voiture et son chargeur
= the phone, chosen apart | the car and its charger
prerequisites: Un secteur de vente et un chef des ventes qui suit la prise en main.
= A sales area and a sales manager who follows the start.
service_hours: De 6 h à 22 h, tous les jours.
= From 6 am to 10 pm, every day.
support: 3030, touche 2 : une équipe qui connaît les quatre services.
= 3030, key 2: a team that knows all four services.
duties: Synchroniser chaque matin. | Signaler une perte dans l’heure. | Rendre la sacoche complète.
= Synchronise each morning. | Report a loss within the hour. | Give the bag back complete.
training: Une matinée en agence, puis une tournée accompagnée.
= A morning at the branch, then one round accompanied.
documents: Guide de la sacoche, carte des agences.
= Guide to the bag, map of the branches.
change: Douze relais régionaux, une tournée accompagnée par commercial, un retour recueilli après un mois.
= Twelve regional key users, one accompanied round for each salesperson, feedback gathered after a month.
realisation: Assemblé à l’atelier de Courbevoie, contrôlé par une liste de vingt points.
= Put together at the Courbevoie workshop, checked against a list of twenty points.
skills: Un concepteur de solution, un relais par région.
= A solution designer, a key user in each region.
sourcing: Assemblage interne de services du catalogue.
= Our own assembly of services of the catalogue.
cost: Les quatre services, et le temps de réglage et de remise.
= The four services, and the time of setting and handing over.
pricing: La somme des services et de l’intégration, pour un seul prix par commercial.
= The sum of the services and of the integration, as one price a salesperson.
sla: La promesse a été signée avec Ventes et marketing ce mois-ci ; elle dépasse ce que les quatre services permettent ensemble, un plan est demandé.
= The promise was signed with Sales and marketing this month; it goes beyond what the four services allow together, and a plan is asked for.
distribution: Agences de Lyon et de Londres, siège.
= Branches of Lyon and London, headquarters.
supply: Sacoche prête en cinq jours, avant l’arrivée.
= The bag is ready within five days, before the arrival.
support_terms: Équipe nomade, puis l’équipe du service en cause.
= Travelling team, then the team of the service concerned.
base_services: Le portable porte tout ; la messagerie donne l’agenda ; l’accès ouvre le groupe ; le carnet prépare la visite.
= The laptop carries everything; mail gives the calendar; access opens the group; the book prepares the visit.
assembly: L’agenda et le carnet se parlent dans les deux sens ; l’accès se lance seul ; essai d’une tournée complète à chaque version.
= Calendar and book talk both ways; access starts by itself; a whole round is tried for each version.
customisation: Un modèle de compte rendu par région ; le reste est le même pour tous.
= One report template for each region; the rest is the same for all.
""",
    "Atelier zéro papier": """
description: Consignes, contrôles et relevés à l’écran de la ligne ; quand une consigne change, elle change partout à la même minute.
= Instructions, checks and readings on the line’s screen; when an instruction changes, it changes everywhere at the same minute.
inclusions: les écrans et les postes de la ligne | les consignes tenues par la qualité | les relevés automatiques | le dossier de secours imprimé chaque semaine
= the line’s screens and computers | instructions kept by quality | automatic readings | the spare file printed each week
exclusions: la rédaction des consignes | le câblage électrique
= writing instructions | electrical cabling
prerequisites: Une ligne suivie par Atelier connecté et un référent qualité.
= A line followed by Connected workshop and a quality reference person.
service_hours: Jour et nuit, comme les équipes.
= Day and night, as the shifts.
support: Chef d’équipe, puis 3030 choix « atelier » à toute heure.
= Team leader, then 3030 option “workshop” at any hour.
duties: Lire la consigne à chaque changement de série. | Signer le relevé avec son badge.
= Read the instruction at each change of series. | Sign the reading with your badge.
training: Deux heures par équipe, sur la ligne.
= Two hours a shift, on the line.
documents: Guide de la ligne, dossier de secours.
= Guide to the line, spare file.
change: Une ligne après l’autre, papier gardé un mois à côté de l’écran ; les opérateurs choisissent la place des écrans.
= One line after another, paper kept for a month beside the screen; operators choose where the screens stand.
realisation: Équipement pendant un arrêt de ligne, essai avec les trois équipes.
= Equipped during a line stop, tried with all three shifts.
skills: Un ergonome, deux automaticiens.
= A usability specialist, two automation engineers.
sourcing: Assemblage interne, pose par un partenaire de Nantes.
= Our own assembly, installed by a partner in Nantes.
cost: Postes, capteurs, équipement en trois jalons.
= Computers, sensors, equipment in three milestones.
sla: Produit des niveaux d’Atelier connecté et du Poste fixe ; les badgeuses n’arrêtent pas la ligne.
= The product of the levels of Connected workshop and of the Workshop computer; time clocks do not stop the line.
supply: Ligne équipée en six semaines.
= A line is equipped within six weeks.
support_terms: Astreinte de l’usine sous une heure.
= The plant’s duty technician within an hour.
base_services: Atelier connecté relève, le Poste fixe affiche, la Badgeuse dit quelle équipe est là. Elle sera remplacée avant son retrait.
= Connected workshop reads, the Workshop computer shows, the Time clock says which shift is there. It will be replaced before it retires.
assembly: Les relevés entrent seuls dans le dossier de fabrication ; le badge ouvre la bonne consigne.
= Readings enter the production file by themselves; the badge opens the right instruction.
customisation: Présentation des consignes réglée par atelier.
= The layout of instructions is set for each workshop.
""",
    "Livré demain": """
description: Une commande passée avant 16 h quitte le quai le soir et arrive le lendemain ; le client suit le camion.
= An order placed before 4 pm leaves the dock in the evening and arrives the next day; the customer follows the lorry.
inclusions: la commande transmise à la minute | les vagues de préparation | l’heure limite affichée en boutique | le message au départ
= the order passed on within the minute | picking waves | the cut-off time on show in the shop | the message on departure
exclusions: le prix du transport | les produits de plus de trente kilos
= the price of transport | products over thirty kilos
prerequisites: Un point de livraison et un transporteur sous contrat.
= A delivery point and a carrier under contract.
service_hours: Jour et nuit pour la commande et l’entrepôt, de 6 h à 22 h pour le suivi.
= Day and night for orders and warehouse, from 6 am to 10 pm for tracking.
support: Chef de quai jusqu’à 22 h, puis 3030.
= Dock manager until 10 pm, then 3030.
duties: Tenir l’heure limite. | Réserver le stock des opérations.
= Keep the cut-off time. | Reserve the stock of campaigns.
training: Une heure pour les chefs de quai.
= An hour for dock managers.
documents: Fiche de vague, plan des quais.
= Wave sheet, plan of the docks.
realisation: Trois mois d’essai sur un quai avant d’ouvrir les deux autres.
= Three months’ trial on one dock before the other two opened.
sourcing: Assemblage interne ; quatre transporteurs.
= Our own assembly; four carriers.
pricing: À la commande livrée, pour que chacun compare avec une livraison en deux jours.
= By the order delivered, so that everybody can compare with delivery in two days.
sla: Les trois services ne sont pas promis aux mêmes heures : aucune disponibilité commune n’est annoncée.
= The three services are not promised at the same hours: no common availability is announced.
distribution: Entrepôt d’Orléans, boutique en ligne.
= Orléans warehouse, on-line shop.
supply: Point de livraison ouvert en deux semaines.
= A delivery point opens within two weeks.
base_services: La boutique prend la commande, l’entrepôt la prépare, le suivi la raconte au client.
= The shop takes the order, the warehouse picks it, tracking tells the customer.
assembly: Une file unique entre les trois ; une commande qui attend plus de dix minutes lève une alerte.
= A single queue between the three; an order that waits for more than ten minutes raises a warning.
""",
}
