"""« Gérer »."""

from __future__ import annotations

from dsi_marketing.demo.cards.spec import (
    DAYS,
    EACH,
    FLAT,
    FREE,
    HOURS,
    MINUTES,
    PASSED,
    STEPS,
    Ask,
    Card,
    Charge,
    Need,
)

# fmt: off
CARDS: list[Card] = [
    Card(
        "Grand livre", "General ledger",
        "Tenir les comptes et clôturer le mois en cinq jours.",
        "Keep the accounts and close the month in five days.",
        ("SAP FI", "comptabilité générale", "ERP finance", "S/4HANA"),
        "DSI-ETU:3", "account", ("FIN",), grade="C", hours="bureau", opening="targeted", reviewed=2, review=10, live=9,
        quantities=(("FIN", 176),),
        asks=(
            Ask("Un accès au grand livre", "Access to the ledger", "formulaire, accord de la comptabilité générale", "form, general accounting’s agreement", 2, DAYS, "grand-livre"),
            Ask("Un compte ou une section", "An account or a section", "formulaire, avant le 25 du mois", "form, before the 25th of the month", 1, DAYS, "plan-comptable"),
            Ask("Rouvrir une période", "Reopen a period", "message au responsable, avec le motif", "a message to the owner, with the reason", 4, HOURS),
        ),
        charges=(
            Charge("Grand livre", "General ledger", PASSED, "40200.00", "41500.00", "unit", conditions="Coût du mois, partagé selon les utilisateurs actifs le 15.", conditions_en="The month’s cost, shared by the users active on the 15th."),
            Charge("Version 8 du grand livre", "Version 8 of the ledger", STEPS, per="unit", period="once", conditions="Forfait du projet, devis 3, signé par la Finance.", conditions_en="Fixed price of the project, quotation 3, signed by Finance.", steps=(
                ("Lot 1 : reprise des comptes", "Lot 1: accounts taken over", -110, "9800.00"),
                ("Lot 2 : clôture accélérée", "Lot 2: faster closing", -19, "12400.00"),
                ("Lot 3 : rapports de groupe", "Lot 3: group reports", 75, "8600.00"),
            )),
        ),
        needs=(("FIN", Need("high", "high", "high", "aucune pendant la clôture")),),
    ),
    Card(
        "Trésorerie", "Treasury",
        "Voir chaque matin la position de toutes les banques.",
        "See the position of every bank each morning.",
        ("Kyriba", "cash management", "relevés bancaires", "EBICS"),
        "DSI-ETU:3", "DSI-ETU:30", ("FIN-TRE", "FIN-CG"), grade="C", hours="bureau", opening="targeted", reviewed=6, review=6, live=6,
        asks=(
            Ask("Une banque de plus", "One more bank", "formulaire, avec le contrat de la banque", "form, with the bank’s contract", 15, DAYS, "banque"),
            Ask("Un pouvoir de signature", "A power to sign", "lettre du directeur financier", "a letter of the financial director", 1, DAYS),
        ),
        charges=(
            Charge("Trésorerie", "Treasury", FLAT, "1150.00", "1180.00", "unit", conditions="Toutes les banques et tous les comptes compris.", conditions_en="Every bank and every account included."),
        ),
        needs=(("FIN-TRE", Need("high", "high", "high", "le site de chaque banque")),),
    ),
    Card(
        "Dématérialisation des factures", "Paperless invoices",
        "Retrouver une facture en trois secondes, de la réception au paiement.",
        "Find an invoice in three seconds, from receipt to payment.",
        ("OCR", "factures fournisseurs", "facture électronique", "démat"),
        "DSI-ETU:30", "DSI-ETU:3", ("FIN-CF", "FIN-CC", "ASG-ACH"), grade="E", hours="bureau", volume=47, reviewed=3, review=9, live=3,
        quantities=(("FIN-CF", 6212), ("FIN-CC", 3628)),
        asks=(
            Ask("Un circuit de validation", "An approval route", "formulaire, avec les valideurs et leurs montants", "form, with the approvers and their amounts", 5, DAYS, "circuit-facture"),
            Ask("Retrouver une facture illisible", "Find an unreadable invoice", "assistance 3030, avec le nom du fournisseur", "help desk 3030, with the supplier’s name", 4, HOURS),
            Ask("Un fournisseur sans papier", "A supplier without paper", "depuis la fiche du fournisseur", "from the supplier’s page", 3, DAYS),
        ),
        charges=(
            Charge("Facture lue", "Invoice read", EACH, "0.1200", "0.1100", "item", "facture", "invoice", conditions="Dix ans de garde compris. Une facture rejetée n’est pas comptée.", conditions_en="Ten years of keeping included. A rejected invoice is not counted."),
        ),
        needs=(("FIN-CF", Need("high", "high", "medium", "saisir la facture à la main")),),
    ),
    Card(
        "Notes de frais", "Expense claims",
        "Être remboursé en cinq jours à partir d’une photo du reçu.",
        "Be paid back within five days from a photo of the receipt.",
        ("remboursement", "frais de mission", "Concur", "reçus"),
        "DSI-ETU:30", "DSI-ETU:44", ("FIN", "VM-FR:NOMADES", "VM-GC", "COMEX"), grade="S", hours="bureau", volume=2, reviewed=1, review=11, live=4,
        quantities=(("FIN", 412),),
        asks=(
            Ask("Être remboursé", "Be paid back", "une photo du reçu, depuis le téléphone", "a photo of the receipt, from your phone", 5, DAYS, taken="4.2"),
            Ask("Une carte de l’entreprise", "A company card", "formulaire, accord du responsable", "form, manager’s agreement", 10, DAYS, "carte"),
            Ask("Changer de valideur", "Change the approver", "rien à faire, suit l’organigramme", "nothing to do, follows the organisation chart", 1, DAYS),
        ),
        charges=(
            Charge("Note de frais", "Expense claim", EACH, "0.2000", "0.1800", "item", "note", "claim", conditions="Une note réunit tous les reçus d’un mois.", conditions_en="One claim holds all the receipts of a month."),
        ),
        needs=(("VM-FR:NOMADES", Need("medium", "medium", "low", "garder les reçus, saisir plus tard")),),
    ),
    Card(
        "Paie", "Payroll",
        "Une paie juste et à l’heure, et le bulletin dans votre coffre.",
        "The right pay on time, and the payslip in your safe.",
        ("HR Access", "bulletin de salaire", "fiche de paie", "SIRH"),
        "DSI-ETU:50", "DSI-ETU:44", ("RH-PAIE",), grade="C", hours="bureau", opening="targeted", volume=170, reviewed=4, review=8, live=9,
        asks=(
            Ask("Un accès au dossier de paie", "Access to payroll files", "formulaire, accord de la responsable de la paie", "form, with the payroll manager’s agreement", 2, DAYS, "paie"),
            Ask("Un état réglementaire", "A statutory report", "formulaire, avec le texte de loi", "form, with the law that asks for it", 10, DAYS, "etat-paie"),
        ),
        charges=(
            Charge("Bulletin", "Payslip", EACH, "1.5500", "1.6000", "item", "bulletin", "payslip", conditions="Coffre numérique du salarié compris, pour cinquante ans.", conditions_en="The employee’s digital safe included, for fifty years."),
        ),
        needs=(("RH-PAIE", Need("high", "high", "high", "reconduire la paie du mois précédent")),),
    ),
    Card(
        "Temps et activités", "Time and activities",
        "Saisir vos heures et poser vos congés en une minute.",
        "Record your hours and book your leave in a minute.",
        ("GTA", "congés", "absences", "RTT", "planning des équipes"),
        "DSI-ETU:44", "DSI-ETU:50", ("FIN", "RH", "PROD:CHEFS"), grade="E", hours="bureau", reviewed=5, review=7, live=5,
        quantities=(("FIN", 238),),
        asks=(
            Ask("Corriger un compteur", "Correct a balance", "message aux RH, avec la date", "a message to HR, with the date", 2, DAYS),
            Ask("Un horaire pour une équipe", "A timetable for a team", "formulaire, deux semaines avant", "form, two weeks before", 5, DAYS, "horaire"),
            Ask("Valider à la place d’un absent", "Approve for somebody away", "formulaire, 2 champs", "form, 2 fields", 4, HOURS, "suppleant"),
        ),
        charges=(
            Charge("Temps et activités", "Time and activities", EACH, "1.0500", "1.1000", what="personne", what_en="person", conditions="Les chefs d’équipe paient pour leur équipe.", conditions_en="Team leaders pay for their team."),
        ),
        needs=(("PROD:CHEFS", Need("high", "medium", "medium", "la feuille de présence")), ("RH", Need("high", "medium", "high"))),
    ),
    Card(
        "Achats en ligne", "On-line purchasing",
        "Commander dans le catalogue négocié, sans bon papier.",
        "Order from the negotiated catalogue, without paper forms.",
        ("Ariba", "e-procurement", "demande d’achat", "fournitures"),
        "DSI-ETU:60", "DSI-ETU:30", ("ASG", "PROD-MNT", "RD", "DSI-PRO"), grade="E", hours="bureau", origin="supply", reviewed=8, review=4, live=4,
        asks=(
            Ask("Un droit de commander", "A right to order", "formulaire, avec le plafond", "form, with the ceiling", 2, DAYS, "acheteur"),
            Ask("Un fournisseur de plus au catalogue", "One more supplier in the catalogue", "demande à l’acheteur de la famille", "ask the buyer of that family", 15, DAYS),
        ),
        charges=(
            Charge("Achats en ligne", "On-line purchasing", FREE, conditions="Payé par les remises des fournisseurs.", conditions_en="Paid by the suppliers’ discounts."),
        ),
        needs=(("PROD-MNT", Need("high", "medium", "low", "le téléphone au fournisseur")),),
    ),
    Card(
        "Contrats", "Contracts",
        "Retrouver un contrat et être prévenu avant son échéance.",
        "Find a contract and be warned before it ends.",
        ("contrathèque", "CLM", "échéancier"),
        "DSI-ETU:60", "DSI-ETU:21", ("JUR", "ASG-ACH"), grade="S", hours="bureau", opening="targeted", reviewed=7, review=5, live=3,
        asks=(
            Ask("Verser un contrat", "Add a contract", "déposer le fichier, 5 champs à relire", "drop the file, 5 fields to check", 0, MINUTES),
            Ask("Un modèle de contrat", "A contract template", "formulaire, accord du Juridique", "form, Legal’s agreement", 10, DAYS, "modele-contrat"),
            Ask("Un accès à un dossier réservé", "Access to a restricted file", "message au juriste qui le tient", "a message to the lawyer who keeps it", 1, DAYS),
        ),
        charges=(
            Charge("Contrathèque", "Contract library", FLAT, "240.00", "250.00", "unit", conditions="Quel que soit le nombre de contrats.", conditions_en="However many contracts."),
        ),
        needs=(("JUR", Need("medium", "medium", "high", "les originaux aux archives")),),
    ),
]
