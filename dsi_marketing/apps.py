from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "dsi_marketing"
