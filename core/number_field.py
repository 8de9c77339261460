"""A number as people type it, in French and in English writing: « 1 234,56 », "1,234.56", « 4,20 € »."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EMPTY_VALUES
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.tables.cells import readings

SIGN = re.compile(r"\s*[€%]\s*$")


class NumberField(forms.CharField):
    """A Decimal, or None when it is empty. `least`, `most`: bounds, both included; `places`: decimals at most.

    What could be read two ways (« 1,234 ») is read as the reader's language writes it. `example` is said to whoever
    writes no number.
    """

    def __init__(
        self,
        *,
        least: Decimal | int | None = None,
        most: Decimal | int | None = None,
        places: int = 2,
        example: str = "12",
        **kwargs: Any,
    ) -> None:
        super().__init__(max_length=40, **kwargs)
        self.least, self.most, self.places, self.example = least, most, places, example

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "decimal", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        return written(value) if isinstance(value, Decimal | int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value: Any) -> Any:
        said = super().clean(value)
        return None if said in EMPTY_VALUES else self._number(said)

    def _number(self, said: str) -> Decimal:
        found = sorted(readings(SIGN.sub("", said)), key=abs)
        if not found:
            raise ValidationError(
                _("« %(said)s » is no number: write for example %(example)s.")
                % {"said": said, "example": written(Decimal(self.example))}
            )
        # Of « 1,234 », French reads the smaller number, where the comma is the decimal sign.
        number = found[0] if get_language() != "en" else found[-1]
        fault, limit = "", ""
        if self.least is not None and number < self.least:
            fault, limit = _("« %(value)s » is too small: %(limit)s at least."), written(self.least)
        elif self.most is not None and number > self.most:
            fault, limit = _("« %(value)s » is too large: %(limit)s at most."), written(self.most)
        elif number != round(number, self.places):
            fault = _("« %(value)s » has too many decimals: %(limit)s at most.")
            limit = str(self.places)
        if fault:
            raise ValidationError(fault % {"value": said, "limit": limit})
        return number


def written(value: Decimal | int) -> str:
    """As the reader would type it: no needless zero beyond the cents, no grouping."""
    number = Decimal(value)
    plain = f"{number.normalize():f}"
    whole, _point, rest = plain.partition(".")
    if len(rest) == 1:
        rest += "0"
    mark = "." if get_language() == "en" else ","
    return f"{whole}{mark}{rest}" if rest else whole
