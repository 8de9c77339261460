"""Pages of this app."""

from django.urls import path

from calendar_ops.views import calendars, interventions

app_name = "calendar_ops"
urlpatterns = [
    path("calendars/", calendars.calendar_list, name="calendars"),
    path("calendars/<str:code>/", calendars.calendar, name="calendar"),
    path("calendars/<str:code>/periods/", calendars.periods, name="periods"),
    path("calendars/<str:code>/versions/", calendars.versions, name="versions"),
    path("interventions/", interventions.intervention_list, name="interventions"),
    path("interventions/<str:reference>/", interventions.intervention, name="intervention"),
]
