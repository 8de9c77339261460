"""The sign-in page; in the demonstration it names the personas and their password."""

from __future__ import annotations

from allauth.account.views import LoginView
from django.conf import settings
from django.utils.translation import gettext as _

from dsi_marketing.demo.personas import PERSONAS
from organization.models import User

ROLES = {persona.username: persona for persona in PERSONAS}


class SignIn(LoginView):
    def get_form(self, form_class=None):
        """Labels say what to type; the way back to a password stands once, under the button."""
        form = super().get_form(form_class)
        form.fields["login"].label = _("Sign-in name or e-mail address")
        form.fields["password"].help_text = ""
        for field in form.fields.values():
            field.widget.attrs.pop("placeholder", None)
        return form

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if settings.DEMO:
            context["demo_password"] = settings.DEMO_PASSWORD
            known = User.objects.exclude(username=None).filter(is_active=True).order_by("username")
            context["personas"] = [
                (username, name, ROLES[username].role_here if username in ROLES else unit)
                for username, name, unit in known.values_list("username", "name", "unit__name")[:30]
            ]
        return context
