"""What some cards said in their earlier versions, and what is typed for others and not published yet."""

from __future__ import annotations

EARLIER: dict[str, tuple[dict[str, str], ...]] = {
    "Messagerie et agenda": (
        {
            "section.support": "Assistance 3030, de 8 h à 18 h.",
            "section.support.en": "Help desk 3030, 8 am to 6 pm.",
        },
        {
            "section.inclusions": "- une boîte de 50 Go et votre agenda\n- les salles de réunion\n- l’accès depuis le téléphone\n- 30 jours de corbeille",
            "section.inclusions.en": "- a mailbox of 50 GB and your calendar\n- meeting rooms\n- access from the phone\n- 30 days of deleted mail",
            "section.duties": "- Ranger ou effacer avant 50 Go.\n- Signaler un message douteux, sans l’ouvrir.",
            "section.duties.en": "- Tidy up or delete before 50 GB.\n- Report a doubtful message, without opening it.",
        },
    ),
    "Accès à distance": (
        {
            "section.description": "Depuis chez vous, vous ouvrez l’accès avec un code reçu sur votre téléphone et retrouvez vos dossiers.",
            "section.description.en": "From home, you open the access with a code received on your phone and find your folders.",
            "section.prerequisites": "Un téléphone enregistré.",
            "section.prerequisites.en": "A registered phone.",
        },
        {
            "benefit": "Travailler hors du bureau comme si vous y étiez.",
            "benefit_en": "Work away from the office as if you were there.",
            "section.support": "3030, de 7 h 30 à 20 h en semaine.",
            "section.support.en": "3030, 7:30 am to 8 pm on weekdays.",
        },
    ),
    "Notes de frais": (
        {
            "benefit": "Être remboursé en dix jours à partir d’une photo du reçu.",
            "benefit_en": "Be paid back within ten days from a photo of the receipt.",
            "section.description": "Vous photographiez le reçu et saisissez la date et le montant ; votre responsable valide et l’argent arrive sous dix jours.",
            "section.description.en": "You take a photo of the receipt and type date and amount; your manager approves and the money comes within ten days.",
        },
        {
            "section.exclusions": "- l’avance de frais\n- la réservation des voyages\n- les frais kilométriques",
            "section.exclusions.en": "- advances on expenses\n- booking of journeys\n- mileage",
        },
    ),
}
"""French name → what the texts that changed said before the second version, then before the third: the card is at its
third. Keys are those of the audit trail of a publishing."""

TYPED: dict[str, dict[str, str]] = {
    "Agence prête en un jour": {
        "section_exclusions": "- le mobilier\n- l’enseigne",
        "section_service_hours": "De 6 h à 22 h, tous les jours.",
        "section_support": "3030, touche 2, comme pour le bureau nomade.",
        "request_0_label": "Ouvrir une agence",
        "request_0_how": "formulaire, six semaines avant l’ouverture",
        "request_main": "0",
    },
    "Raccorder un site": {
        "section_exclusions": "- les travaux du bâtiment",
        "section_reporting": "Un compte rendu d’une page après chaque comité, tous les quinze jours.",
        "next_review": "",
    },
}
"""French name → what the controls of its form hold where that differs from what is written."""
