"""API routes of this app, under /api/v1/."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from calendar_ops.api.asking import AudienceView, CheckView, SlotsView
from calendar_ops.api.colours import BalanceView, TimelineView, TogetherView
from calendar_ops.api.interventions import InterventionViewSet
from calendar_ops.api.periods import PeriodViewSet

router = SimpleRouter()
router.register("interventions", InterventionViewSet, basename="api-intervention")
router.register("periods", PeriodViewSet, basename="api-period")
urlpatterns = [
    path("units/<str:code>/timeline/", TimelineView.as_view(), name="api-unit-timeline"),
    path("units/<str:code>/balance/", BalanceView.as_view(), name="api-unit-balance"),
    path("balance/", TogetherView.as_view(), name="api-balance"),
    path("interventions/check/", CheckView.as_view(), name="api-intervention-check"),
    path("interventions/slots/", SlotsView.as_view(), name="api-intervention-slots"),
    path("interventions/audience/", AudienceView.as_view(), name="api-intervention-audience"),
    *router.urls,
]
