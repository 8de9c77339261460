"""Pages of this app. The page of one offering gathers several apps: `dsi_marketing.pages.offering`."""

from django.urls import path

from catalog.views import offering_form, offering_list, usages

app_name = "catalog"
urlpatterns = [
    path("offerings/", offering_list.OfferingList.as_view(), name="offerings"),
    path("offerings/new/", offering_form.offering_form, name="offering-new"),
    path("offerings/options/", offering_list.options, name="offering-options"),
    path("offerings/<str:reference>/edit/", offering_form.offering_form, name="offering-edit"),
    path("offerings/<str:reference>/usages/new/", usages.usage_new, name="usage-new"),
    path("offerings/<str:reference>/usages/<int:number>/", usages.usage, name="usage"),
    path("offerings/<str:reference>/usages/<int:number>/end/", usages.usage_end, name="usage-end"),
]
