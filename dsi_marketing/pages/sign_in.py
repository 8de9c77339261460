"""The sign-in page; in the demonstration it names the personas and their password."""

from __future__ import annotations

from allauth.account.views import LoginView
from django.conf import settings
from django.db.models import F

from organization.models import User


class SignIn(LoginView):
    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if settings.DEMO:
            context["demo_password"] = settings.DEMO_PASSWORD
            context["personas"] = list(
                User.objects.exclude(username=None)
                .filter(is_active=True)
                .order_by("username")
                .values("username", "name", unit_name=F("unit__name"))[:30]
            )
        return context
