"""Telling everybody touched: what each person was told last must state the current facts.

`issuing` writes what there is to tell (`Notice` rows) in the transaction of the change; `queueing` turns,
at each tick, all that a person is to be told into one mail. The database is the schedule.
"""

from .facts import fingerprint
from .failures import alert_failures
from .issuing import cancelled, facts_changed, finished, plan, reach_changed
from .queueing import queue_due_notices
from .sweeping import sweep_reach

__all__ = [
    "alert_failures",
    "cancelled",
    "facts_changed",
    "fingerprint",
    "finished",
    "plan",
    "queue_due_notices",
    "reach_changed",
    "sweep_reach",
]
