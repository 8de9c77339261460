"""The Celery application. The database is the schedule: tasks are nudges and beat only ticks."""

import os

from celery import Celery
from celery.signals import worker_init
from kombu.transport import TRANSPORT_ALIASES

from core.collector import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dsi_marketing.settings")

TRANSPORT_ALIASES["filesystem"] = "core.file_broker:Transport"
app = Celery("dsi_marketing")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def settled(**_kwargs) -> None:
    settle()
