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

SIGN = re.compile(r"\s*[€%]\s*$")
SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
FRENCH = re.compile(r"([0-9]+|[0-9]{1,3}( [0-9]{3})+)([.,][0-9]+)?|[.,][0-9]+")
ENGLISH = re.compile(r"[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?")


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
        fault = ""
        if self.least is not None and number < self.least:
            fault = _("%(least)s at least.") % {"least": written(Decimal(self.least))}
        elif self.most is not None and number > self.most:
            fault = _("%(most)s at most.") % {"most": written(Decimal(self.most))}
        elif number != round(number, self.places):
            fault = _("%(places)s decimals at most.") % {"places": self.places}
        if fault:
            raise ValidationError(fault)
        return number


def readings(text: str) -> set[Decimal]:
    """Every number that the text can be: none, one, or two (« 1,234 » is 1.234 in French and 1234 in English)."""
    said = SPACES.sub(" ", text.strip())
    sign, digits = (-1, said[1:].strip()) if said[:1] in ("-", "−") else (1, said)
    found = set()
    if FRENCH.fullmatch(digits):
        found.add(digits.replace(" ", "").replace(",", "."))
    if ENGLISH.fullmatch(digits):
        found.add(digits.replace(",", ""))
    return {sign * Decimal(one) for one in found}


def written(value: Decimal | int) -> str:
    """As the reader would type it: no needless zero beyond the cents, no grouping."""
    number = Decimal(value)
    plain = f"{number.normalize():f}"
    whole, _point, rest = plain.partition(".")
    if len(rest) == 1:
        rest += "0"
    mark = "." if get_language() == "en" else ","
    return f"{whole}{mark}{rest}" if rest else whole
