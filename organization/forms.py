"""Forms of the organisation. Each declares its fields; saving goes through the actions."""

from __future__ import annotations

import io
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import GuardedForm
from organization.access import PROFILES
from organization.contrast import ENOUGH, PAPER_DARK, PAPER_LIGHT, contrast, text_on
from organization.directory.faults import SENTENCES
from organization.enums import CapacityKind
from organization.fields import PeopleField, PersonField, UnitField, UnitsField
from organization.models import ApiToken, Brand, BusinessUnit, Group, Site, User
from organization.models.brand import hex_colour

LOGO_BYTES = 2 * 1024 * 1024
LOGO_SIDE = 640


def show_refusal(form: forms.BaseForm, fault: ValidationError) -> None:
    """Put each sentence of a refusal at its field, or on top when the form has no such field."""
    if hasattr(fault, "error_dict"):
        for name, errors in fault.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
    else:
        form.add_error(None, fault)


def _capital(form: forms.BaseForm) -> None:
    """Labels begin with a capital, as those that Django makes do."""
    for field in form.fields.values():
        if field.label:
            field.label = capfirst(str(field.label))
        if isinstance(field, forms.ModelChoiceField) and field.empty_label:
            field.empty_label = "—"


class RecordForm(GuardedForm, forms.ModelForm):
    """A form that reconciles two editors, and leaves saving to the actions."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _capital(self)
        self.guard(self.instance.edit if self.instance.pk else None)

    def _post_clean(self):
        """The actions check the model; here only the fields are cleaned, and the record stays as it is."""

    def values(self) -> dict[str, Any]:
        return {n: value for n, value in self.cleaned_data.items() if n not in ("edit", "opened")}


class SiteForm(RecordForm):
    class Meta:
        model = Site
        fields = ["code", "name", "place", "bandwidth"]


class GroupForm(RecordForm):
    contact = PersonField(required=False, label=gettext_lazy("person to call"))
    members = PeopleField(required=False, label=gettext_lazy("members"))

    class Meta:
        model = Group
        fields = ["code", "name", "contact", "members"]


class PersonForm(RecordForm):
    unit = UnitField(required=False, open_only=True, label=gettext_lazy("main unit"))
    further_units = UnitsField(required=False, label=gettext_lazy("further units"))

    class Meta:
        model = User
        fields = [
            "ref",
            "name",
            "email",
            "language",
            "unit",
            "further_units",
            "site",
            "username",
            "is_active",
        ]
        error_messages = {"email": {"invalid": SENTENCES["address"]}}
        help_texts = {
            "email": gettext_lazy("Empty for people without a mailbox: their unit's relay tells them."),
            "username": gettext_lazy("Empty for people who only receive messages."),
            "is_active": gettext_lazy("People who leave are deactivated, never erased."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        held: dict[str, list[BusinessUnit]] = {}
        if self.instance.pk:
            for capacity in self.instance.capacities.select_related("unit").order_by("unit__code"):
                held.setdefault(capacity.kind, []).append(capacity.unit)
        for kind in CapacityKind:
            self.fields[f"capacity_{kind}"] = UnitsField(
                required=False, label=kind.label, initial=held.get(kind.value, [])
            )

    def clean_username(self):
        return self.cleaned_data["username"] or None

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values().items() if not name.startswith("capacity_")}

    def capacities(self) -> list[tuple[BusinessUnit, str]]:
        """(unit, kind), as the action takes them: who decides and pays, uses, prescribes."""
        return [(unit, kind.value) for kind in CapacityKind for unit in self.cleaned_data[f"capacity_{kind}"]]


class UnitForm(RecordForm):
    parent = UnitField(required=False, label=gettext_lazy("parent unit"))
    relay = PersonField(required=False, label=gettext_lazy("relay"))

    class Meta:
        model = BusinessUnit
        fields = [
            "code",
            "name",
            "parent",
            "time_zone",
            "country",
            "subdivision",
            "notice_days",
            "relay",
            "active",
        ]
        help_texts = {
            "time_zone": gettext_lazy("For its people and their notices, for example Europe/Paris."),
            "notice_days": gettext_lazy("2 to 5. Notices not yet sent are due again by this number."),
            "country": gettext_lazy("Two letters: its public holidays are no working days."),
        }


class GrantForm(forms.Form):
    person = PersonField(label=gettext_lazy("person"))
    profile = forms.ChoiceField(label=gettext_lazy("access profile"))
    unit = UnitField(
        required=False,
        open_only=True,
        label=gettext_lazy("for the unit"),
        help_text=gettext_lazy("Only for profiles held over a unit; its subtree is included."),
    )
    reason = forms.CharField(max_length=300, label=gettext_lazy("reason"))

    def __init__(self, *args, profiles, **kwargs):
        super().__init__(*args, **kwargs)
        _capital(self)
        cast("forms.ChoiceField", self.fields["profile"]).choices = [
            (code, PROFILES[code].name) for code in profiles
        ]

    def refuse(self, fault: ValidationError) -> None:
        """An action's refusal, at its field where the form has it."""
        show_refusal(self, fault)


