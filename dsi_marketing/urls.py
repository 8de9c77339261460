"""The portal's addresses. Each app has its pages in urls.py and its API routes in api_urls.py."""

from allauth.account import views as account
from django.urls import include, path, re_path

from dsi_marketing import directory_import, health
from dsi_marketing.pages.accessibility import accessibility
from dsi_marketing.pages.brand import brand_css
from dsi_marketing.pages.home import home
from dsi_marketing.pages.offering import offering_card
from dsi_marketing.pages.person import person
from dsi_marketing.pages.sign_in import SignIn
from dsi_marketing.pages.unit import history, services, unit
from dsi_marketing.pages.unit_form import unit_form
from dsi_marketing.pages.unknown_address import unknown_address
from dsi_marketing.pages.waiting import waiting

handler404 = unknown_address
urlpatterns = [
    path("", home, name="home"),
    path("brand/<int:version>/brand.css", brand_css, name="brand-css"),
    path("waiting/", waiting, name="waiting"),
    path("accessibility/", accessibility, name="accessibility"),
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    *directory_import.PAGES.urls("organization/import/"),
    path("organization/units/new/", unit_form, name="unit-new"),
    path("organization/units/<str:code>/edit/", unit_form, name="unit-edit"),
    path("units/<str:code>/", unit, name="unit"),
    path("units/<str:code>/services/", services, name="unit-services"),
    path("units/<str:code>/history/", history, name="unit-history"),
    path("people/<str:ref>/", person, name="person"),
    path("", include("core.urls")),
    path("", include("organization.urls")),
    path("", include("outbox.urls")),
    path("", include("catalog.urls")),
    path("offerings/<str:reference>/", offering_card, name="offering_card"),
    path("", include("calendar_ops.urls")),
    path("accounts/login/", SignIn.as_view(), name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/signup/", account.signup, name="account_signup"),  # closed; the library names it
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    path("accounts/password/reset/", account.password_reset, name="account_reset_password"),
    path("accounts/password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "accounts/password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("api/v1/", include("dsi_marketing.api.urls")),
    path("api/v1/", include("organization.api_urls")),
    path("api/v1/", include("catalog.api_urls")),
    path("api/v1/", include("calendar_ops.api_urls")),
]
