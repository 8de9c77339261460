"""Pages of this app."""

from django.urls import path

from calendar_ops.views import agreements, calendars, feeds, interventions, planning
from calendar_ops.views.intervention_list import InterventionList

app_name = "calendar_ops"
urlpatterns = [
    path("calendars/subscriptions", feeds.subscribe, name="subscribe"),
    path("calendars/subscriptions/<uuid:uid>/revoke", feeds.revoke, name="feed-revoke"),
    path("feeds/calendar/<str:token>.ics", feeds.feed, name="feed"),
    path("feeds/event/<str:token>.ics", feeds.event, name="event-feed"),
    path("calendars/", calendars.calendar_list, name="calendars"),
    path("calendars/<str:code>/", calendars.calendar, name="calendar"),
    path("calendars/<str:code>/periods/", calendars.periods, name="periods"),
    path("calendars/<str:code>/periods/new/", agreements.add, name="period-add"),
    path("calendars/<str:code>/periods/<uuid:uid>/replace/", agreements.replace, name="period-replace"),
    path("calendars/<str:code>/periods/<uuid:uid>/withdraw/", agreements.withdraw, name="period-withdraw"),
    path("calendars/<str:code>/terms/", agreements.terms, name="terms"),
    path("calendars/<str:code>/keep/", agreements.keep, name="keep"),
    path("calendars/<str:code>/follow/", agreements.follow, name="follow"),
    path("calendars/<str:code>/versions/", calendars.versions, name="versions"),
    path("calendars/<str:code>/versions/<int:number>/", calendars.version, name="version"),
    path("interventions/", InterventionList.as_view(), name="interventions"),
    path("interventions/new/", planning.plan, name="plan"),
    path("interventions/verdict/", planning.verdict, name="verdict"),
    path("interventions/<str:reference>/edit/", planning.edit, name="edit"),
    path("interventions/<str:reference>/confirm/", planning.confirm, name="confirm"),
    path("interventions/<str:reference>/submit/", planning.submit, name="submit"),
    path("interventions/<str:reference>/approve/", planning.approve, name="approve"),
    path("interventions/<str:reference>/send-back/", planning.send_back, name="send-back"),
    path("interventions/<str:reference>/start/", planning.start, name="start"),
    path("interventions/<str:reference>/finish/", planning.finish, name="finish"),
    path("interventions/<str:reference>/cancel/", planning.cancel, name="cancel"),
    path("interventions/<str:reference>/", interventions.intervention, name="intervention"),
]
