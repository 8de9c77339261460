"""Pages of this app."""

app_name = "calendar_ops"
urlpatterns: list = []
