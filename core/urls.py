"""Pages of this app."""

app_name = "core"
urlpatterns: list = []
