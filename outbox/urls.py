"""Pages of this app."""

from django.urls import path

from outbox import list_views, views

app_name = "outbox"
urlpatterns = [
    path("mailbox/", list_views.Mailbox.as_view(), name="mailbox"),
    path("mailbox/<int:number>/", views.message, name="message"),
    path("mailbox/<int:number>/body/", views.body, name="body"),
    path("outbox/", list_views.Queue.as_view(), name="queue"),
    path("outbox/test/", views.test, name="test"),
    path("outbox/<int:number>/retry/", views.retry, name="retry"),
    path("outbox/suppressed/<int:number>/lift/", views.lift, name="lift"),
]
