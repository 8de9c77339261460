"""What some offerings of Groupe Hélianthe cost in full, what was billed for them, and what their prices are for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Costs:
    """Euros a month, around which each month varies by a few per cent. `credits` are (months ago, amount), 0 being the
    last month that is over; `unbilled` are months ago that nobody has billed yet."""

    objective: str
    note: str
    full: str
    billed: str
    credits: tuple[tuple[int, str], ...] = ()
    unbilled: tuple[int, ...] = ()


# fmt: off
COSTS: dict[str, Costs] = {
    "Grand livre": Costs("break_even", "Le coût est passé tel quel aux unités qui l’emploient.", "41350", "41500", credits=((2, "1250.00"),)),
    "Messagerie et agenda": Costs("break_even", "Prix revu chaque année avec le comité de pilotage.", "26900", "27300"),
    "Ordinateur portable géré": Costs("break_even", "L’amortissement est compté sur quatre ans.", "98400", "97200"),
    "Accès à distance": Costs("envelope", "Le budget de sécurité en prend un tiers.", "19800", "14900"),
    "Téléphone mobile": Costs("break_even", "Contrat renégocié, la baisse est rendue aux unités.", "18700", "19100"),
    "Impression": Costs("envelope", "Prix tenu bas le temps de retirer les imprimantes de bureau.", "9600", "6900"),
    "Carnet de visites Élan": Costs("break_even", "Développement compris, sur cinq ans.", "14200", "13500"),
    "Entrepôt": Costs("break_even", "", "9900", "9050", credits=((0, "420.00"), (3, "310.00"))),
    "Signature électronique": Costs("break_even", "L’abonnement et rien d’autre.", "1000", "1000"),
    "Calcul à la demande": Costs("envelope", "La recherche est aidée, par décision du comité exécutif.", "31500", "18200", unbilled=(0,)),
    "Commandes en ligne": Costs("profit", "Dix pour cent reversés à la refonte de la boutique.", "11800", "13100"),
    "Bureau du commercial nomade": Costs("break_even", "Somme des services et de l’intégration.", "19300", "19420"),
}
# fmt: on
"""French name of the offering → its costs."""
