"""Pages of this app."""

app_name = "organization"
urlpatterns: list = []
