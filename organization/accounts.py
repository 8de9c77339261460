"""How allauth signs people in here: nobody signs up by themselves, mails take the outbox.

Known, unknown and disabled accounts get the same answer, at sign-in and at the reset of a password: the
backend finds only active people (organization.backends), and allauth counts attempts in the shared cache.
"""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.urls import reverse


class PortalAccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request) -> bool:
        return False

    def get_login_redirect_url(self, request) -> str:
        return reverse("home")
