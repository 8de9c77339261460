"""Pages of this app. The page of one offering gathers several apps: `dsi_marketing.pages.offering`."""

from django.urls import path

from catalog.views import (
    card,
    configuration,
    costs,
    documents,
    imports,
    life,
    offering_list,
    price_list,
    prices,
    usages,
)

app_name = "catalog"
urlpatterns = [
    *imports.ADDRESSES,
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
    path("offerings/<str:reference>/documents/", documents.documents, name="documents"),
    path("offerings/<str:reference>/documents/<uuid:uid>/", documents.document, name="document"),
    path("offerings/<str:reference>/documents/<uuid:uid>/remove/", documents.remove, name="document-remove"),
    path("offerings/<str:reference>/versions/", life.versions, name="versions"),
    path("offerings/<str:reference>/prices/", prices.prices, name="prices"),
    path("offerings/<str:reference>/prices/new/", prices.tariff_new, name="tariff-new"),
    path("offerings/<str:reference>/prices/<int:number>/edit/", prices.tariff_edit, name="tariff-edit"),
    path("offerings/<str:reference>/prices/<int:number>/end/", prices.tariff_end, name="tariff-end"),
    path("offerings/<str:reference>/prices/<int:number>/main/", prices.tariff_main, name="tariff-main"),
    path("offerings/<str:reference>/prices/<int:number>/new/", prices.price_new, name="price-new"),
    path(
        "offerings/<str:reference>/prices/<int:number>/<int:price>/remove/",
        prices.price_remove,
        name="price-remove",
    ),
    path(
        "offerings/<str:reference>/prices/<int:number>/milestones/new/",
        prices.milestone,
        name="milestone-new",
    ),
    path(
        "offerings/<str:reference>/prices/<int:number>/milestones/<int:milestone>/",
        prices.milestone,
        name="milestone-edit",
    ),
    path(
        "offerings/<str:reference>/prices/<int:number>/milestones/<int:milestone>/remove/",
        prices.milestone_remove,
        name="milestone-remove",
    ),
    path("offerings/<str:reference>/costs/", costs.costs, name="costs"),
    path("offerings/<str:reference>/costs/objective/", costs.cost_objective, name="cost-objective"),
    path("offerings/<str:reference>/costs/<str:month>/", costs.cost_month, name="cost-month"),
    path("offerings/<str:reference>/costs/<str:month>/remove/", costs.cost_remove, name="cost-remove"),
    path("prices/", price_list.PriceList.as_view(), name="price-list"),
    path("costs/", costs.CostList.as_view(), name="cost-list"),
    path("offerings/<str:reference>/usages/new/", usages.usage_new, name="usage-new"),
    path("offerings/<str:reference>/usages/<int:number>/", usages.usage, name="usage"),
    path("offerings/<str:reference>/usages/<int:number>/end/", usages.usage_end, name="usage-end"),
]
