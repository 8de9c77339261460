"""What the cards of « Poste et mobilité » say."""

TEXTS: dict[str, str] = {
    "Ordinateur portable géré": """
description: Un ordinateur portable préparé pour votre métier, sauvegardé chaque nuit et tenu à jour sans vous déranger. S’il tombe en panne, un technicien le répare ou vous en remet un autre dans les deux heures.
= A laptop made ready for your job, backed up each night and kept up to date without disturbing you. If it breaks, a technician repairs it or hands you another one within two hours.
inclusions: l’ordinateur, son chargeur et sa sacoche | la station d’accueil de votre bureau | la sauvegarde de nuit | les mises à jour de sécurité | un portable de prêt en cas de panne
= the computer, its charger and its bag | the docking station of your desk | the nightly backup | security updates | a spare laptop when yours breaks
exclusions: les logiciels payants hors du catalogue | la perte ou le vol, refacturés à l’unité | l’écran de bureau : voir « Deuxième écran »
= paid programs outside the catalogue | loss or theft, charged to the unit | the desk screen: see “Second screen”
prerequisites: Une arrivée enregistrée par les RH, ou l’accord de votre responsable pour un remplacement avant quatre ans.
= An arrival recorded by HR, or your manager’s agreement to replace it before four years.
service_hours: L’ordinateur et ses services marchent de 6 h à 22 h tous les jours ; les mises à jour passent la nuit.
= The computer and its services work from 6 am to 10 pm every day; updates run at night.
support: Assistance 3030, de 7 h 30 à 20 h, ou le comptoir de votre site. Sans comptoir, le portable de prêt arrive par coursier le lendemain matin.
= Help desk 3030, 7:30 am to 8 pm, or the counter of your site. Where there is none, the spare laptop comes by courier the next morning.
duties: Éteindre ou verrouiller l’écran en partant. | Brancher l’ordinateur au réseau une fois par semaine. | Signaler un vol dans l’heure.
= Switch off or lock the screen when you leave. | Connect the computer to the network once a week. | Report a theft within the hour.
training: Prise en main de vingt minutes au comptoir, le jour de la remise.
= A twenty-minute introduction at the counter, on the day it is handed over.
documents: Guide du premier jour, fiche « Mon ordinateur ne démarre pas », charte d’usage.
= First-day guide, sheet “My computer does not start”, rules of use.
realisation: Postes préparés par lots de cinquante à l’atelier de Courbevoie, à partir d’une image unique relue chaque trimestre.
= Computers are prepared in batches of fifty at the Courbevoie workshop, from one image reviewed each quarter.
skills: Techniciens certifiés par le constructeur, un ingénieur pour l’image, un acheteur pour le parc.
= Technicians certified by the maker, one engineer for the image, one buyer for the fleet.
sourcing: Matériel loué à un constructeur pour quatre ans ; remise et réparation par notre équipe de proximité.
= Equipment leased from one maker for four years; handing over and repair by our own team.
cost: Location, stock de prêt, temps des techniciens, licences du système et de la protection.
= Lease, spare stock, technicians’ time, licences of the system and of its protection.
pricing: Un seul prix par mois pour que chacun compare ; le renouvellement à quatre ans y est compté.
= One price a month so that everybody can compare; renewal after four years is counted in it.
sla: La disponibilité est relevée par l’agent du poste ; le délai de remise en service court de l’appel au poste rendu.
= Availability is recorded by the computer’s own agent; time to restore runs from the call to the computer returned.
distribution: Comptoirs de Courbevoie, Nantes, Lille et Grenoble ; coursier ailleurs.
= Counters in Courbevoie, Nantes, Lille and Grenoble; by courier elsewhere.
supply: Commandé par l’arrivée RH, repris le jour du départ, effacé puis réemployé ou recyclé.
= Ordered by the HR arrival, taken back on the day of leaving, erased, then used again or recycled.
support_terms: Premier niveau au 3030, second au comptoir, troisième chez le constructeur avec intervention sous un jour.
= First level at 3030, second at the counter, third at the maker’s with intervention within a day.
training_terms: Les techniciens de comptoir forment à la remise ; une vidéo de cinq minutes suit chaque nouveau système.
= Counter technicians train at the handing over; a five-minute video comes with each new system.
""",
    "Poste fixe d’atelier": """
description: Un poste posé près de la ligne, protégé de la poussière et des chocs, qui s’ouvre avec le badge et affiche tout de suite l’outil de l’équipe.
= A computer set near the line, proof against dust and knocks, that opens with the badge and shows the shift’s tool at once.
inclusions: le poste durci et son écran | le lecteur de badge | le support à hauteur de travail | le remplacement jour et nuit
= the rugged computer and its screen | the badge reader | the stand at working height | replacement day and night
exclusions: le câblage de la ligne, fait par la maintenance | la messagerie personnelle
= cabling the line, done by maintenance | personal mail
prerequisites: Une prise réseau à moins de dix mètres et l’accord du chef d’atelier sur l’emplacement.
= A network socket within ten metres and the workshop manager’s agreement on the place.
service_hours: Jour et nuit, sept jours sur sept, comme les lignes.
= Day and night, seven days a week, as the lines do.
support: 3030, choix « atelier », à toute heure. Un poste de rechange attend dans chaque bureau de chef d’équipe.
= 3030, option “workshop”, at any hour. A spare computer waits in each team leader’s office.
duties: Fermer votre session en quittant la ligne. | Nettoyer l’écran avec le chiffon fourni. | Ne rien brancher sur les prises du poste.
= Close your session when you leave the line. | Clean the screen with the cloth provided. | Plug nothing into the computer.
training: Dix minutes avec le chef d’équipe, fiche plastifiée au mur.
= Ten minutes with the team leader, a laminated sheet on the wall.
documents: Fiche murale, plan des postes de chaque atelier.
= Wall sheet, plan of the computers of each workshop.
realisation: Postes montés à Nantes, essayés quarante-huit heures en chaleur avant la pose.
= Computers are put together in Nantes and tried out in heat for forty-eight hours before they are installed.
skills: Techniciens habilités pour l’atelier, un spécialiste des lecteurs de badge.
= Technicians cleared for the workshop, one specialist in badge readers.
sourcing: Matériel acheté à un fabricant industriel, garantie cinq ans ; pose par nos équipes.
= Equipment bought from an industrial maker, five-year warranty; installed by our teams.
cost: Achat étalé sur cinq ans, astreinte de nuit, pièces de rechange.
= Purchase spread over five years, night duty, spare parts.
pricing: Au poste, jamais à la personne : trois équipes se partagent le même.
= By the computer, never by the person: three shifts share one.
sla: Une sonde appelle chaque poste toutes les cinq minutes ; un poste muet plus de dix minutes compte comme arrêté.
= A probe calls each computer every five minutes; one that is silent for more than ten minutes counts as stopped.
distribution: Chefs d’atelier de Nantes et de Cholet, entrepôt d’Orléans.
= Workshop managers of Nantes and Cholet, Orléans warehouse.
supply: Posé pendant un arrêt de ligne prévu, déplacé sur demande, repris en fin de vie.
= Installed during a planned line stop, moved on request, taken back at the end of its life.
support_terms: Premier niveau au 3030, second par l’astreinte de l’usine en moins d’une heure.
= First level at 3030, second by the plant’s duty technician within an hour.
training_terms: Les chefs d’équipe sont formés une fois par an et forment leur équipe.
= Team leaders are trained once a year and train their team.
""",
    "Poste Linux": """
description: Une machine de calcul personnelle, avec les outils scientifiques du laboratoire déjà installés et entretenus. Vous gardez la main sur vos programmes, nous gardons le système sain.
= A computing machine of your own, with the laboratory’s scientific tools installed and kept up. You stay in charge of your programs, we keep the system sound.
inclusions: la machine et deux écrans | les bibliothèques scientifiques du laboratoire | la sauvegarde du dossier de travail | l’accès aux grappes de calcul
= the machine and two screens | the laboratory’s scientific libraries | backup of the working folder | access to the computing clusters
exclusions: les logiciels de bureautique du groupe | les programmes que vous installez vous-même
= the group’s office programs | the programs that you install yourself
prerequisites: Être chercheur ou développeur, avec l’accord du responsable du laboratoire.
= Be a researcher or a developer, with the head of laboratory’s agreement.
service_hours: Le système est suivi de 7 h 30 à 20 h en semaine ; la machine calcule la nuit si vous la laissez allumée.
= The system is looked after from 7:30 am to 8 pm on weekdays; the machine computes at night if you leave it on.
support: L’équipe Linux répond par message dans la demi-journée ; 3030 pour une machine arrêtée.
= The Linux team answers messages within half a day; 3030 for a machine that is down.
duties: Accepter les redémarrages de sécurité sous huit jours. | Ranger vos mesures sur le Stockage scientifique, pas sur la machine.
= Accept security restarts within eight days. | Keep your measurements on the Scientific storage, not on the machine.
training: Atelier d’une matinée chaque trimestre à Grenoble, diffusé à Munich.
= A morning’s workshop each quarter in Grenoble, shown in Munich too.
documents: Liste des bibliothèques et de leurs versions, page « Soumettre un calcul ».
= List of libraries and their versions, page “Submit a computation”.
realisation: Machines installées par programme, toujours dans le même état de départ ; une refonte tous les deux ans.
= Machines are installed by a script, always from the same starting state; renewed every two years.
skills: Deux administrateurs Linux, un chercheur correspondant dans chaque laboratoire.
= Two Linux administrators, one corresponding researcher in each laboratory.
sourcing: Machines achetées, système libre, aucun contrat d’assistance extérieur.
= Machines are bought, the system is free software, no outside support contract.
pricing: Plus cher qu’un portable, moins qu’une nuit de calcul par semaine : le prix aide à choisir.
= Dearer than a laptop, cheaper than one night’s computing a week: the price helps to choose.
sla: Une sonde ouvre une session sur chaque machine toutes les quinze minutes pendant les heures de service.
= A probe opens a session on each machine every fifteen minutes during service hours.
distribution: Équipe Linux de Grenoble, correspondant de Munich.
= Linux team of Grenoble, correspondent in Munich.
support_terms: Pas de premier niveau : les demandes vont droit aux administrateurs.
= No first level: requests go straight to the administrators.
""",
    "Téléphone mobile": """
description: Un téléphone avec sa ligne, votre messagerie et votre agenda dès l’allumage. Appels et données sans compter dans toute l’Europe.
= A phone with its line, your mail and calendar as soon as it is on. Calls and data without counting all over Europe.
inclusions: le téléphone et sa coque | la ligne, appels et données en Europe | la messagerie et l’agenda | l’effacement à distance en cas de perte
= the phone and its case | the line, calls and data in Europe | mail and calendar | remote erasing if it is lost
exclusions: les communications hors d’Europe, partagées au prix de l’opérateur | les applications payantes
= calls outside Europe, shared at the operator’s price | paid apps
prerequisites: Être en déplacement plus de deux jours par semaine ou d’astreinte, accord du responsable.
= Be on the move more than two days a week or on duty, with the manager’s agreement.
service_hours: La ligne marche toujours ; la messagerie du téléphone est suivie de 6 h à 22 h.
= The line always works; the phone’s mail is looked after from 6 am to 10 pm.
support: 3030 de 7 h 30 à 20 h ; perte ou vol à toute heure, la ligne est coupée pendant l’appel.
= 3030 from 7:30 am to 8 pm; loss or theft at any hour, the line is cut during the call.
duties: Garder le code d’écran. | Ne pas prêter le téléphone. | Prévenir avant un voyage hors d’Europe.
= Keep the screen code. | Do not lend the phone. | Tell us before you travel outside Europe.
training: Aucune n’est nécessaire ; une page d’aide est sur l’écran d’accueil.
= None is needed; a help page is on the home screen.
documents: Fiche « Voyager hors d’Europe », liste des téléphones au choix.
= Sheet “Travelling outside Europe”, list of phones to choose from.
realisation: Téléphones inscrits au nom de la personne avant l’envoi ; ils se règlent seuls au premier allumage.
= Phones are registered in the person’s name before they are sent; they set themselves up when first switched on.
sourcing: Contrat de trois ans avec un opérateur, renégocié l’an dernier ; un second opérateur en secours sur les sites.
= Three-year contract with one operator, renegotiated last year; a second operator as a spare on our sites.
cost: Abonnements, téléphones renouvelés tous les trois ans, outil de gestion du parc.
= Subscriptions, phones renewed every three years, fleet management tool.
pricing: La baisse obtenue de l’opérateur a été rendue aux unités au 1er janvier.
= The discount obtained from the operator was passed on to the units on 1 January.
sla: L’opérateur fournit le taux de couverture de nos sites ; la messagerie est mesurée par nos sondes.
= The operator gives the coverage of our sites; mail is measured by our probes.
distribution: Comptoirs des sites, ou envoi au domicile.
= Counters of our sites, or sent to your home.
supply: Livré prêt, repris et effacé au départ ; le numéro vous suit quand vous changez d’unité.
= Delivered ready, taken back and erased when you leave; the number follows you from unit to unit.
support_terms: Premier niveau au 3030, second chez l’opérateur avec un interlocuteur attitré.
= First level at 3030, second at the operator’s with a named contact.
training_terms! La prise en main se fait seul, à l’écran.
""",
    "Accès à distance": """
description: Depuis chez vous, un hôtel ou un client, vous retrouvez vos dossiers et vos outils comme au bureau. Sur l’ordinateur géré, il n’y a rien à lancer ni à saisir.
= From home, a hotel or a customer’s, you find your folders and tools as at the office. On the managed laptop there is nothing to start or to type.
inclusions: l’accès permanent de l’ordinateur géré | un code envoyé au téléphone pour tout autre ordinateur | le bureau de secours dans le navigateur | l’aide de nuit et de week-end
= permanent access for the managed laptop | a code sent to your phone for any other computer | the spare desktop in the browser | help at night and on week-ends
exclusions: l’abonnement internet de votre domicile | l’accès depuis un ordinateur public
= your home internet subscription | access from a public computer
prerequisites: Rien sur l’ordinateur géré. Ailleurs : un téléphone enregistré et un accord de télétravail.
= Nothing on the managed laptop. Elsewhere: a registered phone and a telework agreement.
service_hours: De 6 h à 22 h tous les jours pour ce qui est promis ; l’accès reste ouvert la nuit.
= From 6 am to 10 pm every day for what is promised; access stays open at night.
support: 3030, nuit et week-end compris. Un blocage se lève au téléphone en un quart d’heure.
= 3030, nights and week-ends included. A lockout is lifted on the phone within a quarter of an hour.
duties: Travailler sur un réseau que vous connaissez. | Ne donner votre code à personne, pas même à l’assistance. | Fermer la session sur un ordinateur qui n’est pas le vôtre.
= Work on a network that you know. | Give your code to nobody, not even to the help desk. | Close the session on a computer that is not yours.
training: Une page, deux captures d’écran : cinq minutes.
= One page, two pictures: five minutes.
documents: Guide du télétravail, fiche « Mon code n’arrive pas ».
= Telework guide, sheet “My code does not come”.
realisation: Deux centres, l’un prenant la suite de l’autre en moins d’une minute ; essai de bascule chaque trimestre.
= Two centres, either taking over from the other in under a minute; the switch is tried each quarter.
skills: Trois ingénieurs réseau, un responsable de la sécurité des accès.
= Three network engineers, one person in charge of the security of access.
sourcing: Équipements achetés, deux opérateurs, astreinte interne.
= Equipment bought, two operators, duty by our own people.
cost: Équipements, liens des opérateurs, envoi des codes, astreinte de nuit.
= Equipment, operators’ lines, sending of codes, night duty.
pricing: Le budget de sécurité en porte une part, pour que le prix ne retienne personne de travailler à l’abri.
= The security budget bears a share of it, so that the price keeps nobody from working safely.
sla: Une sonde se connecte chaque minute depuis l’extérieur par chacun des deux opérateurs.
= A probe connects each minute from outside through each of the two operators.
distribution: Présent sur tout ordinateur géré ; pour les prestataires, par leur correspondant.
= Present on every managed laptop; for contractors, through their correspondent.
supply: Ouvert avec le poste, fermé le jour du départ ; les accès de prestataires finissent avec leur contrat.
= Opened with the computer, closed on the day of leaving; contractors’ access ends with their contract.
support_terms: Premier niveau au 3030, second par l’astreinte réseau sous trente minutes.
= First level at 3030, second by the network duty engineer within thirty minutes.
training_terms: Une démonstration de dix minutes est donnée à chaque nouvelle équipe en télétravail.
= A ten-minute demonstration is given to each new team that teleworks.
""",
    "Impression": """
description: Vous lancez l’impression d’où vous voulez et la retirez avec votre badge à n’importe quelle imprimante du groupe. Rien ne traîne dans le bac.
= You start printing from anywhere and collect it with your badge at any printer of the group. Nothing is left in the tray.
inclusions: l’impression, la copie et la numérisation | le papier et l’encre | l’entretien des imprimantes
= printing, copying and scanning | paper and toner | upkeep of the printers
exclusions: les grands formats, faits par l’atelier de reprographie | les imprimantes personnelles de bureau
= large formats, done by the reprographics workshop | personal desk printers
service_hours: Les files sont suivies de 7 h 30 à 20 h en semaine.
= The queues are looked after from 7:30 am to 8 pm on weekdays.
support: Le bouton « Appeler » de l’imprimante, ou 3030. Un réparateur passe dans la journée.
= The “Call” button of the printer, or 3030. A repairer comes within the day.
duties: Retirer vos pages dans les douze heures. | Imprimer recto verso. | Signaler un bac vide au bouton plutôt que de changer d’imprimante.
= Collect your pages within twelve hours. | Print on both sides. | Report an empty tray with the button rather than change printers.
training! Un autocollant sur l’imprimante suffit.
documents: Plan des imprimantes de chaque site, fiche « Numériser vers un dossier ».
= Plan of the printers of each site, sheet “Scan to a folder”.
realisation: Une file unique pour le groupe, deux serveurs que l’on remplace cette année.
= One queue for the whole group, two servers that are being replaced this year.
sourcing: Imprimantes louées à la page à un fabricant ; contrat jusqu’à la fin de l’an prochain.
= Printers rented by the page from a maker; contract until the end of next year.
cost: Coût à la page du fabricant, serveurs, temps de l’équipe.
= The maker’s cost by the page, servers, the team’s time.
pricing: À la page pour que chacun voie ce qu’il imprime ; le prix est tenu bas pendant le retrait des imprimantes de bureau.
= By the page so that everybody sees what they print; kept low while desk printers are withdrawn.
sla: Le serveur compte les minutes pendant lesquelles une file est bloquée ; la moitié des pannes viennent de lui.
= The server counts the minutes during which a queue is stuck; half of the failures come from it.
distribution: Une imprimante pour quarante personnes, posée près d’un passage.
= One printer for forty people, placed near a passageway.
support_terms: Le fabricant répare sous quatre heures sur les grands sites, sous un jour ailleurs.
= The maker repairs within four hours on large sites, within a day elsewhere.
""",
    "Deuxième écran": """
description: Un écran de 24 pouces livré, réglé à votre hauteur et branché à votre station d’accueil, pour travailler sur deux documents à la fois.
= A 24-inch screen delivered, set at your height and plugged into your docking station, to work on two documents at once.
inclusions: l’écran et ses câbles | la pose à votre bureau | l’échange en cas de défaut
= the screen and its cables | installing at your desk | exchange if it is faulty
exclusions: les écrans de plus de 27 pouces | un troisième écran, sauf avis du médecin du travail
= screens over 27 inches | a third screen, unless the company doctor asks for it
prerequisites: Un bureau attribué et un Ordinateur portable géré.
= A desk of your own and a Managed laptop.
service_hours: Pose et échange de 9 h à 17 h en semaine ; l’écran se passe de nous le reste du temps.
= Installed and exchanged from 9 am to 5 pm on weekdays; the screen does without us otherwise.
support: Comptoir de votre site ou 3030 ; un écran de rechange est posé le lendemain.
= Counter of your site or 3030; another screen is installed the next day.
duties: Rendre l’écran quand vous changez de bureau. | L’éteindre le soir.
= Give the screen back when you change desks. | Switch it off in the evening.
training! Brancher un écran ne demande aucune formation.
documents: Fiche « Régler la hauteur et la lumière ».
= Sheet “Set height and light”.
realisation: Écrans neufs ou repris, essayés à l’atelier avant la pose.
= New or used screens, tried at the workshop before they are installed.
sourcing: Achat groupé deux fois par an, un tiers du parc est du réemploi.
= Bought in bulk twice a year; a third of the fleet is used again.
cost: Achat étalé sur six ans, pose, reprise.
= Purchase spread over six years, installation, taking back.
pricing: Un prix faible : l’écran dure deux fois plus qu’un ordinateur.
= A low price: a screen lasts twice as long as a computer.
sla: Compté à partir des appels : un écran en panne est arrêté de l’appel à l’échange.
= Counted from the calls: a broken screen is down from the call to the exchange.
distribution: Comptoirs des sites de bureau.
= Counters of the office sites.
supply: Posé sous cinq jours, repris au départ, réemployé ou recyclé.
= Installed within five days, taken back when you leave, used again or recycled.
training_terms! Sans formation, pas de modalités.
""",
}
