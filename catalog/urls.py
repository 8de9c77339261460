"""Pages of this app."""

app_name = "catalog"
urlpatterns: list = []
