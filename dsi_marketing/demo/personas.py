"""The people who sign in to the demonstration, one for each role, named after it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language


@dataclass(frozen=True, slots=True)
class Persona:
    """`profiles` are (access profile, code of the unit it is held over or empty)."""

    username: str
    name: str
    unit: str
    role: str
    role_en: str
    profiles: tuple[tuple[str, str], ...] = ()
    language: str = "fr"
    site: str = "SIEGE"

    @property
    def role_here(self) -> str:
        """The role in the language in force."""
        return self.role_en if get_language() == "en" else self.role


PERSONAS: list[Persona] = [
    Persona(
        "employee",
        "Nadia Benali",
        "FIN-CF",
        "Salariée, comptabilité fournisseurs",
        "Employee, accounts payable",
    ),
    Persona(
        "employee-en",
        "Emily Clarke",
        "VM-LON",
        "Salariée, Londres",
        "Employee, London",
        language="en",
        site="LONDRES",
    ),
    Persona(
        "relay",
        "Yann Prévost",
        "PROD-AT1",
        "Relais de l’atelier assemblage",
        "Relay of the assembly workshop",
        site="NANTES",
    ),
    Persona(
        "delivery",
        "Marc Delattre",
        "DSI-PRO",
        "Responsable de la production informatique",
        "Delivery manager",
        (("delivery-manager", ""),),
    ),
    Persona("cio", "Camille Ferrand", "DSI", "Directrice des systèmes d’information", "CIO", (("cio", ""),)),
    Persona(
        "approver",
        "Hervé Lacombe",
        "DSI-PRO",
        "Approuve les urgences majeures",
        "Approver of emergencies",
        (("emergency-approver", ""),),
    ),
    Persona(
        "representative",
        "Élise Lacroix",
        "FIN",
        "Porte-parole de la Finance",
        "Representative of Finance",
        (("unit-representative", "FIN"),),
    ),
    Persona(
        "representative-sales",
        "Paul Garnier",
        "VM",
        "Porte-parole des ventes",
        "Representative of sales",
        (("unit-representative", "VM"),),
    ),
    Persona(
        "account",
        "Sophie Nguyen",
        "DSI-ETU",
        "Responsable de compte, Finance et R&D",
        "Account manager, Finance and R&D",
        (("account-manager", "FIN"), ("account-manager", "RD")),
    ),
    Persona(
        "catalogue",
        "Karim Haddad",
        "DSI-MKT",
        "Tient le catalogue",
        "Catalogue editor",
        (("catalogue-editor", ""),),
    ),
    Persona(
        "costs",
        "Valérie Morin",
        "FIN-CDG",
        "Contrôleuse de gestion des systèmes d’information",
        "IT controller",
        (("cost-keeper", ""),),
    ),
    Persona(
        "marketing",
        "Claire Vasseur",
        "DSI-MKT",
        "Responsable marketing SI",
        "Marketing manager",
        (("marketing-manager", ""), ("delivery-manager", "")),
    ),
    Persona(
        "communication",
        "Inès Morel",
        "DSI-MKT",
        "Responsable de la communication",
        "Communication manager",
        (("communication-manager", ""),),
    ),
    Persona(
        "quality",
        "Bruno Tessier",
        "DSI",
        "Responsable qualité",
        "Quality manager",
        (("quality-manager", ""),),
    ),
    Persona(
        "administrator",
        "Thomas Weber",
        "DSI-SUP",
        "Administre le portail",
        "Administrator",
        (("administrator", ""),),
    ),
]
