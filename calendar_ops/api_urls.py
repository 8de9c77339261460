"""API routes of this app, under /api/v1/."""

from rest_framework.routers import SimpleRouter

from calendar_ops.api.interventions import InterventionViewSet

router = SimpleRouter()
router.register("interventions", InterventionViewSet, basename="api-intervention")
urlpatterns = router.urls
