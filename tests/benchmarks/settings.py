"""The portal's own settings, with the floor page beside its pages and no collected static files."""

from dsi_marketing.settings import *  # noqa: F403
from dsi_marketing.settings import STORAGES

ROOT_URLCONF = "tests.benchmarks.floor_urls"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
