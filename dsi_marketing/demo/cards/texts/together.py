"""What the cards of « Travailler ensemble » say."""

TEXTS: dict[str, str] = {
    "Messagerie et agenda": """
description: Votre adresse, vos messages et votre agenda, les mêmes sur l’ordinateur et sur le téléphone. Vous voyez quand vos collègues sont libres et réservez une salle dans le même geste.
= Your address, your mail and your calendar, the same on computer and phone. You see when your colleagues are free and book a room in the same gesture.
inclusions: une boîte de 100 Go et votre agenda | les salles de réunion | l’accès depuis le téléphone | 90 jours de corbeille | les boîtes partagées d’équipe
= a mailbox of 100 GB and your calendar | meeting rooms | access from the phone | 90 days of deleted mail | shared mailboxes for teams
exclusions: l’archivage légal : voir « Coffre des actes » | l’envoi en nombre à des clients
= legal archiving: see “Vault of deeds” | mass mailing to customers
prerequisites: Être inscrit à l’annuaire. Dans les ateliers, le relais lit pour l’équipe.
= Be in the directory. In the workshops the relay reads for the team.
service_hours: De 6 h à 22 h tous les jours. Les messages arrivent aussi la nuit ; l’entretien se fait le dimanche avant l’aube.
= From 6 am to 10 pm every day. Messages come in at night too; upkeep is done before dawn on Sundays.
support: Assistance 3030, de 7 h 30 à 20 h ; la nuit et le week-end, pannes seulement.
= Help desk 3030, 7:30 am to 8 pm; at night and on week-ends, failures only.
duties: Ranger ou effacer avant 100 Go. | Signaler un message douteux, sans l’ouvrir. | Fermer les boîtes partagées qui ne servent plus.
= Tidy up or delete before 100 GB. | Report a doubtful message, without opening it. | Close shared mailboxes that are no longer used.
training: Trente minutes en ligne, à votre rythme ; un atelier par mois au siège.
= Thirty minutes on line, at your own pace; one workshop a month at headquarters.
documents: Guide de l’arrivant, fiche « Reconnaître un message douteux », règles des boîtes partagées.
= Newcomer’s guide, sheet “Spot a doubtful message”, rules for shared mailboxes.
realisation: Boîtes tenues dans deux salles de Lyon, recopiées en continu ; les mises à jour passent d’abord sur cent boîtes volontaires.
= Mailboxes are kept in two rooms in Lyon and copied continuously; updates go first to a hundred volunteers’ mailboxes.
skills: Quatre ingénieurs de messagerie, dont un pour la lutte contre les envois frauduleux.
= Four mail engineers, one of them against fraudulent mail.
sourcing: Exploitation interne, licences d’un éditeur jusqu’à juin de l’an prochain, filtrage par un partenaire.
= Run by our own team, an editor’s licences until June of next year, filtering by a partner.
cost: Licences, stockage, filtrage, part de l’assistance.
= Licences, storage, filtering, share of the help desk.
pricing: Un prix par boîte, revu chaque année avec le comité de pilotage ; les boîtes partagées n’en ont pas pour ne pas décourager le travail d’équipe.
= One price a mailbox, reviewed each year with the steering committee; shared mailboxes have none, so that team work is not held back.
sla: Une sonde envoie un message par minute et vérifie son arrivée ; le mois est manqué si plus d’une sur deux cents n’arrive pas en deux minutes.
= A probe sends one message a minute and checks that it arrives; the month is missed when more than one in two hundred does not come within two minutes.
distribution: Créée d’office avec l’arrivée RH, quel que soit le site.
= Made by itself with the HR arrival, whatever the site.
supply: Ouverte le jour même, gardée trois mois après un départ, puis effacée sauf demande du Juridique.
= Opened the same day, kept three months after leaving, then erased unless Legal asks otherwise.
training_terms! La formation est en ligne, sans formateur.
""",
    "Visioconférence": """
description: Une réunion s’ouvre d’un clic depuis l’agenda, avec l’image, le son et l’écran de chacun. Dans les salles équipées, un bouton sur la table suffit.
= A meeting opens with one click from the calendar, with everybody’s picture, sound and screen. In the equipped rooms, one button on the table does it.
inclusions: les réunions sans limite de durée | l’invitation de personnes de l’extérieur | l’enregistrement, gardé trente jours | le sous-titrage en français et en anglais
= meetings of any length | inviting people from outside | recording, kept for thirty days | captions in French and English
exclusions: l’équipement des salles, facturé à part | la prise de vue d’un événement
= equipping rooms, charged apart | filming an event
prerequisites: Un casque ou une salle équipée ; une ligne d’au moins 2 Mbit/s.
= A headset or an equipped room; a line of at least 2 Mbit/s.
service_hours: De 6 h à 22 h, tous les jours, pour tenir compte de Munich et de Londres.
= From 6 am to 10 pm, every day, to suit Munich and London.
support: 3030, choix « réunion en cours » : quelqu’un répond en moins d’une minute.
= 3030, option “meeting under way”: somebody answers in under a minute.
duties: Couper votre micro quand vous écoutez. | Demander l’accord de tous avant d’enregistrer. | Libérer la salle à l’heure.
= Mute yourself while you listen. | Ask everybody before you record. | Leave the room on time.
training: Quinze minutes pour animer une réunion à distance, le mardi à 13 h.
= Fifteen minutes on how to run a remote meeting, on Tuesdays at 1 pm.
documents: Fiche de table des salles, guide de l’animateur.
= Table card of the rooms, moderator’s guide.
realisation: Service hébergé par l’éditeur dans l’Union ; salles montées par nous selon trois modèles.
= A service hosted by its editor within the Union; rooms are equipped by us on three models.
skills: Un ingénieur, deux monteurs de salles.
= One engineer, two room fitters.
sourcing: Éditeur en location annuelle ; matériel de salle acheté.
= Rented yearly from the editor; room equipment is bought.
pricing: Les réunions sont sans supplément pour remplacer des voyages ; la salle se paie, elle coûte à entretenir.
= Meetings are at no extra charge, to replace journeys; rooms are charged, they cost to keep up.
sla: L’éditeur donne sa disponibilité ; nous la recoupons par vingt réunions d’essai par jour.
= The editor gives its availability; we check it with twenty trial meetings a day.
distribution: Depuis l’agenda de chacun ; salles réservées par l’assistante du site.
= From everybody’s calendar; rooms are booked by the site’s assistant.
supply: Rien à ouvrir ; une salle s’équipe en quatre semaines.
= Nothing to open; a room is equipped within four weeks.
support_terms: Premier niveau au 3030, second chez l’éditeur à toute heure.
= First level at 3030, second at the editor’s at any hour.
training_terms: Animée par deux formateurs internes.
= Given by two trainers of our own.
""",
    "Partage de fichiers": """
description: Les dossiers de votre équipe, ouverts à ceux que vous choisissez, modifiables à plusieurs en même temps et sauvegardés version par version.
= Your team’s folders, open to those whom you choose, edited by several at once and saved version by version.
inclusions: un dossier par équipe et un par personne | 50 Go par personne, mis en commun | trente jours de versions | le travail hors ligne sur l’ordinateur géré
= one folder for each team and each person | 50 GB a person, pooled | thirty days of versions | working off line on the managed laptop
exclusions: les mesures de laboratoire : voir « Stockage scientifique » | les actes à garder dix ans : voir « Coffre des actes »
= laboratory measurements: see “Scientific storage” | deeds to be kept for ten years: see “Vault of deeds”
prerequisites: Un propriétaire et un suppléant nommés pour chaque dossier d’équipe.
= An owner and a deputy named for each team folder.
service_hours: Ouvert de 6 h à 22 h tous les jours ; les dossiers gardés hors ligne restent lisibles à toute heure.
= Open from 6 am to 10 pm every day; folders kept off line can be read at any hour.
support: 3030 de 7 h 30 à 20 h ; un fichier perdu se retrouve pendant l’appel.
= 3030 from 7:30 am to 8 pm; a lost file is found during the call.
duties: Relire chaque année qui a accès à vos dossiers. | Supprimer les brouillons. | Marquer « Confidentiel » ce qui l’est.
= Check each year who may open your folders. | Delete drafts. | Mark “Confidential” what is.
training: Vingt minutes en ligne ; un relais dans chaque direction.
= Twenty minutes on line; a key user in each department.
documents: Règles de nommage, modèle d’arborescence, fiche « Partager avec un partenaire ».
= Naming rules, model of a folder tree, sheet “Share with a partner”.
realisation: Dossiers tenus sur deux sites ; la copie du second est relue chaque semaine.
= Folders are kept on two sites; the copy on the second is checked each week.
skills: Deux administrateurs, un archiviste à mi-temps.
= Two administrators, one half-time archivist.
sourcing: Exploitation interne ; licences comprises dans celles de la messagerie.
= Run by our own team; licences come with those of the mail.
cost: Stockage, copie, temps d’administration.
= Storage, copying, administrators’ time.
sla: Une sonde ouvre, modifie et referme un document toutes les trois minutes.
= A probe opens, changes and closes a document every three minutes.
distribution: Le propriétaire du dossier ouvre et ferme les accès lui-même.
= The owner of a folder gives and withdraws access.
supply: Dossier créé en un jour, clos à la fin de l’équipe, gardé un an.
= A folder is made within a day, closed when the team ends, kept for a year.
support_terms: Premier niveau au 3030, second aux administrateurs dans la demi-journée.
= First level at 3030, second with the administrators within half a day.
training_terms: Les relais sont réunis deux fois par an.
= Key users meet twice a year.
""",
    "Signature électronique": """
description: Vous déposez le contrat, choisissez les signataires et leur ordre ; chacun signe depuis son téléphone. La preuve est jointe au document.
= You drop the contract, choose the signers and their order; each signs on their phone. The proof is attached to the document.
inclusions: la signature simple et la signature avancée | les relances automatiques | la preuve jointe au document | les signataires de l’extérieur
= simple and advanced signatures | automatic reminders | the proof attached to the document | signers from outside
exclusions: la signature qualifiée devant notaire | la garde des originaux : voir « Coffre des actes »
= qualified signature before a notary | keeping originals: see “Vault of deeds”
prerequisites: Une délégation de signature écrite ; pour la signature avancée, une pièce d’identité vérifiée.
= A written power to sign; for the advanced signature, a checked identity document.
service_hours: De 7 h 30 à 20 h en semaine ; une demande envoyée le soir se signe quand même.
= From 7:30 am to 8 pm on weekdays; a request sent in the evening can be signed all the same.
support: 3030 ; pour un contrat qui ne peut attendre, le prestataire est appelé pendant l’appel.
= 3030; for a contract that cannot wait, the provider is called while you hold.
duties: Ne signer que dans votre délégation. | Relire le document avant de l’envoyer : il ne change plus ensuite.
= Sign only within your powers. | Read the document before you send it: it cannot change afterwards.
training: Une démonstration de dix minutes par le Juridique.
= A ten-minute demonstration by Legal.
documents: Tableau des délégations, guide « Quelle signature pour quel contrat ».
= Table of powers, guide “Which signature for which contract”.
realisation: Circuits construits avec l’unité puis essayés sur un faux contrat.
= Routes are built with the unit, then tried on a mock contract.
skills: Un juriste pour la preuve, un développeur pour les liens avec les outils.
= A lawyer for the proof, a developer for the links with other tools.
sourcing: Prestataire de confiance agréé, abonnement annuel.
= A qualified trust provider, yearly subscription.
cost: L’abonnement et rien d’autre ; les liens sont payés par le projet.
= The subscription and nothing else; links are paid for by the project.
pricing: Partagé à parts égales : chacun signe peu, mais tous en ont besoin.
= Shared equally: each signs little, but all need it.
sla: Le prestataire fournit un relevé mensuel, recoupé par une signature d’essai chaque heure.
= The provider gives a monthly record, checked by a trial signature each hour.
distribution: Depuis les outils du Juridique, des Achats et des RH.
= From the tools of Legal, Purchasing and HR.
supply: Circuit ouvert en trois jours ; fermé, ses preuves restent lisibles.
= A route opens within three days; once closed, its proofs can still be read.
support_terms: Premier niveau au 3030, second chez le prestataire sous quatre heures.
= First level at 3030, second at the provider’s within four hours.
""",
    "Coffre des actes": """
description: Un coffre où les actes entrent une fois pour toutes. Chacun reçoit une empreinte et une date ; dix ans plus tard, vous prouvez qu’il n’a pas changé.
= A vault that deeds enter once and for all. Each gets a fingerprint and a date; ten years later you prove that it has not changed.
inclusions: la garde dix ans, prolongeable | la preuve de date en une seconde | la recherche par mots et par date | deux copies sur deux sites
= keeping for ten years, which can be prolonged | a proof of date within a second | search by words and by date | two copies on two sites
exclusions: la numérisation des actes sur papier | les dossiers de travail : voir « Partage de fichiers »
= scanning deeds on paper | working folders: see “Shared folders”
prerequisites: Un plan de classement validé par l’archiviste.
= A filing plan approved by the archivist.
service_hours: Jour et nuit : une preuve peut être demandée par un tribunal étranger.
= Day and night: a court abroad may ask for a proof.
support: L’archiviste en semaine, l’astreinte de la production informatique le reste du temps.
= The archivist on weekdays, the IT duty engineer at other times.
duties: Verser l’acte dans les huit jours de sa signature. | Désigner un suppléant pour chaque coffre.
= Add the deed within eight days of its signature. | Name a deputy for each vault.
training: Une heure avec l’archiviste à l’ouverture du coffre.
= An hour with the archivist when the vault is opened.
documents: Plan de classement type, politique de conservation, modèle de procès-verbal de versement.
= Model filing plan, keeping policy, model of a deposit record.
realisation: Coffre en essai auprès de deux unités jusqu’à la fin du semestre, puis ouvert à tous.
= On trial with two units until the end of the half-year, then open to all.
skills: Un archiviste, un ingénieur de sécurité.
= An archivist, a security engineer.
sourcing: Logiciel d’un éditeur agréé, hébergé chez nous ; second site chez un partenaire à Grenoble.
= Software of a certified editor, hosted by us; the second site is a partner’s in Grenoble.
sla: Une sonde demande une preuve toutes les minutes et en vérifie la signature.
= A probe asks for a proof each minute and checks its signature.
supply: Coffre ouvert après un rendez-vous ; à sa fermeture, les actes sont rendus avec leurs preuves.
= A vault is opened after a meeting; when it is closed, deeds are returned with their proofs.
support_terms: Premier niveau par l’archiviste, second par l’éditeur sous deux heures.
= First level by the archivist, second by the editor within two hours.
""",
    "Intranet": """
description: La page que tout le monde ouvre le matin : les nouvelles du groupe et de votre site, les règles, l’annuaire et vos liens utiles.
= The page that everybody opens in the morning: news of the group and of your site, the rules, the directory and your useful links.
inclusions: les nouvelles par site | l’annuaire | les pages d’équipe | la lecture sur téléphone
= news for each site | the directory | team pages | reading on the phone
exclusions: la diffusion d’informations confidentielles | les sites destinés aux clients
= sharing confidential information | sites meant for customers
prerequisites: Aucune pour lire ; un correspondant de rédaction nommé pour écrire.
= None to read; a named writing correspondent to write.
service_hours: De 6 h à 22 h, tous les jours.
= From 6 am to 10 pm, every day.
support: La communication répond aux questions de contenu, 3030 aux pannes.
= Communication answers questions on content, 3030 failures.
duties: Tenir à jour votre fiche. | Retirer une nouvelle quand elle est passée.
= Keep your own entry up to date. | Take a piece of news off once it is past.
training: Une demi-journée pour les correspondants, deux fois par an.
= Half a day for correspondents, twice a year.
documents: Charte de rédaction, modèles de pages.
= Writing rules, page models.
realisation: Contenu relu par la communication, pages publiées dans l’heure.
= Content is checked by communication, pages are published within the hour.
sourcing: Logiciel libre, hébergé et entretenu par nous.
= Free software, hosted and kept up by us.
pricing: Payé par le budget commun : lire les nouvelles du groupe ne se facture pas.
= Paid from the common budget: reading the group’s news is not charged.
sla: Une sonde lit la page d’accueil de chaque site toutes les deux minutes.
= A probe reads the home page of each site every two minutes.
distribution: Page d’ouverture du navigateur sur chaque ordinateur géré.
= Opening page of the browser on each managed laptop.
training_terms: Animée par la communication, avec un exercice sur vos propres pages.
= Given by communication, with an exercise on your own pages.
""",
}
