"""Pages of this app."""

from django.urls import path

from outbox import views

app_name = "outbox"
urlpatterns = [
    path("mailbox/", views.mailbox, name="mailbox"),
    path("mailbox/<int:number>/", views.message, name="message"),
    path("mailbox/<int:number>/body/", views.body, name="body"),
    path("outbox/", views.queue, name="queue"),
    path("outbox/test/", views.test, name="test"),
    path("outbox/<int:number>/retry/", views.retry, name="retry"),
    path("outbox/suppressed/<int:number>/lift/", views.lift, name="lift"),
]
