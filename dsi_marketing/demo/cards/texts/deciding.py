"""What the cards of « Chercher et décider » say."""

TEXTS: dict[str, str] = {
    "Calcul à la demande": """
description: Vous déposez un calcul le soir, mille cœurs s’y mettent, le résultat vous attend le matin. Vous ne payez que les heures au-delà de la réserve de votre laboratoire.
= You submit a computation in the evening, a thousand cores set to work, the result waits for you in the morning. You pay only for the hours beyond your laboratory’s reserve.
inclusions: cinq mille heures par mois et par laboratoire | les logiciels scientifiques courants | la file prioritaire une nuit par mois | l’aide d’un ingénieur de calcul
= five thousand hours a month for each laboratory | the usual scientific programs | the priority queue one night a month | the help of a computing engineer
exclusions: les licences payantes de votre domaine | la garde des résultats : voir « Stockage scientifique »
= paid licences of your own field | keeping results: see “Scientific storage”
prerequisites: Un projet de recherche déclaré et un compte sur la grappe.
= A declared research project and an account on the cluster.
service_hours: Jour et nuit, tous les jours ; entretien annoncé quinze jours avant.
= Day and night, every day; upkeep is announced a fortnight ahead.
support: L’équipe de calcul répond dans la demi-journée ; la nuit, l’astreinte relance les files bloquées.
= The computing team answers within half a day; at night the duty engineer restarts stuck queues.
duties: Essayer sur dix cœurs avant d’en demander mille. | Vider l’espace de travail après le calcul. | Citer la grappe dans vos publications.
= Try on ten cores before you ask for a thousand. | Empty the working space afterwards. | Name the cluster in your papers.
training: Deux jours au printemps, puis des permanences le jeudi.
= Two days in spring, then open hours on Thursdays.
documents: Guide de soumission, liste des logiciels, état des files en direct.
= Submission guide, list of programs, live state of the queues.
realisation: Grappe à nous, étendue chaque année ; le trop-plein part chez un fournisseur.
= A cluster of our own, extended each year; what overflows goes to a supplier.
skills: Trois ingénieurs de calcul, dont un physicien.
= Three computing engineers, one of them a physicist.
sourcing: Achat de nœuds chaque automne ; contrat de débordement d’un an.
= Nodes are bought each autumn; a one-year contract for the overflow.
cost: Amortissement, électricité, refroidissement, équipe.
= Depreciation, electricity, cooling, team.
pricing: La recherche est aidée : une réserve offerte, puis un prix sous le marché.
= Research is helped: a free reserve, then a price below the market.
sla: Un petit calcul d’essai part toutes les dix minutes ; il doit finir dans l’heure.
= A small trial computation starts every ten minutes; it must end within the hour.
distribution: Ligne de commande et page, depuis Grenoble et Munich.
= Command line and page, from Grenoble and Munich.
supply: Réserve ouverte après le comité mensuel, d’où le délai ; compte ouvert en deux jours.
= A reserve opens after the monthly committee, hence the delay; an account within two days.
support_terms: Équipe de calcul, puis constructeur sous un jour.
= Computing team, then the maker within a day.
""",
    "Stockage scientifique": """
description: Les mesures brutes du laboratoire, déposées une fois, gardées dix ans en deux exemplaires et retrouvées par projet, par appareil ou par date.
= The laboratory’s raw measurements, dropped once, kept for ten years in two copies and found by project, by instrument or by date.
inclusions: deux copies sur deux sites | la description de chaque mesure | la relecture d’une archive en quatre heures | le partage avec une université
= two copies on two sites | the description of each measurement | an archive read again within four hours | sharing with a university
exclusions: les documents de travail : voir « Partage de fichiers » | l’analyse des mesures
= working documents: see “Shared folders” | analysing measurements
prerequisites: Un plan de gestion des données d’une page.
= A one-page data management plan.
service_hours: Jour et nuit : les appareils déposent sans attendre.
= Day and night: instruments drop their data without waiting.
support: Correspondant du laboratoire, puis 3030 ; une archive illisible est traitée le jour même.
= The laboratory’s correspondent, then 3030; an archive that cannot be read is dealt with the same day.
duties: Décrire la mesure au moment du dépôt. | Ne pas garder la seule copie sur un disque. | Relire une archive sur cent chaque année.
= Describe the measurement when you drop it. | Do not keep the only copy on a disk. | Read one archive in a hundred again each year.
training: Une heure à l’ouverture de chaque projet.
= An hour when each project opens.
documents: Modèle de plan de gestion, dictionnaire des appareils.
= Model of a management plan, dictionary of instruments.
realisation: Baies achetées il y a six ans ; leurs disques sont remplacés, le reste suivra.
= Storage bought six years ago; its disks are being replaced, the rest will follow.
skills: Deux ingénieurs de stockage.
= Two storage engineers.
sourcing: Matériel à nous, entretien par le fabricant jusqu’à la fin de l’an prochain.
= Our own equipment, upkeep by the maker until the end of next year.
pricing: Au gigaoctet, plus bas que le coût : garder vaut mieux que refaire.
= By the gigabyte, below its cost: keeping is better than measuring again.
sla: Une sonde dépose et relit un fichier témoin toutes les cinq minutes sur chaque baie.
= A probe drops and reads a reference file every five minutes on each store.
supply: Espace ouvert en dix jours, clos avec le projet, gardé dix ans.
= Room opens within ten days, closes with the project, is kept for ten years.
support_terms: Correspondant, équipe stockage sous quatre heures, fabricant.
= Correspondent, storage team within four hours, maker.
""",
    "Cahier de laboratoire": """
description: L’essai noté à la paillasse sur une tablette, avec ses photos et ses courbes, signé et daté d’une façon que personne ne contestera.
= The test noted at the bench on a tablet, with its photos and curves, signed and dated in a way that nobody will dispute.
inclusions: un cahier par projet | les modèles d’essai | la signature et la date | la recherche dans tous vos cahiers
= one notebook for each project | test templates | signature and date | searching in all your notebooks
exclusions: les mesures brutes : voir « Stockage scientifique » | le dépôt des brevets
= raw measurements: see “Scientific storage” | filing patents
prerequisites: Être rattaché à un projet de recherche.
= Belong to a research project.
service_hours: De 7 h 30 à 20 h en semaine ; la tablette note sans réseau le reste du temps.
= From 7:30 am to 8 pm on weekdays; the tablet notes without a network at other times.
support: Un chercheur référent par laboratoire, puis 3030.
= A researcher of reference in each laboratory, then 3030.
duties: Signer l’essai le jour même. | Ne rien effacer : barrer et corriger.
= Sign the test the same day. | Delete nothing: strike through and correct.
training: Une heure à la paillasse, avec un essai réel.
= An hour at the bench, with a real test.
documents: Guide de la preuve, modèles par laboratoire.
= Guide to proof, templates for each laboratory.
realisation: Modèles écrits avec les laboratoires, relus par le Juridique.
= Templates are written with the laboratories, checked by Legal.
skills: Un chimiste développeur, un ingénieur de sécurité.
= A chemist who develops, a security engineer.
sourcing: Logiciel d’un éditeur, horodatage par le Coffre des actes.
= An editor’s software, time stamps from the Vault of deeds.
cost: Licences, tablettes, horodatage.
= Licences, tablets, time stamps.
pricing: Au chercheur, quel que soit le nombre de cahiers.
= By the researcher, however many notebooks.
sla: Un essai témoin est signé toutes les quinze minutes.
= A reference test is signed every fifteen minutes.
distribution: Tablettes de Grenoble, de Nantes et de Munich.
= Tablets of Grenoble, Nantes and Munich.
supply: Cahier ouvert en deux jours, scellé à la fin du projet.
= A notebook opens within two days and is sealed when the project ends.
support_terms: Référent, puis éditeur sous un jour.
= Reference person, then the editor within a day.
training_terms: Donnée par les référents, quatre fois par an.
= Given by the reference people, four times a year.
""",
    "Tableaux de bord": """
description: Les chiffres de la veille prêts à huit heures, les mêmes pour la direction, la Finance et les ventes ; chaque chiffre ouvre les lignes qui le font.
= Yesterday’s figures ready at eight, the same for management, Finance and sales; each figure opens the lines that make it.
inclusions: les tableaux de direction | la définition de chaque indicateur | l’envoi par message | l’export vers un tableur
= management dashboards | the definition of each indicator | sending by mail | export to a spreadsheet
exclusions: la saisie des données | les études ponctuelles : voir « Préparer un projet »
= entering data | one-off studies: see “Prepare a project”
prerequisites: Un propriétaire de l’indicateur, qui répond de sa définition.
= An owner of the indicator, who answers for its definition.
service_hours: De 7 h 30 à 20 h en semaine ; chargement de 4 h à 7 h.
= From 7:30 am to 8 pm on weekdays; loaded from 4 to 7 am.
support: L’analyste de votre domaine, puis 3030 ; un chiffre faux est expliqué dans la demi-journée.
= Your field’s analyst, then 3030; a wrong figure is explained within half a day.
duties: Citer la date du chiffre. | Prévenir quand une règle de gestion change.
= Quote the date of a figure. | Tell us when a business rule changes.
training: Une heure pour lire, deux jours pour construire.
= An hour to read, two days to build.
documents: Dictionnaire des indicateurs, calendrier des chargements.
= Dictionary of indicators, calendar of loads.
realisation: Données reprises la nuit de neuf outils, contrôlées avant d’être montrées.
= Data is taken at night from nine tools and checked before it is shown.
skills: Quatre analystes, un architecte de données.
= Four analysts, one data architect.
sourcing: Outil d’un éditeur, équipe interne renforcée deux fois par an.
= An editor’s tool, our own team, reinforced twice a year.
cost: Licences de lecture, serveurs, équipe.
= Reading licences, servers, team.
pricing: Au lecteur, avec une première année réduite pour chaque nouvelle équipe.
= By the reader, with a reduced first year for each new team.
sla: Compte comme arrêt tout moment où un tableau ne s’ouvre pas en dix secondes, et toute matinée où les chiffres manquent à huit heures.
= Any moment when a dashboard does not open within ten seconds counts as down, and so does any morning without figures at eight.
distribution: Page de l’intranet, message du matin.
= Intranet page, morning mail.
supply: Tableau livré en trois semaines, retiré s’il n’est plus lu pendant six mois.
= A dashboard is delivered within three weeks, withdrawn when nobody has read it for six months.
support_terms: Analyste, architecte, éditeur.
= Analyst, architect, editor.
training_terms: Donnée par les analystes, sur vos propres chiffres.
= Given by the analysts, on your own figures.
""",
}
