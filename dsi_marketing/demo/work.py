"""What the demonstration says of an intervention, and the precautions that it chooses from."""

from __future__ import annotations

from dataclasses import dataclass

from calendar_ops.enums import Nature, State, WorkClass, WorkTarget

PRECAUTIONS: dict[str, tuple[str, str]] = {
    "save": (
        "Enregistrez votre travail et fermez l’application.",
        "Save your work and close the application.",
    ),
    "plugged": (
        "Laissez votre ordinateur allumé et branché ; il redémarre tout seul.",
        "Leave your computer on and plugged in; it restarts by itself.",
    ),
    "entries": (
        "Terminez vos saisies ; elles ne sont plus possibles pendant les travaux.",
        "Finish your entries; none can be made during the work.",
    ),
    "paper": (
        "Préparez le cahier de relevé papier ; reportez les relevés après le retour.",
        "Have the paper log ready; enter the readings once it is back.",
    ),
    "offline": (
        "Synchronisez votre appareil ; il continue hors ligne.",
        "Synchronise your device; it goes on off line.",
    ),
    "nothing": ("Vous n’avez rien à préparer.", "There is nothing for you to prepare."),
}


@dataclass(frozen=True, slots=True)
class Work:
    """`day` counts from today; `hour` is of Paris. The slot is the first one allowed from there."""

    title: str
    title_en: str
    impact: str
    impact_en: str
    offerings: tuple[str, ...]
    day: int
    hour: str
    minutes: int
    interruption: int
    state: State
    precaution: str = "save"
    nature: Nature = Nature.MAINTENANCE
    target: WorkTarget = WorkTarget.SERVER
    work_class: WorkClass = WorkClass.NORMAL
    sites: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    dropped: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    justification: str = ""
    conflict: bool = False
    told: bool = False  # replayed with its mails however many people it touches
    colour: str = ""  # where the slot must lie: "red" for an emergency
    fallback: str = "Retour à la version précédente en 30 min."