class EndGrantForm(forms.Form):
    reason = forms.CharField(max_length=300, label=gettext_lazy("reason for ending it"))


class TokenForm(forms.ModelForm):
    class Meta:
        model = ApiToken
        fields = ["label", "scope"]


class AccountForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["language"]


class BrandForm(RecordForm):
    unguarded = frozenset({"logo"})
    logo = forms.FileField(
        required=False,
        label=gettext_lazy("logo"),
        help_text=gettext_lazy("PNG, JPEG or WebP, 2 MB at most."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )

    class Meta:
        model = Brand
        fields = [
            "company",
            "product",
            "product_en",
            "logo",
            "colour",
            "colour_dark",
            "mark",
            "sender",
            "signature",
            "signature_en",
            "help_contact",
            "help_contact_en",
            "foot",
            "foot_en",
        ]

    def clean_logo(self):
        sent = self.cleaned_data["logo"]
        if not sent or not hasattr(sent, "content_type"):
            return sent
        if sent.size > LOGO_BYTES:
            raise ValidationError(_("The logo has %(size)d kB: 2 MB at most.") % {"size": sent.size // 1024})
        return _redrawn(sent)

    def clean_colour(self):
        return self._readable("colour", PAPER_LIGHT)

    def clean_colour_dark(self):
        return self._readable("colour_dark", PAPER_DARK)

    def _readable(self, name: str, paper: str) -> str:
        colour = self.cleaned_data[name].strip().lower()
        hex_colour(colour)
        link, button = contrast(colour, paper), contrast(colour, text_on(colour))
        if link < ENOUGH:
            raise ValidationError(
                _(
                    "%(colour)s: a link in this colour reaches a contrast of %(ratio).1f on the page, "
                    "4.5 are needed. Choose a stronger one."
                )
                % {"colour": colour, "ratio": link}
            )
        if button < ENOUGH:
            raise ValidationError(
                _(
                    "%(colour)s: the text of a button reaches a contrast of %(ratio).1f on it, "
                    "4.5 are needed. Choose a stronger one."
                )
                % {"colour": colour, "ratio": button}
            )
        return colour


def _redrawn(sent) -> ContentFile:
    """The picture drawn again as PNG: whatever else the file held is gone. Raises ValidationError."""
    from PIL import Image

    said = _("This logo is no PNG, JPEG or WebP picture. Save it as PNG.")
    try:
        with Image.open(sent, formats=["PNG", "JPEG", "WEBP"]) as picture:
            if picture.width * picture.height > 40_000_000:
                raise ValidationError(_("The logo is too large: 40 million points at most."))
            drawn = picture.convert("RGBA")
            drawn.thumbnail((LOGO_SIDE, LOGO_SIDE))
    except ValidationError:
        raise
    except Exception as fault:  # a decoder raises whatever a hostile file makes it meet
        raise ValidationError(said) from fault
    held = io.BytesIO()
    drawn.save(held, "PNG", optimize=True)
    return ContentFile(held.getvalue(), name="logo.png")
