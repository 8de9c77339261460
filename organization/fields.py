"""Form fields that name a person or a unit: typed, with suggestions, since a choice among thousands is none."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organization.models import BusinessUnit, User


class UnitField(forms.CharField):
    """A unit by its code or its name. `open_only`: only one that is still active."""

    suggestions = "organization:unit-options"  # address of its <option>s, fetched when it is first used

    def __init__(self, *, open_only: bool = False, **kwargs):
        self.open_only = open_only
        kwargs.setdefault("help_text", gettext_lazy("Code or name."))
        super().__init__(max_length=120, **kwargs)

    def prepare_value(self, value):
        if isinstance(value, int):
            value = BusinessUnit.objects.filter(pk=value).first()
        return value.code if isinstance(value, BusinessUnit) else value

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "autocomplete": "off"}

    def get_bound_field(self, form, field_name):
        bound = super().get_bound_field(form, field_name)
        self.widget.attrs.setdefault("list", f"{bound.id_for_label}-list")
        return bound

    def clean(self, value):
        said = super().clean(value)
        return one_unit(said, open_only=self.open_only) if said else None


def one_unit(said: str, *, open_only: bool) -> BusinessUnit:
    """The unit of that code, else of that name. Raises ValidationError when there is none, or several."""
    units = BusinessUnit.objects.filter(active=True) if open_only else BusinessUnit.objects.all()
    found = list(units.filter(Q(code=said.upper()) | Q(name__iexact=said)).order_by("code")[:3])
    exact = [unit for unit in found if unit.code == said.upper()] or found
    if not exact:
        raise ValidationError(_("No unit has the code or the name « %(said)s ».") % {"said": said})
    if len(exact) > 1:
        raise ValidationError(
            _("Several units are called « %(said)s »: write the code, for example %(code)s.")
            % {"said": said, "code": exact[0].code}
        )
    return exact[0]


class UnitsField(forms.CharField):
    """Several units, one code or name a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", gettext_lazy("One code or name a line."))
        super().__init__(**kwargs)

    def prepare_value(self, value):
        return "\n".join(unit.code for unit in value) if isinstance(value, list) else value

    def clean(self, value):
        said = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        found, faults = [], []
        for line in said:
            try:
                found.append(one_unit(line, open_only=True))
            except ValidationError as fault:
                faults.append(fault)
        if faults:
            raise ValidationError(faults)
        return found


class PersonField(forms.CharField):
    """A person by directory number or mail address: a choice among thousands is no choice."""

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", gettext_lazy("Directory number or mail address."))
        super().__init__(max_length=254, **kwargs)

    def prepare_value(self, value):
        if isinstance(value, int):
            value = User.objects.filter(pk=value).first()
        return value.ref if isinstance(value, User) else value

    def clean(self, value):
        said = super().clean(value)
        if not said:
            return None
        found = User.objects.filter(ref=said).first() or User.objects.filter(email__iexact=said).first()
        if found is None:
            raise ValidationError(_("Nobody has the number or address « %(said)s ».") % {"said": said})
        return found


class PeopleField(forms.CharField):
    """Several people, one directory number or mail address a line."""

    widget = forms.Textarea

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", gettext_lazy("One directory number or mail address a line."))
        super().__init__(**kwargs)

    def prepare_value(self, value):
        if isinstance(value, list):
            return "\n".join(person.ref for person in value)
        return value

    def clean(self, value):
        said = super().clean(value)
        wanted = [line.strip() for line in said.splitlines() if line.strip()]
        by_ref = {person.ref: person for person in User.objects.filter(ref__in=wanted)}
        rest = [word.lower() for word in wanted if word not in by_ref]
        by_mail = {person.email: person for person in User.objects.filter(email__in=rest)} if rest else {}
        found, lost = [], []
        for word in wanted:
            person = by_ref.get(word) or by_mail.get(word.lower())
            if person is None:
                lost.append(word)
            else:
                found.append(person)
        if lost:
            raise ValidationError(
                _("Nobody has the number or address: %(lost)s.") % {"lost": ", ".join(lost[:5])}
            )
        return found
