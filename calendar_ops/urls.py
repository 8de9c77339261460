"""Pages of this app."""

from django.urls import path

from calendar_ops.views import (
    acts,
    agreements,
    asides,
    calendars,
    feeds,
    interventions,
    mine,
    planning,
    slots,
)
from calendar_ops.views.calendar_list import CalendarList
from calendar_ops.views.intervention_list import InterventionList

app_name = "calendar_ops"
urlpatterns = [
    path("calendars/subscriptions", feeds.subscribe, name="subscribe"),
    path("calendars/subscriptions/<uuid:uid>/revoke", feeds.revoke, name="feed-revoke"),
    path("feeds/calendar/<str:token>.ics", feeds.feed, name="feed"),
    path("feeds/event/<str:token>.ics", feeds.event, name="event-feed"),
    path("calendars/", CalendarList.as_view(), name="calendars"),
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
    path("interventions/mine/", mine.mine, name="mine"),
    path("interventions/new/", planning.plan, name="plan"),
    path("interventions/new/autosave/", planning.autosave, name="autosave-new"),
    path("interventions/verdict/", planning.verdict, name="verdict"),
    path("interventions/choose/<str:kind>/", planning.choose, name="choose"),
    path("interventions/slots/", slots.search, name="slots"),
    path("interventions/preview/", asides.preview, name="preview"),
    path("interventions/preview/<str:token>/<str:key>/", asides.preview_body, name="preview-body"),
    path("interventions/unreachable/", asides.unreachable, name="unreachable"),
    path("interventions/<str:reference>/edit/", planning.edit, name="edit"),
    path("interventions/<str:reference>/autosave/", planning.autosave, name="autosave"),
    path("interventions/<str:reference>/mail/", asides.mail, name="mail"),
    path("interventions/<str:reference>/mail/<str:key>/", asides.mail_body, name="mail-body"),
    path("interventions/<str:reference>/unreachable/", asides.unreachable_of, name="unreachable-of"),
    path("interventions/<str:reference>/deliveries/", interventions.deliveries, name="deliveries"),
    path("interventions/<str:reference>/alerts/close/", interventions.close_alert, name="alert-close"),
    path("interventions/<str:reference>/keep/", acts.keep, name="keep-work"),
    path("interventions/<str:reference>/confirm/", acts.confirm, name="confirm"),
    path("interventions/<str:reference>/submit/", acts.submit, name="submit"),
    path("interventions/<str:reference>/approve/", acts.approve, name="approve"),
    path("interventions/<str:reference>/send-back/", acts.send_back, name="send-back"),
    path("interventions/<str:reference>/reschedule/", acts.reschedule, name="reschedule"),
    path("interventions/<str:reference>/start/", acts.start, name="start"),
    path("interventions/<str:reference>/finish/", acts.finish, name="finish"),
    path("interventions/<str:reference>/cancel/", acts.cancel, name="cancel"),
    path("interventions/<str:reference>/", interventions.intervention, name="intervention"),
]
