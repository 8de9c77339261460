"""What the cards of « Gérer » say."""

TEXTS: dict[str, str] = {
    "Grand livre": """
description: Les comptes du groupe dans un seul livre : sept sociétés, les mêmes règles, les écritures du jour visibles le soir même.
= The group’s accounts in one ledger: seven companies, the same rules, the day’s entries in sight the same evening.
inclusions: la saisie et l’import des écritures | les états de clôture | le rapprochement bancaire | l’historique de dix ans
= typing and importing entries | closing reports | bank reconciliation | ten years of history
exclusions: les tableaux destinés à la direction : voir « Tableaux de bord » | la paie : voir « Paie »
= tables for the management: see “Dashboards” | payroll: see “Payroll”
prerequisites: Travailler à la Finance ou tenir un budget, avec l’accord de la comptabilité générale.
= Work in Finance or hold a budget, with general accounting’s agreement.
service_hours: De 7 h 30 à 20 h en semaine, et le samedi matin pendant les clôtures.
= From 7:30 am to 8 pm on weekdays, and on Saturday mornings during closings.
support: Les utilisateurs clés d’abord, puis 3030 ; pendant la clôture, une personne de l’équipe est à l’étage.
= Key users first, then 3030; during the closing one person of the team is on your floor.
duties: Valider vos écritures avant 18 h le jour de clôture. | Ne pas partager votre compte. | Signaler un écart le jour même.
= Approve your entries before 6 pm on closing day. | Do not share your account. | Report a difference the same day.
training: Deux jours à l’arrivée, une demi-journée à chaque version.
= Two days when you arrive, half a day for each version.
documents: Manuel de clôture, plan de comptes commenté, calendrier des arrêtés.
= Closing manual, annotated chart of accounts, calendar of closings.
realisation: Deux versions par an, essayées un mois par les utilisateurs clés ; rien ne change entre le 25 et le 5.
= Two versions a year, tried for a month by the key users; nothing changes between the 25th and the 5th.
skills: Cinq spécialistes du progiciel, dont trois comptables de métier.
= Five specialists of the package, three of them accountants by trade.
sourcing: Progiciel d’un éditeur, exploité par nous ; assistance d’un partenaire pour les versions.
= An editor’s package, run by us; a partner’s help for new versions.
cost: Licences, serveurs doublés, équipe, contrat de version.
= Licences, doubled servers, team, contract for versions.
pricing: Le coût du mois est passé tel quel, partagé selon ceux qui s’en servent vraiment.
= The month’s cost is passed on as it is, shared by those who really use it.
sla: Une sonde saisit une écriture d’essai toutes les cinq minutes dans une société fictive.
= A probe enters a trial entry every five minutes in a made-up company.
distribution: Poste de la Finance ; les autres directions par l’accès à distance.
= Finance’s computers; other departments through remote access.
supply: Accès ouvert en deux jours avec sa formation, fermé le jour du départ.
= Access opens within two days with its training, closes on the day of leaving.
support_terms: Utilisateurs clés, puis équipe finance, puis éditeur ; une panne en clôture saute les deux premiers.
= Key users, then the finance team, then the editor; a failure during closing skips the first two.
training_terms: Donnée par deux comptables de l’équipe, dans une société d’exercice.
= Given by two accountants of the team, in a practice company.
""",
    "Trésorerie": """
description: À huit heures, la position de toutes vos banques sur un écran ; dans la journée, les paiements signés et suivis jusqu’à leur arrivée.
= At eight o’clock the position of all your banks on one screen; during the day, payments signed and followed until they arrive.
inclusions: les relevés de onze banques | les virements et leur double signature | les prévisions à treize semaines
= statements of eleven banks | transfers and their double signature | forecasts over thirteen weeks
exclusions: les contrats avec les banques | les placements à plus d’un an
= contracts with banks | investments over a year
prerequisites: Un pouvoir bancaire déposé et un boîtier de signature à votre nom.
= A bank mandate on file and a signing token in your name.
service_hours: De 7 h 30 à 20 h en semaine ; les relevés arrivent entre 5 h et 7 h.
= From 7:30 am to 8 pm on weekdays; statements come in between 5 and 7 am.
support: L’équipe finance au 3030, prioritaire avant l’heure limite des banques.
= The finance team at 3030, first in line before the banks’ cut-off time.
duties: Signer à deux, jamais l’un à la place de l’autre. | Ranger le boîtier sous clé.
= Sign in pairs, never one for the other. | Keep the token locked up.
training: Une journée avec un trésorier avant le premier paiement.
= One day with a treasurer before the first payment.
documents: Procédure de paiement urgent, liste des heures limites.
= Urgent payment procedure, list of cut-off times.
realisation: Liaisons bancaires ouvertes et essayées une par une, avec un paiement d’un euro.
= Links with banks are opened and tried one by one, with a payment of one euro.
skills: Deux spécialistes des échanges bancaires.
= Two specialists in exchanges with banks.
sourcing: Service en ligne d’un éditeur, données gardées en France.
= An editor’s on-line service, data kept in France.
cost: Abonnement, liaisons bancaires, boîtiers de signature.
= Subscription, links with banks, signing tokens.
pricing: Un prix par unité : ajouter une banque ne doit pas être une dépense.
= One price a unit: adding a bank must not be an expense.
sla: Arrêtée quand la position n’est pas complète à huit heures ou quand un paiement ne peut pas être signé.
= Down when the position is not complete at eight, or when a payment cannot be signed.
distribution: Postes de la trésorerie et de la comptabilité générale.
= Computers of the treasury and of general accounting.
supply: Banque ouverte en trois semaines, fermée avec le compte.
= A bank opens within three weeks, closes with the account.
support_terms: Équipe finance, puis éditeur avec un interlocuteur nommé.
= Finance team, then the editor with a named contact.
""",
    "Dématérialisation des factures": """
description: La facture du fournisseur arrive, est lue, rapprochée de la commande et part en validation. Vous la retrouvez par n’importe quel mot.
= The supplier’s invoice comes in, is read, matched with the order and sent for approval. You find it by any word.
inclusions: la lecture des factures, papier ou fichier | le rapprochement avec la commande | la validation sur téléphone | dix ans de garde
= reading invoices, on paper or as files | matching with the order | approval on the phone | ten years of keeping
exclusions: la saisie des commandes : voir « Achats en ligne » | les litiges avec le fournisseur
= entering orders: see “On-line purchasing” | disputes with the supplier
prerequisites: Un circuit de validation avec des montants par valideur.
= An approval route with amounts for each approver.
service_hours: De 7 h 30 à 20 h en semaine ; la lecture continue la nuit.
= From 7:30 am to 8 pm on weekdays; reading goes on at night.
support: Comptabilité fournisseurs pour une facture, 3030 pour l’outil.
= Accounts payable for an invoice, 3030 for the tool.
duties: Valider sous trois jours. | Renvoyer une facture sans commande avec un motif.
= Approve within three days. | Return an invoice without order with a reason.
training: Une heure en ligne pour les valideurs, une journée pour les comptables.
= An hour on line for approvers, a day for accountants.
documents: Guide du valideur, adresse unique pour les fournisseurs.
= Approver’s guide, single address for suppliers.
realisation: Deux passes de lecture, la seconde par une personne quand un montant est douteux.
= Two passes of reading, the second by a person when an amount is in doubt.
skills: Une équipe de lecture de trois personnes, un ingénieur des flux.
= A reading team of three, one engineer of flows.
sourcing: Lecture par un partenaire à Nantes, contrat de trois ans ; outil exploité par nous.
= Reading by a partner in Nantes, three-year contract; the tool is run by us.
pricing: À la facture, pour que l’effort sur les fournisseurs sans papier se voie.
= By the invoice, so that the effort on paperless suppliers shows.
sla: Une facture d’essai est déposée toutes les dix minutes ; elle doit être retrouvable en trois secondes.
= A trial invoice is dropped every ten minutes; it must be found within three seconds.
distribution: Boîte aux lettres unique, portail des fournisseurs.
= One mailbox, suppliers’ portal.
supply: Circuit ouvert en cinq jours, modifié par la comptabilité elle-même.
= A route opens within five days; accounting changes it by itself.
support_terms: Comptabilité fournisseurs, puis équipe finance, puis partenaire de lecture sous quatre heures.
= Accounts payable, then the finance team, then the reading partner within four hours.
""",
    "Notes de frais": """
description: Vous photographiez le reçu, l’application lit la date et le montant ; votre responsable valide et l’argent arrive sous cinq jours.
= You take a photo of the receipt, the application reads date and amount; your manager approves and the money comes within five days.
inclusions: l’application sur téléphone | la lecture des reçus | le barème kilométrique à jour | le remboursement groupé du mois
= the application on the phone | reading of receipts | mileage rates kept up to date | one payment a month
exclusions: l’avance de frais | la réservation des voyages
= advances on expenses | booking of journeys
prerequisites: Un compte bancaire connu des RH.
= A bank account known to HR.
service_hours: De 7 h 30 à 20 h en semaine ; les photos prises le soir sont lues le lendemain.
= From 7:30 am to 8 pm on weekdays; photos taken in the evening are read the next day.
support: Question dans l’application, réponse dans la journée ; 3030 pour une panne.
= Ask in the application, an answer within the day; 3030 for a failure.
duties: Photographier le reçu le jour même. | Garder l’original jusqu’au remboursement. | Ne pas couper une dépense en deux.
= Take the photo the same day. | Keep the original until you are paid. | Do not split one expense into two.
training! L’application guide chaque saisie.
documents: Politique de frais, barème kilométrique.
= Expense policy, mileage rates.
realisation: Règles de la politique de frais traduites en contrôles, relues par la Finance deux fois par an.
= The rules of the expense policy become checks, reviewed by Finance twice a year.
sourcing: Service en ligne d’un éditeur, renouvelé chaque année.
= An editor’s on-line service, renewed each year.
cost: Abonnement, virements, contrôle par sondage.
= Subscription, transfers, spot checks.
pricing: À la note, pour encourager une seule note par mois.
= By the claim, to encourage one claim a month.
sla: Une sonde dépose un reçu d’essai chaque quart d’heure.
= A probe drops a trial receipt every quarter of an hour.
distribution: Application installée sur les téléphones gérés, page pour les autres.
= Application installed on managed phones, a page for the others.
supply: Ouvert avec l’arrivée RH, fermé un mois après le départ.
= Opened with the HR arrival, closed one month after leaving.
support_terms: Équipe notes de frais, puis éditeur sous un jour.
= Expenses team, then the editor within a day.
training_terms! Aucune formation n’est donnée.
""",
    "Paie": """
description: Six mille bulletins justes le 27 de chaque mois, à partir des contrats, des heures et des absences ; chacun retrouve le sien dans son coffre.
= Six thousand right payslips on the 27th of each month, from contracts, hours and absences; each finds their own in their safe.
inclusions: le calcul de la paie | les déclarations sociales | le coffre de chaque salarié | la simulation d’un changement
= working out pay | social declarations | each employee’s safe | trying out a change
exclusions: le recrutement | la formation des gestionnaires à la loi
= recruitment | teaching payroll staff the law
prerequisites: Être gestionnaire de paie, avec l’accord écrit de la responsable.
= Be a payroll clerk, with the payroll manager’s written agreement.
service_hours: De 7 h 30 à 20 h en semaine, prolongées à 22 h du 20 au 25.
= From 7:30 am to 8 pm on weekdays, until 10 pm from the 20th to the 25th.
support: Ligne directe de l’équipe paie ; du 20 au 25, réponse en dix minutes.
= Direct line of the payroll team; from the 20th to the 25th, an answer within ten minutes.
duties: Clore les variables le 19 au soir. | Relire la paie d’essai avant de valider. | Fermer l’écran en s’éloignant.
= Close the variable items on the evening of the 19th. | Check the trial pay before approving. | Lock the screen when you move away.
training: Trois jours à l’arrivée, une journée à chaque changement de loi.
= Three days when you arrive, one day at each change of the law.
documents: Calendrier de paie, fiche par convention collective.
= Payroll calendar, a sheet for each collective agreement.
realisation: Deux paies d’essai par mois, comparées ligne à ligne avec la précédente.
= Two trial pays a month, compared line by line with the one before.
skills: Trois spécialistes de la paie, un juriste consulté à la demande.
= Three payroll specialists, a lawyer consulted on request.
sourcing: Progiciel d’un éditeur, exploité par nous ; coffre chez un tiers agréé.
= An editor’s package, run by us; safes at a certified third party.
cost: Licences, déclarations, coffre, équipe.
= Licences, declarations, safes, team.
pricing: Au bulletin, comme tous les prestataires du marché : la comparaison est facile.
= By the payslip, as every provider on the market: easy to compare.
sla: Compte comme arrêt tout moment où un gestionnaire ne peut pas saisir, et tout bulletin en retard.
= Any moment when a clerk cannot type counts as down, and so does any late payslip.
distribution: Postes du service Paie ; le coffre est ouvert à chaque salarié, chez lui aussi.
= Computers of the payroll department; the safe is open to each employee, at home too.
supply: Accès ouvert en deux jours, revu tous les six mois avec la responsable.
= Access opens within two days, reviewed every six months with the payroll manager.
support_terms: Équipe paie, puis éditeur sous une heure pendant la paie.
= Payroll team, then the editor within an hour during the pay run.
training_terms: Donnée par l’éditeur, dans nos locaux, sur une copie anonyme.
= Given by the editor on our premises, on an anonymous copy.
""",
    "Temps et activités": """
description: Vos heures, vos congés et vos compteurs à jour, sur l’ordinateur, le téléphone ou la borne d’atelier ; votre responsable répond d’un geste.
= Your hours, leave and balances up to date, on the computer, the phone or the workshop screen; your manager answers with one gesture.
inclusions: la saisie des heures | les demandes de congés | le planning d’équipe | le pointage sur borne et sur téléphone
= recording hours | requests for leave | the team’s schedule | clocking in on screens and phones
exclusions: le calcul de la paie | les frais de déplacement
= working out pay | travel expenses
prerequisites: Un horaire attribué par les RH.
= A timetable given by HR.
service_hours: De 7 h 30 à 20 h en semaine ; le pointage est gardé par les bornes à toute heure.
= From 7:30 am to 8 pm on weekdays; the screens keep what is clocked at any hour.
support: Votre gestionnaire RH pour un compteur, 3030 pour l’outil.
= Your HR clerk for a balance, 3030 for the tool.
duties: Saisir vos heures avant le vendredi soir. | Répondre aux demandes de congés sous trois jours si vous encadrez.
= Record your hours by Friday evening. | Answer requests for leave within three days if you manage people.
training: Vidéo de quatre minutes ; une heure pour les chefs d’équipe.
= A four-minute video; one hour for team leaders.
documents: Accord sur le temps de travail, fiche « Mon compteur ».
= Working-time agreement, sheet “My balance”.
realisation: Règles de chaque accord écrites avec les RH, essayées sur les trois derniers mois.
= The rules of each agreement are written with HR and tried on the last three months.
skills: Deux paramétreurs, un correspondant RH.
= Two people who set the rules, one HR correspondent.
sourcing: Progiciel d’un éditeur, exploité par nous.
= An editor’s package, run by us.
cost: Licences, bornes, évolution des accords.
= Licences, screens, changes of the agreements.
pricing: À la personne suivie, au même prix sur borne et sur téléphone.
= By the person followed, at the same price on screens and phones.
sla: Une sonde pose et retire un congé d’essai toutes les dix minutes.
= A probe books and withdraws a trial leave every ten minutes.
distribution: Page, téléphone, bornes des ateliers ; les Badgeuses y passent d’ici leur retrait.
= Page, phone, workshop screens; the Time clocks move to it before they retire.
supply: Ouvert avec l’arrivée RH ; horaire d’équipe changé en cinq jours.
= Opened with the HR arrival; a team’s timetable is changed within five days.
support_terms: Gestionnaire RH, puis équipe paie et temps, puis éditeur.
= HR clerk, then the pay and time team, then the editor.
training_terms: Donnée par les RH aux chefs d’équipe, par roulement de trois équipes.
= Given by HR to team leaders, shift by shift.
""",
    "Achats en ligne": """
description: Un catalogue de ce que le groupe a négocié, une commande en trois écrans, une livraison suivie jusqu’à votre bureau.
= A catalogue of what the group has negotiated, an order in three screens, a delivery followed to your desk.
inclusions: le catalogue des fournisseurs sous contrat | la validation par montant | le suivi de livraison | la réception d’un geste
= the catalogue of contracted suppliers | approval by amount | delivery tracking | receipt with one gesture
exclusions: les achats hors contrat, à voir avec l’acheteur | les prestations intellectuelles
= purchases outside contracts, to be seen with the buyer | intellectual services
prerequisites: Un plafond fixé par votre responsable.
= A ceiling set by your manager.
service_hours: De 7 h 30 à 20 h en semaine.
= From 7:30 am to 8 pm on weekdays.
support: L’acheteur de la famille, puis 3030.
= The buyer of that family, then 3030.
duties: Réceptionner le jour de la livraison. | Choisir d’abord dans le catalogue.
= Record the receipt on the day of delivery. | Choose from the catalogue first.
training: Trente minutes en ligne avant l’ouverture du droit.
= Thirty minutes on line before the right is opened.
documents: Politique d’achat, liste des acheteurs par famille.
= Purchasing policy, list of buyers by family.
realisation: Catalogues relus avec chaque fournisseur deux fois par an.
= Catalogues are checked with each supplier twice a year.
sourcing: Place de marché en ligne d’un éditeur ; fournisseurs raccordés par lui.
= An editor’s on-line marketplace; suppliers are connected by the editor.
pricing: Sans supplément, payé par les remises de volume : plus on y commande, mieux on négocie.
= No extra charge, paid by volume discounts: the more is ordered there, the better the terms.
sla: Une commande d’essai est passée puis annulée toutes les vingt minutes.
= A trial order is placed and cancelled every twenty minutes.
distribution: Page de l’intranet, tablettes de la maintenance.
= Intranet page, maintenance tablets.
supply: Droit ouvert en deux jours, retiré au changement de poste.
= The right opens within two days and ends with a change of job.
""",
    "Contrats": """
description: Tous les contrats d’une unité au même endroit, avec leur texte, leurs parties et leurs dates ; un message part avant chaque échéance.
= All of a unit’s contracts in one place, with their text, parties and dates; a message goes out before each end.
inclusions: la recherche dans le texte | les alertes d’échéance | les dossiers réservés | le lien avec la signature
= searching within the text | reminders of end dates | restricted files | the link with signature
exclusions: la rédaction des contrats | les originaux papier, aux archives
= drafting contracts | originals on paper, in the archives
prerequisites: Un juriste ou un acheteur référent dans l’unité.
= A lawyer or a buyer of reference in the unit.
service_hours: De 7 h 30 à 20 h en semaine ; les alertes partent à 8 h.
= From 7:30 am to 8 pm on weekdays; reminders go out at 8 am.
support: Le juriste référent, puis 3030.
= The lawyer of reference, then 3030.
duties: Verser le contrat signé sous huit jours. | Dire qui est prévenu avant l’échéance.
= Add a signed contract within eight days. | Say who is warned before it ends.
documents: Modèles de contrats, guide des clauses.
= Contract templates, guide to clauses.
realisation: Contrats repris par lots, cinq champs relus par une personne.
= Contracts are taken over in batches, five fields checked by a person.
skills: Une documentaliste juridique, un développeur.
= A legal librarian, a developer.
sourcing: Logiciel libre adapté par nous.
= Free software adapted by us.
sla: Une recherche d’essai toutes les dix minutes, sur un contrat connu.
= A trial search every ten minutes, for a known contract.
distribution: Postes du Juridique et des Achats.
= Computers of Legal and Purchasing.
supply: Reprise du fonds en un mois, puis dépôt par l’unité elle-même.
= The stock is taken over within a month, then the unit adds its own.
""",
}
