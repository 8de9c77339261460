"""The records of the catalogue [3.4], one noun a file."""

from .cards import CardSection, OfferingDocument, WorkingCopy
from .levels import LevelTarget, ServiceHours, ServiceLevel, ServiceLevelMeasure
from .offerings import Alias, Category, Offering
from .prices import CostMonth, CostObjective, Milestone, Price, Tariff
from .requests import RequestDelay, RequestType
from .solutions import Component, Requirement
from .usages import Usage

__all__ = [
    "Alias",
    "CardSection",
    "Category",
    "Component",
    "CostMonth",
    "CostObjective",
    "LevelTarget",
    "Milestone",
    "Offering",
    "OfferingDocument",
    "Price",
    "RequestDelay",
    "RequestType",
    "Requirement",
    "ServiceHours",
    "ServiceLevel",
    "ServiceLevelMeasure",
    "Tariff",
    "Usage",
    "WorkingCopy",
]
