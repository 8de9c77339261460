"""The portal's addresses. Each app has its pages in urls.py and its API routes in api_urls.py."""

from django.urls import include, path

from dsi_marketing import health
from dsi_marketing.pages.home import home
from dsi_marketing.pages.person import person
from dsi_marketing.pages.unit import unit

urlpatterns = [
    path("", home, name="home"),
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("units/<str:code>/", unit, name="unit"),
    path("people/<str:ref>/", person, name="person"),
    path("", include("core.urls")),
    path("", include("organization.urls")),
    path("", include("outbox.urls")),
    path("", include("catalog.urls")),
    path("", include("calendar_ops.urls")),
    path("accounts/", include("allauth.urls")),
    path("api/v1/", include("organization.api_urls")),
    path("api/v1/", include("catalog.api_urls")),
    path("api/v1/", include("calendar_ops.api_urls")),
]
