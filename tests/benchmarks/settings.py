"""The portal's own settings, with the floor page beside its pages and no collected static files."""

from dsi_marketing import settings as portal

globals().update({name: getattr(portal, name) for name in dir(portal) if name.isupper()})

ROOT_URLCONF = "tests.benchmarks.floor_urls"
STORAGES = {
    **portal.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
