from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalendarOpsConfig(AppConfig):
    name = "calendar_ops"
    verbose_name = _("Interventions")
