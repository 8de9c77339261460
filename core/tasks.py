"""Tasks that keep the house: beat's sign of life, and work whose worker died."""

from celery import shared_task
from django.utils import timezone

from core.models import Heartbeat


@shared_task
def beat_seen() -> None:
    Heartbeat.objects.update_or_create(name="beat", defaults={"at": timezone.now()})


@shared_task
def run_overdue_jobs() -> None:
    """Start again what nobody finished; written with core.jobs."""
