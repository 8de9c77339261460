from .calendars import Calendar, Period, Revision, Span
from .interventions import Alert, Breach, Intervention, Precaution, Reach, UnitChoice
from .notices import FeedToken, Notice

__all__ = [
    "Alert",
    "Breach",
    "Calendar",
    "FeedToken",
    "Intervention",
    "Notice",
    "Period",
    "Precaution",
    "Reach",
    "Revision",
    "Span",
    "UnitChoice",
]
