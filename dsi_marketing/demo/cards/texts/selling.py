"""What the cards of « Vendre et servir » say."""

TEXTS: dict[str, str] = {
    "Carnet de visites Élan": """
description: Avant la visite, le client, ses commandes et la route ; après, le compte rendu dicté ou tapé, envoyé dès que le réseau revient.
= Before the visit, the customer, their orders and the way; afterwards, the report, dictated or typed, sent as soon as the network is back.
inclusions: la tournée du jour | les cinquante dernières fiches sans réseau | la dictée | les photos | la carte des clients
= the day’s round | the last fifty files without a network | dictation | photos | the map of customers
exclusions: tout le carnet hors ligne, attendu avec la version mobile de l’éditeur | la prise de commande
= the whole book off line, expected with the editor’s mobile version | taking orders
prerequisites: Un secteur de vente attribué et un Ordinateur portable géré ou un Téléphone mobile.
= A sales area of your own and a Managed laptop or a Mobile phone.
service_hours: De 6 h à 22 h tous les jours ; sans réseau, ce qui est ouvert reste lisible.
= From 6 am to 10 pm every day; without a network, what is open can still be read.
support: 3030, touche 2, rappel sous dix minutes pendant une tournée.
= 3030, key 2, called back within ten minutes during a round.
duties: Synchroniser avant de partir. | Écrire le compte rendu le jour même. | Ne rien noter de personnel sur un client.
= Synchronise before you leave. | Write the report the same day. | Note nothing personal about a customer.
training: Deux heures avec un relais de votre région, puis un appel la semaine suivante.
= Two hours with a key user of your region, then a call the week after.
documents: Guide de tournée, fiche « Sans réseau ».
= Guide to rounds, sheet “Without a network”.
realisation: Développé par notre équipe avec douze commerciaux, une version toutes les six semaines.
= Developed by our team with twelve salespeople, a version every six weeks.
skills: Trois développeurs, un ancien commercial.
= Three developers, one former salesperson.
sourcing: Développement interne sur le socle d’un éditeur ; cartes d’un fournisseur.
= Developed by us on an editor’s base; maps from a supplier.
cost: Développement sur cinq ans, cartes, hébergement.
= Development over five years, maps, hosting.
pricing: Au commercial ; les chefs des ventes lisent sans payer.
= By the salesperson; sales managers read without paying.
sla: Une sonde ouvre une tournée d’essai toutes les cinq minutes par le réseau mobile.
= A probe opens a trial round every five minutes over the mobile network.
distribution: Installé par le catalogue d’applications du poste et du téléphone.
= Installed from the application catalogue of computer and phone.
supply: Ouvert en un jour avec son secteur, rendu au chef des ventes au départ.
= Opened within a day with its sales area, handed to the sales manager on leaving.
support_terms: Relais de région, puis équipe Élan sous une heure.
= Regional key user, then the Élan team within an hour.
training_terms: Douze relais formés deux jours par an, eux-mêmes forment les arrivants.
= Twelve key users are trained two days a year and train newcomers themselves.
""",
    "Caisse": """
description: La caisse encaisse carte, espèces et chèque-cadeau, imprime le ticket et continue deux heures quand la ligne tombe.
= The till takes cards, cash and gift vouchers, prints the receipt and goes on for two hours when the line drops.
inclusions: la caisse et son terminal de paiement | l’encaissement hors ligne | la remontée des ventes chaque heure | le dépannage sur place
= the till and its payment terminal | taking payment off line | sales sent each hour | repair on site
exclusions: les contrats avec la banque | les étiquettes de prix
= contracts with the bank | price labels
prerequisites: Un magasin ouvert à l’annuaire et une ligne de secours posée.
= A shop in the directory and a spare line in place.
service_hours: De 8 h à 21 h, du lundi au samedi ; dimanches d’ouverture sur demande.
= From 8 am to 9 pm, Monday to Saturday; Sunday openings on request.
support: 3030, choix « magasins », jusqu’à la fermeture ; caisse de rechange livrée le lendemain matin.
= 3030, option “shops”, until closing time; a spare till is delivered the next morning.
duties: Compter le fond de caisse matin et soir. | Ne jamais noter un numéro de carte. | Garder la caisse allumée la nuit.
= Count the cash morning and evening. | Never write down a card number. | Leave the till on at night.
training: Une matinée dans un magasin école, puis une fiche sous le comptoir.
= A morning in a training shop, then a sheet under the counter.
documents: Fiche « La ligne est coupée », procédure de fin de journée.
= Sheet “The line is down”, end-of-day procedure.
realisation: Logiciel monté sur une caisse type, essayé dans deux magasins pilotes avant chaque version.
= The software is set up on a model till and tried in two pilot shops before each version.
skills: Trois techniciens caisse, un expert du paiement.
= Three till technicians, one payment expert.
sourcing: Éditeur spécialisé, terminaux loués à la banque, réparation par un partenaire régional.
= A specialised editor, terminals leased from the bank, repair by a regional partner.
cost: Licences, location des terminaux, lignes de secours, réparation.
= Licences, lease of terminals, spare lines, repair.
pricing: À la caisse posée, quel que soit le chiffre du magasin.
= By the till installed, whatever the shop’s turnover.
sla: La sonde posée dans chaque magasin est coupée depuis cinq mois, à la suite du changement de réseau : la disponibilité n’est plus mesurée. Nouvelle sonde à l’essai.
= The probe in each shop has been cut for five months, since the change of network: availability is no longer measured. A new probe is on trial.
distribution: Installée par le partenaire régional, avant l’ouverture.
= Installed by the regional partner, before opening time.
supply: Caisse supplémentaire en trois semaines, reprise après l’opération.
= One more till within three weeks, taken back after the campaign.
support_terms: 3030, puis partenaire régional sous quatre heures, puis éditeur.
= 3030, then the regional partner within four hours, then the editor.
training_terms: Six magasins écoles, un par région.
= Six training shops, one a region.
""",
    "Relation client": """
description: Quand le client appelle, sa fiche s’ouvre : commandes, échanges, promesses faites. Ce que vous notez sert au collègue suivant.
= When the customer calls, their file opens: orders, exchanges, promises made. What you note serves the next colleague.
inclusions: la fiche du client | l’historique de cinq ans | les réponses types | les rappels promis
= the customer’s file | five years of history | ready-made answers | promised call-backs
exclusions: l’acheminement des appels : voir « Téléphonie d’accueil » | les campagnes publicitaires
= routing of calls: see “Call centre telephony” | advertising campaigns
prerequisites: Être conseiller ou commercial grands comptes ; avoir suivi la formation aux données personnelles.
= Be an adviser or a key accounts salesperson; have followed the training on personal data.
service_hours: De 8 h à 21 h, du lundi au samedi, comme les lignes.
= From 8 am to 9 pm, Monday to Saturday, as the lines.
support: Superviseur du plateau, puis 3030 ; réponse en un quart d’heure.
= Floor supervisor, then 3030; an answer within a quarter of an hour.
duties: Noter les faits, jamais un jugement. | Clore chaque échange. | Signaler une demande d’effacement le jour même.
= Note facts, never a judgement. | Close each exchange. | Report a request to be deleted the same day.
training: Une journée à l’arrivée, une heure à chaque version.
= A day when you arrive, an hour for each version.
documents: Guide du conseiller, bibliothèque de réponses, charte des données clients.
= Adviser’s guide, library of answers, rules on customer data.
realisation: Évolutions décidées chaque mois avec les superviseurs, essayées par dix conseillers.
= Changes are decided each month with the supervisors and tried by ten advisers.
skills: Deux administrateurs, un analyste des motifs d’appel.
= Two administrators, one analyst of the reasons for calling.
sourcing: Service en ligne d’un éditeur, contrat de trois ans ; données gardées dans l’Union.
= An editor’s on-line service, three-year contract; data kept within the Union.
cost: Abonnement par conseiller, liens avec les commandes et la téléphonie.
= Subscription by adviser, links with orders and telephony.
pricing: Au conseiller, intérimaires compris, au prorata des mois.
= By the adviser, temporary staff included, by the month.
sla: Une sonde ouvre la fiche d’un client fictif toutes les deux minutes.
= A probe opens a made-up customer’s file every two minutes.
distribution: Plateau de Villeneuve-d’Ascq, grands comptes.
= Floor of Villeneuve-d’Ascq, key accounts.
supply: Accès créé avec l’arrivée RH, fermé le soir du départ.
= Access is made with the HR arrival and closed on the evening of leaving.
support_terms: Superviseur, équipe client sous une heure, éditeur.
= Supervisor, customer team within an hour, editor.
""",
    "Commandes en ligne": """
description: La boutique que voient nos clients : des produits, un stock vrai, un paiement sûr, et la commande au quai une minute plus tard.
= The shop that our customers see: products, a true stock, a safe payment, and the order at the dock a minute later.
inclusions: la boutique et son moteur de recherche | le paiement | le lien avec le stock | le suivi jusqu’à l’expédition
= the shop and its search engine | payment | the link with the stock | following until shipping
exclusions: les fiches : voir « Catalogue produits » | la livraison : voir « Suivi des transports »
= the sheets: see “Product catalogue” | delivery: see “Shipment tracking”
prerequisites: Un responsable d’opération nommé et un stock réservé.
= A named campaign manager and a reserved stock.
service_hours: Jour et nuit, tous les jours ; l’entretien se fait le mardi entre 3 h et 4 h.
= Day and night, every day; upkeep is done on Tuesdays between 3 and 4 am.
support: Astreinte à toute heure au 3030 ; un prix faux est corrigé dans l’heure.
= Somebody on duty at any hour at 3030; a wrong price is corrected within the hour.
duties: Annoncer une opération dix jours avant. | Relire prix et textes avant l’ouverture. | Rester joignable la première soirée.
= Announce a campaign ten days ahead. | Check prices and texts before it opens. | Stay within reach on the first evening.
training: Une demi-journée pour les responsables d’opération.
= Half a day for campaign managers.
documents: Calendrier des opérations, liste de contrôle avant ouverture.
= Calendar of campaigns, checklist before opening.
realisation: Mises en ligne chaque semaine, retour arrière en cinq minutes, essai de charge avant chaque opération.
= Releases each week, rolled back within five minutes, load trial before each campaign.
skills: Six développeurs, deux exploitants, un ergonome.
= Six developers, two operators, one usability specialist.
sourcing: Développement interne, hébergement chez deux fournisseurs dans l’Union.
= Developed by us, hosted by two suppliers within the Union.
cost: Équipe, hébergement, commissions de paiement, essais de charge.
= Team, hosting, payment fees, load trials.
pricing: À la commande : une part revient à la refonte de la boutique.
= By the order: a share goes to rebuilding the shop.
sla: Une commande d’essai par minute, depuis trois villes.
= One trial order a minute, from three towns.
distribution: Sous les deux marques, Hélianthe Socle et Hélianthe Élan.
= Under both brands, Hélianthe Socle and Hélianthe Élan.
supply: Opération ouverte en cinq jours, close à la date dite.
= A campaign opens within five days and closes on the day said.
support_terms: Astreinte de développement sous trente minutes, jour et nuit.
= Developers on duty within thirty minutes, day and night.
training_terms: Donnée par l’équipe de la boutique, sur une copie.
= Given by the shop’s team, on a copy.
""",
    "Téléphonie d’accueil": """
description: L’appel arrive, le client dit ce qu’il veut, le conseiller libre le plus compétent décroche. Les files se voient en direct.
= The call comes in, the customer says what they want, the most competent free adviser picks up. Queues are in sight as they happen.
inclusions: les numéros du service client | l’aiguillage par motif | le mur d’affichage | l’enregistrement pour la qualité
= the customer service numbers | routing by reason | the wall display | recording for quality
exclusions: les lignes personnelles : voir « Téléphone mobile » | la fiche du client : voir « Relation client »
= personal lines: see “Mobile phone” | the customer’s file: see “Customer relations”
prerequisites: Un poste au plateau ou à domicile avec une ligne vérifiée.
= A seat on the floor, or at home with a checked line.
service_hours: De 8 h à 21 h, du lundi au samedi ; en dehors, un message et un rappel.
= From 8 am to 9 pm, Monday to Saturday; at other times a message and a call-back.
support: Chef de plateau, puis 3030 en priorité ; la ligne de secours s’ouvre d’un bouton.
= Floor manager, then 3030 first in line; the spare line opens with one button.
duties: Se mettre en pause quand vous quittez le poste. | Dire au client qu’il est enregistré.
= Put yourself on pause when you leave the seat. | Tell customers that they are recorded.
training: Une heure sur la console, deux pour les superviseurs.
= An hour on the console, two for supervisors.
documents: Arbre des motifs, fiche « Ligne de secours ».
= Tree of reasons, sheet “Spare line”.
realisation: Aiguillage relu chaque mois avec les superviseurs, à partir des motifs réels.
= Routing is reviewed each month with the supervisors, from real reasons for calling.
sourcing: Opérateur en service, deux liens ; console d’un éditeur.
= Operated by a telephone company, two lines; an editor’s console.
cost: Abonnement des postes, communications entrantes, liens.
= Subscription of seats, incoming calls, lines.
sla: Appels d’essai toutes les trois minutes ; la part des appels pris en vingt secondes vient de la console.
= Trial calls every three minutes; the share of calls taken within twenty seconds comes from the console.
distribution: Plateau de Villeneuve-d’Ascq et conseillers à domicile.
= Floor of Villeneuve-d’Ascq and advisers at home.
supply: Poste ouvert en un jour ; numéro de campagne en cinq.
= A seat opens within a day; a campaign number within five.
support_terms: 3030, puis opérateur sous une heure.
= 3030, then the telephone company within an hour.
training_terms! Les superviseurs se forment entre eux.
""",
    "Catalogue produits": """
description: Une fiche par produit, avec ses photos, ses mesures et ses textes ; corrigée une fois, elle l’est partout où elle sert.
= One sheet for each product, with its photos, measurements and texts; corrected once, it is corrected wherever it is used.
inclusions: les fiches et les photos | les traductions | l’envoi à la boutique et aux magasins
= sheets and photos | translations | sending to the on-line shop and to the shops
exclusions: les prix, tenus par les ventes | la prise de vue
= prices, kept by sales | taking the photos
prerequisites: Un référent produit dans l’unité.
= A product reference person in the unit.
service_hours: De 6 h à 22 h tous les jours.
= From 6 am to 10 pm every day.
support: Question sur la fiche même ; 3030 pour une panne.
= Ask on the sheet itself; 3030 for a failure.
duties: Relire une fiche par an. | Citer la source des mesures.
= Check each sheet once a year. | Say where measurements come from.
training: Deux heures, une fois par trimestre.
= Two hours, once a quarter.
realisation: Import chaque nuit depuis le bureau d’études.
= Imported each night from the design office.
sourcing: Éditeur en location annuelle.
= Rented yearly from an editor.
sla: Une fiche d’essai est relue toutes les cinq minutes dans la boutique.
= A trial sheet is read every five minutes in the on-line shop.
supply: Ouvert en une semaine avec les familles de l’unité.
= Opened within a week with the unit’s families of products.
support_terms: Référent produit, puis éditeur sous un jour.
= Product reference person, then the editor within a day.
""",
}
