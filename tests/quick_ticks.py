"""The settings of a portal that runs for a test: beat ticks every two seconds, so that nobody waits half a minute."""

from dsi_marketing.settings import *  # noqa: F403
from dsi_marketing.settings import CELERY_BEAT_SCHEDULE as SCHEDULE

TICK, QUICK_TICK = 30.0, 2.0
CELERY_BEAT_SCHEDULE = {
    name: {**entry, "schedule": QUICK_TICK if entry["schedule"] == TICK else entry["schedule"]}
    for name, entry in SCHEDULE.items()
}
