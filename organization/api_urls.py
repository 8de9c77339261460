"""API routes of this app, under /api/v1/."""

from rest_framework.routers import SimpleRouter

from organization.api import GroupViewSet, PersonViewSet, SiteViewSet

router = SimpleRouter()
router.register("sites", SiteViewSet, basename="api-site")
router.register("groups", GroupViewSet, basename="api-group")
router.register("people", PersonViewSet, basename="api-person")
urlpatterns = router.urls
