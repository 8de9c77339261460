"""The verbs of the catalogue."""

from .assembling import save_assembly
from .cards import drop_copy, keep_copy, write_card
from .components import Joined, path_to, replace_component, set_components
from .copying import copy_solution
from .offerings import save_offering
from .publishing import Refused, publish
from .requirements import Required, set_requirements
from .retiring import retire, retire_due, take_up
from .reviewing import remind_reviews
from .usages import end_usage, set_usage

__all__ = [
    "Joined",
    "Refused",
    "Required",
    "copy_solution",
    "drop_copy",
    "end_usage",
    "keep_copy",
    "path_to",
    "publish",
    "remind_reviews",
    "replace_component",
    "retire",
    "retire_due",
    "save_assembly",
    "save_offering",
    "set_components",
    "set_requirements",
    "set_usage",
    "take_up",
    "write_card",
]
