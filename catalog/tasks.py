"""What the catalogue does by itself: one line each, the verbs are in catalog.actions."""

from celery import shared_task

from catalog import actions
from catalog.views import imports
from core import clock

__all__ = ["imports", "remind_reviews", "retire_due"]  # the imports register their jobs


@shared_task
def remind_reviews() -> None:
    actions.remind_reviews(now=clock.now())


@shared_task
def retire_due() -> None:
    actions.retire_due(now=clock.now())
