"""The verbs of the catalogue."""

from .assembling import save_assembly
from .components import Joined, path_to, replace_component, set_components
from .copying import copy_solution
from .offerings import save_offering
from .requirements import Required, set_requirements
from .usages import end_usage, set_usage

__all__ = [
    "Joined",
    "Required",
    "copy_solution",
    "end_usage",
    "path_to",
    "replace_component",
    "save_assembly",
    "save_offering",
    "set_components",
    "set_requirements",
    "set_usage",
]
