"""Pages of this app. Units are created and edited by dsi_marketing.pages.unit_form: they reach several apps."""

from django.urls import path

from organization.views import access, lists, records, settings

app_name = "organization"
urlpatterns = [
    path("organization/units/", lists.UnitList.as_view(), name="units"),
    path("organization/units/options/", lists.unit_options, name="unit-options"),
    path("organization/people/", lists.PersonList.as_view(), name="people"),
    path("organization/people/new/", records.person_form, name="person-new"),
    path("organization/people/<str:ref>/edit/", records.person_form, name="person-edit"),
    path("organization/sites/", lists.SiteList.as_view(), name="sites"),
    path("organization/sites/new/", records.site_form, name="site-new"),
    path("organization/sites/<str:code>/", records.site, name="site"),
    path("organization/sites/<str:code>/edit/", records.site_form, name="site-edit"),
    path("organization/groups/", lists.GroupList.as_view(), name="groups"),
    path("organization/groups/new/", records.group_form, name="group-new"),
    path("organization/groups/<str:code>/", records.group, name="group"),
    path("organization/groups/<str:code>/edit/", records.group_form, name="group-edit"),
    path("organization/grants/", access.GrantList.as_view(), name="grants"),
    path("organization/grants/new/", access.grant_new, name="grant-new"),
    path("organization/grants/<int:number>/end/", access.grant_end, name="grant-end"),
    path("organization/brand/", settings.brand, name="brand"),
    path("organization/brand/logo.png", settings.logo, name="logo"),
    path("organization/tokens/", settings.tokens, name="tokens"),
    path("organization/tokens/<int:number>/revoke/", settings.token_revoke, name="token-revoke"),
    path("account/", settings.account, name="account"),
]
