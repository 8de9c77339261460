"""{% year_picture %} and {% strip_picture %}: the drawings of calendar_ops.drawing, with their words."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from calendar_ops import drawing, planner, strip
from core.templatetags.portal import typo

register = template.Library()


@register.simple_tag
def year_picture(year: planner.Year, said: str) -> SafeString:
    return drawing.year_picture(year, said, _("today"))


@register.simple_tag
def strip_picture(picture: strip.Picture, said: str) -> SafeString:
    return drawing.strip_picture(picture, str(typo(said)))
