"""What the cards of « Conseils » say, and those that are not in the shop window."""

TEXTS: dict[str, str] = {
    "Choisir un outil": """
description: Avant d’acheter un logiciel, nous en comparons trois avec vous : ce qu’ils font, ce qu’ils coûtent sur cinq ans, ce qu’ils demandent.
= Before you buy software we compare three with you: what they do, what they cost over five years, what they ask of you.
inclusions: l’écoute de vos besoins | trois démonstrations | une grille de comparaison | un avis écrit
= listening to your needs | three demonstrations | a comparison grid | a written opinion
exclusions: la négociation du contrat, faite par les Achats | l’installation
= negotiating the contract, done by Purchasing | installing it
prerequisites: Un décideur nommé et deux utilisateurs disponibles trois demi-journées.
= A named decider and two users available for three half-days.
duties: Dire votre budget. | Venir aux trois démonstrations.
= Tell your budget. | Come to the three demonstrations.
documents: Grille type, exemples de comparaisons passées.
= Model grid, examples of past comparisons.
reporting: Un point par semaine, un avis de deux pages à la fin.
= One meeting a week, a two-page opinion at the end.
method: Un entretien, une liste de besoins pesés, trois démonstrations sur votre cas, une grille remplie ensemble : trois semaines.
= One interview, a weighted list of needs, three demonstrations on your own case, a grid filled in together: three weeks.
realisation: Deux conseillers par dossier, dont un qui ne connaît aucun des éditeurs.
= Two advisers for each file, one of whom knows none of the editors.
skills: Connaissance du marché, conduite d’entretien.
= Knowledge of the market, conducting interviews.
sourcing: Conseillers internes.
= Our own advisers.
pricing: Compris dans la contribution, pour que personne n’achète seul faute de moyens.
= Included in the contribution, so that nobody buys alone for want of means.
distribution: Sur place ou à distance.
= On site or remotely.
supply: Rappel sous trois jours ; le dossier est gardé pour qui aurait le même besoin.
= Called back within three days; the file is kept for whoever has the same need.
cost: Temps des deux conseillers.
= The two advisers’ time.
""",
    "Préparer un projet": """
description: En deux semaines, votre idée devient un dossier : ce qu’elle apporte, ce qu’elle coûte, ce qu’elle demande, par quoi commencer.
= Within two weeks your idea becomes a file: what it brings, what it costs, what it asks for, where to begin.
inclusions: cinq jours d’étude | un chiffrage à vingt pour cent près | deux chemins possibles | la présentation au décideur
= five days of study | a costing within twenty per cent | two possible ways | presenting it to the decider
exclusions: la conduite du projet | les maquettes détaillées
= running the project | detailed mock-ups
prerequisites: Une idée écrite en dix lignes et le nom de celui qui décidera.
= An idea written in ten lines and the name of whoever will decide.
duties: Ouvrir les portes des personnes à rencontrer. | Décider dans le mois.
= Open the doors of the people to meet. | Decide within the month.
documents: Modèle de dossier, exemple de chiffrage.
= Model file, example of a costing.
reporting: Un point à la fin de la première semaine, un dossier à la fin de la seconde.
= One meeting at the end of the first week, a file at the end of the second.
method: Cinq entretiens, une visite sur place, deux chemins comparés, une relecture avec la Finance.
= Five interviews, one visit on site, two ways compared, one review with Finance.
realisation: Un responsable de compte et un architecte.
= An account manager and an architect.
skills: Chiffrage, architecture, connaissance du métier.
= Costing, architecture, knowledge of the business.
sourcing: Équipe interne, un cabinet pour les sujets rares.
= Our own team, a firm for rare subjects.
cost: Temps de l’équipe ; le cabinet quand il est appelé.
= The team’s time; the firm when it is called.
pricing: Cinq jours offerts pour que chaque idée soit regardée ; les suivants se paient.
= Five days free so that each idea is looked at; the next ones are charged.
supply: Commence sous dix jours.
= Begins within ten days.
""",
    "Protéger ses données": """
description: Une demi-journée avec votre équipe pour savoir quelles données vous détenez, lesquelles feraient mal si elles fuyaient, et quoi faire d’abord.
= Half a day with your team to know which data you hold, which would hurt if it leaked, and what to do first.
inclusions: l’inventaire de vos données | trois mesures à prendre | le registre mis à jour
= an inventory of your data | three measures to take | the register brought up to date
exclusions: l’avis juridique | l’audit technique
= legal opinion | technical audit
prerequisites: La présence du responsable et de deux personnes du terrain.
= The manager and two people from the field are present.
duties: Appliquer la première mesure sous un mois.
= Apply the first measure within a month.
documents: Questionnaire, registre type, fiche « Que faire en cas de fuite ».
= Questionnaire, model register, sheet “What to do after a leak”.
method: Un questionnaire avant, trois heures ensemble, un compte rendu d’une page, un rappel à trois mois.
= A questionnaire beforehand, three hours together, a one-page report, a reminder after three months.
realisation: Diagnostic mené par la qualité avec un ingénieur de sécurité.
= The diagnosis is led by quality with a security engineer.
skills: Sécurité, droit des données, pédagogie.
= Security, data law, teaching.
sourcing: Équipe interne.
= Our own team.
pricing: Sans supplément : une fuite coûte plus cher.
= No extra charge: a leak costs more.
distribution: Dans vos locaux.
= On your premises.
reporting! Un seul compte rendu, remis à la fin.
""",
    "Traduction instantanée": """
description: Une traduction dans la messagerie et les documents, sans que le texte sorte du groupe.
= Translation within mail and documents, without the text leaving the group.
""",
    "Fax par la messagerie": """
description: Le fax reçu arrivait dans la boîte, le fax envoyé partait d’un message.
= A fax received came into the mailbox, a fax sent left from a message.
inclusions: un numéro par équipe
= one number a team
exclusions: les fax papier
= faxes on paper
service_hours: En semaine, de 7 h 30 à 20 h.
= On weekdays, from 7:30 am to 8 pm.
support: Assistance 3030.
= Help desk 3030.
duties: Relever la boîte chaque jour.
= Empty the mailbox each day.
""",
    "Agence prête en un jour": """
description: Les postes, la salle et les accès d’une agence, livrés et branchés en une journée.
= The computers, the room and the access of a branch, delivered and plugged in within a day.
inclusions: un bureau nomade par commercial | une salle équipée
= one travelling office for each salesperson | one equipped room
""",
    "Raccorder un site": """
description: De la visite des lieux à l’ouverture : lignes, réseau, postes, essais, avec un interlocuteur unique.
= From the visit to the opening: lines, network, computers, trials, with one person to talk to.
inclusions: la visite et le plan | les lignes et le réseau | la recette avec le site
= visit and plan | lines and network | acceptance with the site
method: Trois jalons, un comité toutes les deux semaines, une journée d’essai avant l’ouverture.
= Three milestones, a committee every two weeks, a day of trials before it opens.
""",
}
