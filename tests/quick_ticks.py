"""The settings of a portal that runs for a test: beat ticks every two seconds, so that nobody waits half a minute."""

from dsi_marketing import settings as portal

TICK, QUICK_TICK = 30.0, 2.0

globals().update({name: getattr(portal, name) for name in dir(portal) if name.isupper()})
CELERY_BEAT_SCHEDULE = {
    name: {**entry, "schedule": QUICK_TICK if entry["schedule"] == TICK else entry["schedule"]}
    for name, entry in portal.CELERY_BEAT_SCHEDULE.items()
}
