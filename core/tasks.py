"""Tasks that keep the house: beat's sign of life, and work whose worker died."""

from celery import shared_task

from core import clock, jobs
from core.models import Heartbeat


@shared_task
def beat_seen() -> None:
    Heartbeat.objects.update_or_create(name="beat", defaults={"at": clock.now()})


@shared_task
def run_job(uid: str) -> None:
    jobs.run(uid, now=clock.now())


@shared_task
def run_overdue_jobs() -> None:
    """Start again what nobody finished."""
    jobs.run_overdue(now=clock.now())
