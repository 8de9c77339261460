"""The WSGI entry point, served by gunicorn in production."""

import os

from django.core.wsgi import get_wsgi_application

from core.collector import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dsi_marketing.settings")
application = get_wsgi_application()
settle()
