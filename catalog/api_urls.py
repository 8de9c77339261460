"""API routes of this app, under /api/v1/."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from catalog.api.measures import MeasureViewSet
from catalog.api.offerings import OfferingViewSet
from catalog.api.usages import UsageViewSet

router = SimpleRouter()
router.register("offerings", OfferingViewSet, basename="api-offering")
urlpatterns = [
    path(
        "usages/",
        UsageViewSet.as_view({"get": "list", "post": "create", "delete": "destroy"}),
        name="api-usage-list",
    ),
    path("measures/", MeasureViewSet.as_view({"get": "list", "post": "create"}), name="api-measure-list"),
    *router.urls,
]
