"""Pages of this app."""

from django.urls import path

from calendar_ops.views import interventions

app_name = "calendar_ops"
urlpatterns = [
    path("interventions/", interventions.intervention_list, name="interventions"),
    path("interventions/<str:reference>/", interventions.intervention, name="intervention"),
]
