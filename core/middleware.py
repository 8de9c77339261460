"""The reader's language and time zone, for pages and for the API."""

from __future__ import annotations

import zoneinfo

from django.conf import settings
from django.utils import timezone, translation


class LanguageMiddleware:
    """The visitor's choice (a cookie), else for the API what the client asks for, else French."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if chosen not in dict(settings.LANGUAGES):
            chosen = (
                translation.get_language_from_request(request)
                if request.path.startswith("/api/")
                else settings.LANGUAGE_CODE
            )
        translation.activate(chosen)
        request.LANGUAGE_CODE = chosen
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language() or chosen)
        return response


class ReaderMiddleware:
    """Pages are in the zone of the reader's main unit, and in their language until they choose one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = request.user
        if user.is_authenticated:
            if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and not request.path.startswith("/api/"):
                translation.activate(user.language)
                request.LANGUAGE_CODE = user.language
            zone = user.unit.time_zone if user.unit_id else settings.TIME_ZONE
            timezone.activate(zoneinfo.ZoneInfo(zone))
        else:
            timezone.deactivate()
        return self.get_response(request)
