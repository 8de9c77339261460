"""Pages of this app."""

app_name = "outbox"
urlpatterns: list = []
