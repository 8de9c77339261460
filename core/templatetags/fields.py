"""Fields of forms, drawn once for what they show: a form of twenty fields costs more than all the rest of its page.

What somebody wrote in words is never kept: only empty fields, choices, numbers, dates.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django import forms, template
from django.forms import BoundField, Widget
from django.utils.safestring import SafeString

from core.kept import frozen, once

register = template.Library()


@register.filter
def control(field: BoundField) -> SafeString:
    """{{ form.title|control }}: its label, help, control and errors, as crispy draws them."""
    return _drawn(field, as_crispy_field)


@register.filter
def bare(field: BoundField) -> SafeString:
    """{{ form.title|bare }}: its control alone."""
    return _drawn(field, str)


def _drawn(field: BoundField, draw: Callable[[BoundField], str]) -> SafeString:
    widget = field.field.widget
    value = field.value()
    words = isinstance(field.field, forms.CharField) and value not in (None, "")
    if words or widget.needs_multipart_form:
        return SafeString(draw(field))
    shown = {
        "name": field.html_name,
        "id": field.auto_id,
        "label": field.label,
        "help": field.help_text,
        "value": _plain(value),
        "errors": [str(error) for error in field.errors],
        "required": field.field.required,
        "disabled": field.field.disabled,
        "bound": field.form.is_bound,
        "attributes": {name: _plain(value) for name, value in widget.attrs.items()},
        "classes": field.css_classes(),
        "choices": _choices(widget),
    }
    return once((draw, type(field.field), type(widget), frozen(shown)), lambda: draw(field))


def _choices(widget: Widget) -> list[Any]:
    """What there is to choose, as words; asked for once, also when they come from the database."""
    choices = getattr(widget, "choices", None)
    if choices is None:
        return []
    pairs = [(_plain(value), _plain(label)) for value, label in choices]
    widget.choices = pairs  # type: ignore[attr-defined]
    return pairs


def _plain(value: Any) -> Any:
    """Values of fields and keys of choices as they are written; a list stays one."""
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value if value is None or isinstance(value, str | bool) else str(value)
