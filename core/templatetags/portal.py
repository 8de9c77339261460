"""Template tags and filters of the whole portal (built in: no {% load %})."""

from django import template

register = template.Library()
