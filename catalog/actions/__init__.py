"""The verbs of the catalogue."""

from .assembling import save_assembly
from .cards import drop_copy, keep_copy, write_card
from .components import Joined, path_to, replace_component, set_components
from .copying import copy_solution
from .costs import import_costs, remove_costs, save_costs, set_objective
from .documents import attach_document, remove_document
from .offerings import save_offering
from .price_import import import_prices
from .prices import (
    end_tariff,
    make_main,
    remove_milestone,
    remove_price,
    save_milestone,
    save_tariff,
    set_price,
)
from .publishing import Refused, publish
from .requirements import Required, set_requirements
from .retiring import retire, retire_due, take_up
from .reviewing import remind_reviews
from .usages import end_usage, set_usage

__all__ = [
    "Joined",
    "Refused",
    "Required",
    "attach_document",
    "copy_solution",
    "drop_copy",
    "end_tariff",
    "end_usage",
    "import_costs",
    "import_prices",
    "keep_copy",
    "make_main",
    "path_to",
    "publish",
    "remind_reviews",
    "remove_costs",
    "remove_document",
    "remove_milestone",
    "remove_price",
    "replace_component",
    "retire",
    "retire_due",
    "save_assembly",
    "save_costs",
    "save_milestone",
    "save_offering",
    "save_tariff",
    "set_components",
    "set_objective",
    "set_price",
    "set_requirements",
    "set_usage",
    "take_up",
    "write_card",
]
