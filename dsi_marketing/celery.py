"""The Celery application. The database is the schedule: tasks are nudges and beat only ticks."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dsi_marketing.settings")

app = Celery("dsi_marketing")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
