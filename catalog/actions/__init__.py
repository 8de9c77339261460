"""The verbs of the catalogue."""

from .components import path_to, set_components
from .offerings import save_offering
from .usages import end_usage, set_usage

__all__ = ["end_usage", "path_to", "save_offering", "set_components", "set_usage"]
