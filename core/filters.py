"""The base of every FilterSet."""

from __future__ import annotations

from typing import ClassVar

import django_filters
from django import forms


class FilterSet(django_filters.FilterSet):
    """Its form is the same whoever asks: the class is made once, where the library makes one for each request.

    So the choices of a filter must not depend on the reader.
    """

    forms_made: ClassVar[dict[type, type[forms.Form]]] = {}

    def get_form_class(self) -> type[forms.Form]:
        kind = type(self)
        if kind not in self.forms_made:
            self.forms_made[kind] = super().get_form_class()
        return self.forms_made[kind]
