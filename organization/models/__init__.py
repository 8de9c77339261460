from .access import ApiToken, Grant
from .brand import Brand
from .people import Capacity, Group, User
from .units import BusinessUnit, Site

__all__ = ["ApiToken", "Brand", "BusinessUnit", "Capacity", "Grant", "Group", "Site", "User"]
