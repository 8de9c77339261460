"""What the cards of « Produire et livrer » say."""

TEXTS: dict[str, str] = {
    "Atelier connecté": """
description: Chaque machine dit sa cadence et ses arrêts ; l’équipe les voit sur l’écran de ligne, le chef d’atelier sur sa tablette, et choisit quoi réparer d’abord.
= Each machine tells its pace and its stops; the shift sees them on the line’s screen, the workshop manager on a tablet, and chooses what to repair first.
inclusions: les capteurs jusqu’à douze machines par ligne | l’écran de ligne | les motifs d’arrêt | le bilan de chaque équipe
= sensors for up to twelve machines a line | the line’s screen | reasons for stopping | each shift’s summary
exclusions: la réparation des machines : voir « Maintenance des machines » | le réglage des automates
= repairing machines: see “Machine maintenance” | setting the controllers
prerequisites: Une machine avec sortie numérique, ou un compteur posé par la maintenance.
= A machine with a digital output, or a counter fitted by maintenance.
service_hours: Jour et nuit, comme les trois équipes.
= Day and night, as the three shifts.
support: 3030, choix « atelier », à toute heure ; l’astreinte de l’usine arrive en une heure.
= 3030, option “workshop”, at any hour; the plant’s duty technician comes within an hour.
duties: Dire le motif de chaque arrêt de plus de deux minutes. | Ne pas débrancher un capteur.
= Say the reason of each stop of over two minutes. | Do not unplug a sensor.
training: Vingt minutes par équipe, sur la ligne.
= Twenty minutes a shift, on the line.
documents: Liste des motifs, fiche « Lire l’écran de ligne ».
= List of reasons, sheet “Reading the line’s screen”.
realisation: Ligne reliée pendant un arrêt prévu, doublée au papier pendant une semaine.
= A line is connected during a planned stop, doubled on paper for a week.
skills: Deux automaticiens, un développeur, un statisticien.
= Two automation engineers, one developer, one statistician.
sourcing: Capteurs d’un fabricant, logiciel interne ; partenaire pour la pose.
= Sensors from a maker, our own software; a partner installs.
cost: Capteurs étalés sur sept ans, réseau d’atelier, équipe, astreinte.
= Sensors spread over seven years, workshop network, team, duty.
pricing: À la ligne, pour ne pas compter les capteurs.
= By the line, so that nobody counts sensors.
sla: Arrêté quand une ligne n’a pas donné sa cadence depuis deux minutes.
= Down when a line has not told its pace for two minutes.
distribution: Par les chefs d’atelier de Nantes et de Cholet.
= Through the workshop managers of Nantes and Cholet.
supply: Machine reliée en trois semaines, déposée avec elle.
= A machine is connected within three weeks, removed with it.
support_terms: Chef d’équipe, astreinte de l’usine, équipe Atelier.
= Team leader, plant’s duty technician, Workshop team.
training_terms: Donnée par le correspondant de l’atelier, à chaque équipe.
= Given by the workshop’s correspondent, to each shift.
""",
    "Ordonnancement": """
description: Le plan de la semaine, ligne par ligne, tenu avec les commandes, les stocks et les congés. Une panne, une urgence : il se refait en dix minutes.
= The plan of the week, line by line, kept with orders, stocks and leave. A failure, an emergency: it is redone within ten minutes.
inclusions: le plan par ligne | les essais « et si » | l’alerte sur les matières manquantes
= the plan for each line | what-if trials | warning of missing materials
exclusions: l’achat des matières | le planning des personnes : voir « Temps et activités »
= buying materials | people’s schedules: see “Time and activities”
prerequisites: Des cadences connues et des gammes à jour.
= Known paces and routings kept up to date.
service_hours: De 7 h 30 à 20 h en semaine ; le plan affiché reste lisible la nuit.
= From 7:30 am to 8 pm on weekdays; the plan on show can be read at night.
support: Un planificateur de l’équipe au téléphone, 3030 ensuite.
= A planner of the team on the phone, then 3030.
duties: Confirmer le plan avant 15 h. | Corriger une cadence dès qu’elle change.
= Confirm the plan before 3 pm. | Correct a pace as soon as it changes.
training: Trois jours, dont un sur vos propres lignes.
= Three days, one of them on your own lines.
documents: Règles de priorité, glossaire.
= Rules of priority, glossary.
realisation: Modèle de chaque ligne construit avec son chef, comparé trois semaines au plan à la main.
= A model of each line is built with its manager and compared for three weeks with the plan by hand.
skills: Un chercheur opérationnel, deux anciens ordonnanceurs.
= An operations researcher, two former schedulers.
sourcing: Moteur d’un éditeur, modèles internes.
= An editor’s engine, our own models.
cost: Licence du moteur, équipe, serveurs de calcul.
= Licence of the engine, team, computing servers.
sla: Un plan d’essai est calculé chaque heure ; plus de dix minutes compte comme arrêt.
= A trial plan is worked out each hour; more than ten minutes counts as down.
supply: Une ligne entre au plan en trois jours.
= A line enters the plan within three days.
support_terms: Équipe ordonnancement, puis éditeur sous un jour.
= Scheduling team, then the editor within a day.
training_terms: Donnée par un ancien ordonnanceur.
= Given by a former scheduler.
""",
    "Entrepôt": """
description: Le scanner dit où aller, quoi prendre et combien ; le stock bouge au même instant. Sans papier, de la réception au camion.
= The scanner says where to go, what to take and how many; the stock moves at the same moment. Without paper, from receipt to lorry.
inclusions: le scanner et sa batterie de rechange | la préparation par vagues | l’inventaire tournant | les étiquettes d’envoi
= the scanner and its spare battery | picking in waves | rolling stock-taking | shipping labels
exclusions: les chariots et les rayonnages | le suivi après le départ : voir « Suivi des transports »
= trucks and racks | tracking after departure: see “Shipment tracking”
prerequisites: Un badge d’entrepôt et la formation de sécurité.
= A warehouse badge and the safety training.
service_hours: Jour et nuit, sept jours sur sept.
= Day and night, seven days a week.
support: Chef de quai, puis 3030 à toute heure ; scanner de rechange au comptoir.
= Dock manager, then 3030 at any hour; spare scanner at the counter.
duties: Recharger le scanner en fin de poste. | Signaler un emplacement faux tout de suite. | Scanner chaque colis, même pressé.
= Recharge the scanner at the end of the shift. | Report a wrong slot at once. | Scan every parcel, even in a hurry.
training: Une heure avec un équipier, une vérification au bout d’une semaine.
= An hour with a colleague, a check after a week.
documents: Plan des allées, fiche « Le réseau tombe », codes d’anomalie.
= Plan of aisles, sheet “The network drops”, codes of anomalies.
realisation: Deux versions par an, jamais entre le 15 novembre et le 24 décembre.
= Two versions a year, never between 15 November and 24 December.
skills: Deux spécialistes du progiciel, un technicien radio.
= Two specialists of the package, one radio technician.
sourcing: Progiciel d’un éditeur, scanners loués, antennes à nous ; leur remplacement est en cours.
= An editor’s package, leased scanners, our own antennas; these are being replaced.
cost: Licences, scanners, antennes, astreinte.
= Licences, scanners, antennas, duty.
pricing: À la ligne préparée : le prix suit l’activité de la saison.
= By the line picked: the price follows the season’s activity.
sla: Une sonde par allée ; l’entrepôt est arrêté quand plus d’un scanner sur dix ne répond pas.
= One probe an aisle; the warehouse is down when more than one scanner in ten does not answer.
distribution: Comptoir de l’entrepôt d’Orléans.
= Counter of the Orléans warehouse.
supply: Scanner en un jour, allée en trois ; retour au comptoir.
= A scanner within a day, an aisle within three; returned at the counter.
support_terms: Chef de quai, astreinte sous trente minutes, éditeur sous deux heures.
= Dock manager, duty engineer within thirty minutes, the editor within two hours.
training_terms: Douze équipiers formateurs, deux par équipe.
= Twelve training colleagues, two a shift.
""",
    "Suivi des transports": """
description: La position de chaque envoi, tous transporteurs réunis, et un message au client dès qu’un retard se dessine.
= The position of each shipment, all carriers together, and a message to the customer as soon as a delay appears.
inclusions: onze transporteurs | la preuve de livraison | l’alerte de retard | le lien avec l’Entrepôt
= eleven carriers | the proof of delivery | the warning of delay | the link with the Warehouse
exclusions: la réservation des camions | l’empreinte carbone, à l’étude
= booking lorries | carbon footprint, under study
prerequisites: Un contrat de transport où le suivi est prévu.
= A transport contract that provides for tracking.
service_hours: De 6 h à 22 h, tous les jours.
= From 6 am to 10 pm, every day.
support: 3030 ; le transporteur est appelé par nous quand c’est lui qui est en panne.
= 3030; we call the carrier when the failure is theirs.
duties: Vérifier le téléphone du client avant l’envoi. | Clore un litige sous cinq jours.
= Check the customer’s phone number before shipping. | Close a dispute within five days.
training: Une heure en ligne.
= An hour on line.
documents: Fiche par transporteur, messages types.
= A sheet for each carrier, model messages.
realisation: Chaque transporteur est relié puis comparé deux semaines à ses propres relevés.
= Each carrier is connected, then compared for two weeks with its own records.
skills: Deux développeurs d’échanges, un ancien affréteur.
= Two developers of exchanges, one former freight agent.
sourcing: Logiciel interne, données de onze transporteurs.
= Our own software, data from eleven carriers.
pricing: Au même prix pour tous les transporteurs, pour laisser choisir le meilleur.
= The same price for every carrier, so that the best one is chosen.
sla: La position de trente envois témoins est demandée toutes les dix minutes ; la promesse a été relevée il y a un an.
= The position of thirty reference shipments is asked every ten minutes; the promise was raised a year ago.
distribution: Postes des Transports et des Réclamations.
= Computers of Transport and Complaints.
supply: Transporteur ajouté en vingt jours ; cinq visés l’an prochain.
= A carrier is added within twenty days; five is the aim for next year.
support_terms: 3030, équipe transports sous deux heures, transporteur.
= 3030, transport team within two hours, carrier.
training_terms! Une vidéo tient lieu de formateur.
""",
    "Maintenance des machines": """
description: Devant la machine, la tablette montre sa fiche, son histoire et la pièce à prendre ; le bon de travail se remplit sur place.
= In front of the machine, the tablet shows its sheet, its history and the part to take; the work order is filled in on the spot.
inclusions: la tablette | les fiches des machines | le magasin de pièces
= the tablet | the machines’ sheets | the spare parts store
exclusions: l’achat des pièces : voir « Achats en ligne » | les relevés de cadence : voir « Atelier connecté »
= buying parts: see “On-line purchasing” | pace readings: see “Connected workshop”
prerequisites: Faire partie de la maintenance industrielle.
= Belong to industrial maintenance.
service_hours: Jour et nuit ; la tablette travaille sans réseau et se met à jour au bureau.
= Day and night; the tablet works without a network and updates itself at the office.
support: Le correspondant de l’atelier, puis 3030.
= The workshop’s correspondent, then 3030.
duties: Clore le bon avant de quitter la machine. | Compter la pièce prise.
= Close the order before you leave the machine. | Count the part that you took.
documents: Codes de panne, plan du magasin.
= Failure codes, plan of the store.
realisation: Fiches écrites par les mécaniciens, relues par la qualité.
= Sheets are written by the mechanics, checked by quality.
sourcing: Logiciel d’un éditeur, sans réseau d’atelier.
= An editor’s software, without a workshop network.
sla: Jamais mesuré : les tablettes travaillent hors réseau et aucune sonde ne les atteint. Un relevé par les tablettes elles-mêmes est demandé à l’éditeur.
= Never measured: the tablets work off the network and no probe reaches them. The editor is asked for a record by the tablets themselves.
supply: Tablette remise en dix jours.
= A tablet is handed over within ten days.
""",
    "Badgeuses": """
description: Un badge, un bip : l’heure d’arrivée, de pause et de départ est notée et part vers la paie.
= One badge, one beep: the time of arrival, break and leaving is noted and goes to payroll.
inclusions: la badgeuse et son entretien | le badge de chacun | la garde des pointages quand le réseau tombe
= the time clock and its upkeep | everybody’s badge | keeping what is clocked when the network drops
exclusions: l’ouverture des portes, tenue par la sûreté | les compteurs : voir « Temps et activités »
= opening doors, kept by security | balances: see “Time and activities”
prerequisites: Un badge du site.
= A badge of the site.
service_hours: Jour et nuit, jusqu’au retrait du service.
= Day and night, until the service is retired.
support: Accueil du site pour le badge, 3030 pour la borne.
= The site’s reception for the badge, 3030 for the clock.
duties: Badger soi-même, jamais pour un autre. | Signaler un oubli le jour même.
= Clock in yourself, never for somebody else. | Report an omission the same day.
training! Un geste suffit.
documents: Calendrier du passage à « Temps et activités ».
= Calendar of the move to “Time and activities”.
realisation: Bornes entretenues par tournée, sans remplacement : elles sont retirées à mesure des fins de vie.
= Clocks are kept up in rounds, without replacement: they are withdrawn as they wear out.
skills: Un technicien itinérant.
= One travelling technician.
sourcing: Fabricant sorti du marché ; pièces tirées des bornes retirées.
= The maker has left the market; parts come from withdrawn clocks.
cost: Tournées, pièces, badges.
= Rounds, parts, badges.
pricing: Gelé jusqu’au retrait.
= Frozen until it is retired.
sla: Chaque borne s’annonce toutes les cinq minutes.
= Each clock reports every five minutes.
distribution: Entrées des usines et de l’entrepôt.
= Entrances of the plants and of the warehouse.
supply: Plus de pose nouvelle ; dépose à la demande du site.
= No new installation; removed when the site asks.
support_terms: 3030, technicien sous quatre heures.
= 3030, the technician within four hours.
training_terms! Aucune formation n’est donnée.
""",
}
