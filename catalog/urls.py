"""Pages of this app. The page of one offering gathers several apps: `dsi_marketing.pages.offering`."""

from django.urls import path

from catalog.views import card, configuration, life, offering_list, usages

app_name = "catalog"
urlpatterns = [
    path("offerings/", offering_list.OfferingList.as_view(), name="offerings"),
    path("offerings/new/", card.create, name="offering-new"),
    path("offerings/options/", offering_list.options, name="offering-options"),
    path("offerings/<str:reference>/edit/", card.edit, name="offering-edit"),
    path("offerings/<str:reference>/autosave/", card.autosave, name="autosave"),
    path("offerings/<str:reference>/drop/", card.drop, name="drop-copy"),
    path("offerings/<str:reference>/preview/", life.preview, name="preview"),
    path("offerings/<str:reference>/publish/", life.publish, name="publish"),
    path("offerings/<str:reference>/retire/", life.retire, name="retire"),
    path("offerings/<str:reference>/take-up/", life.take_up, name="take-up"),
    path("offerings/<str:reference>/configuration/", configuration.configuration, name="configuration"),
    path("offerings/<str:reference>/configuration.pdf", configuration.pdf, name="configuration-pdf"),
    path("offerings/<str:reference>/versions/", life.versions, name="versions"),
    path("offerings/<str:reference>/usages/new/", usages.usage_new, name="usage-new"),
    path("offerings/<str:reference>/usages/<int:number>/", usages.usage, name="usage"),
    path("offerings/<str:reference>/usages/<int:number>/end/", usages.usage_end, name="usage-end"),
]
