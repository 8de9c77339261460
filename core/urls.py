"""Pages of this app."""

from django.urls import path

from core import views

app_name = "core"
urlpatterns = [
    path("language/", views.language, name="language"),
    path("theme/", views.theme, name="theme"),
    path("jobs/", views.job_list, name="jobs"),
    path("jobs/<uuid:uid>/", views.job, name="job"),
]
