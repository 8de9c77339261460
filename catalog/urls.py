"""Pages of this app. The page of one offering gathers several apps: `dsi_marketing.pages.offering`."""

from django.urls import path

from catalog import views

app_name = "catalog"
urlpatterns = [
    path("offerings/", views.OfferingList.as_view(), name="offerings"),
    path("offerings/new/", views.offering_form, name="offering-new"),
    path("offerings/options/", views.options, name="offering-options"),
    path("offerings/<str:reference>/edit/", views.offering_form, name="offering-edit"),
    path("offerings/<str:reference>/usages/new/", views.usage_new, name="usage-new"),
    path("offerings/<str:reference>/usages/<int:number>/", views.usage, name="usage"),
    path("offerings/<str:reference>/usages/<int:number>/end/", views.usage_end, name="usage-end"),
]
