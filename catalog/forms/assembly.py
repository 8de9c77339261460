"""The form of an assembly: for whom, of what parts, and what was required; and that of a copy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from catalog.actions import Joined, Required
from catalog.actions.components import links_of
from catalog.actions.requirements import unproven
from catalog.enums import Answer, OfferingKind, Turnkey
from catalog.forms.fields import OfferingsField
from catalog.models import Offering
from core.forms import GuardedForm, unsealed
from core.merging import Value
from core.number_field import NumberField
from organization.fields import UnitField

BLANKS, MOST_BLANKS, LAST_PLACE = 3, 60, 999
CONTEXT = ("client", "context", "context_en", "turnkey", "integration_price")
LOOKS = {forms.BooleanField: "form-check-input", forms.ChoiceField: "form-select"}  # else a field to write in
PART, ASKED = "part", "asked"
"""How the fields of a row begin: « part_12_note » is of the part 12, « part_new3_note » of the third that is added."""


class PartField(OfferingsField):
    """One offering, by reference or name."""

    def clean(self, value: str) -> Offering | None:  # type: ignore[override]
        found = super().clean(value)
        if len(found) > 1:
            raise ValidationError(_("One line for each part: name one here."))
        return found[0] if found else None


class Row:
    """The fields of one row, as the template reads them. `part` for a part that stands there; for a new one `order`,
    its number among the new ones, which the sentence about a fault names too."""

    def __init__(
        self,
        form: forms.BaseForm,
        start: str,
        names: Iterable[str],
        part: Offering | None = None,
        order: int = 0,
    ):
        self.part, self.order = part, order
        self.fields = {name: form[f"{start}_{name}"] for name in names}

    def __getattr__(self, name: str) -> forms.BoundField:
        try:
            return self.__dict__["fields"][name]
        except KeyError:
            raise AttributeError(name) from None


class AssemblyForm(GuardedForm, forms.Form):
    """What an offering is built on and, of a solution, its client, context and requirements.

    Rows that stand there are named by their own number, so that two editors differ about the same part; a row that
    another editor took away meanwhile is one that they took away. `blanks`: how many rows there are to add.
    """

    client = UnitField(
        required=False,
        label=gettext_lazy("Client"),
        help_text=gettext_lazy("The unit that it is made for: code or name."),
    )
    context = forms.CharField(
        required=False,
        max_length=300,
        label=gettext_lazy("Context"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "What is particular to this client: places, hours, tools that it already has."
        ),
    )
    context_en = forms.CharField(
        required=False,
        max_length=300,
        label=gettext_lazy("Context, in English"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    turnkey = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", gettext_lazy("Not said")), *Turnkey.choices],
        label=gettext_lazy("Turnkey degree"),
        help_text=gettext_lazy("How complete it is: what the client still has to do."),
    )
    integration_price = NumberField(
        required=False,
        least=0,
        most=Decimal("9999999999.99"),
        example="350",
        label=gettext_lazy("Price of the integration, in euros"),
        help_text=gettext_lazy(
            "It is added to what the parts cost, counted as they are: per person and month, mostly."
        ),
    )

    def __init__(
        self, *args: Any, offering: Offering, blanks: Mapping[str, int] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offering = offering
        self.solution = offering.kind == OfferingKind.SOLUTION
        sent = cast("Mapping[str, Any]", self.data if self.is_bound else self.initial)
        self.opened = unsealed(str(sent.get("opened") or ""))
        self.blanks = {kind: (blanks or {}).get(kind) or _blanks(sent, kind) for kind in (PART, ASKED)}
        self.links = {link.part_id: link for link in links_of(offering)}
        gone = Offering.objects.in_bulk(_numbers(sent, PART) - set(self.links))
        self.parts_there = {number: link.part for number, link in self.links.items()} | gone
        self.requirements_there = (
            {one.pk: one for one in offering.requirements.all()} if self.solution else {}
        )
        self._context()
        self._part_rows(gone)
        if self.solution:
            self._asked_rows(sent)
        self.guard(offering.edit)

    # Fields -------------------------------------------------------------------------------------------

    def _context(self) -> None:
        for name in CONTEXT:
            if not self.solution:
                del self.fields[name]
            else:
                self.fields[name].initial = getattr(self.offering, name)

    def _part_rows(self, gone: Mapping[int, Offering]) -> None:
        for place, (number, link) in enumerate(self.links.items(), 1):
            values = {
                "serial": link.serial,
                "note": link.note,
                "note_en": link.note_en,
                "place": place,
                "drop": False,
            }
            self._row(PART, str(number), self._part_fields(link.part.name), values)
        for number, part in gone.items():
            self._row(PART, str(number), self._part_fields(part.name), self._as_opened(PART, number))
        for number in range(1, self.blanks[PART] + 1):
            who = _("new part %(n)s") % {"n": number}
            fields = self._part_fields(who)
            del fields["drop"]
            name = PartField(
                required=False,
                max_length=140,
                label=_("Service or solution, %(what)s") % {"what": who},
                widget=forms.TextInput(attrs={"autocomplete": "off", "list": "part-names"}),
            )
            self._row(PART, f"new{number}", {"name": name, **fields}, {"serial": True})

    def _part_fields(self, who: str) -> dict[str, forms.Field]:
        def label(words: str) -> str:
            return f"{words} · {who}"

        return {
            "serial": forms.BooleanField(required=False, label=label(_("It stops without it"))),
            "note": forms.CharField(required=False, max_length=200, label=label(_("How it is integrated"))),
            "note_en": forms.CharField(
                required=False, max_length=200, label=label(_("How it is integrated, in English"))
            ),
            "place": forms.IntegerField(
                required=False, min_value=1, max_value=LAST_PLACE, label=label(pgettext("of a row", "Place"))
            ),
            "drop": forms.BooleanField(required=False, label=label(pgettext("of a row", "Take away"))),
        }

    def _asked_rows(self, sent: Mapping[str, Any]) -> None:
        names = ("text", "text_en", "answer", "evidence")
        for place, (number, one) in enumerate(self.requirements_there.items(), 1):
            values = {name: getattr(one, name) for name in names} | {"place": place, "drop": False}
            self._row(ASKED, str(number), self._asked_fields(str(place)), values)
        for number in sorted(_numbers(sent, ASKED) - set(self.requirements_there)):
            self._row(ASKED, str(number), self._asked_fields("–"), self._as_opened(ASKED, number))
        for number in range(1, self.blanks[ASKED] + 1):
            fields = self._asked_fields(_("new %(n)s") % {"n": number})
            del fields["drop"]
            self._row(ASKED, f"new{number}", fields, {})

    def _asked_fields(self, who: str) -> dict[str, forms.Field]:
        def label(words: str) -> str:
            return f"{words} · {who}"

        return {
            "text": forms.CharField(required=False, max_length=300, label=label(_("Requirement"))),
            "text_en": forms.CharField(
                required=False, max_length=300, label=label(_("Requirement, in English"))
            ),
            "answer": forms.ChoiceField(required=False, choices=Answer.choices, label=label(_("Is it met?"))),
            "evidence": forms.CharField(required=False, max_length=300, label=label(_("Evidence"))),
            "place": forms.IntegerField(
                required=False, min_value=1, max_value=LAST_PLACE, label=label(pgettext("of a row", "Place"))
            ),
            "drop": forms.BooleanField(required=False, label=label(pgettext("of a row", "Take away"))),
        }

    def _row(self, kind: str, key: str, fields: dict[str, forms.Field], values: Mapping[str, Any]) -> None:
        for name, field in fields.items():
            field.initial = values.get(name)
            field.widget.attrs["class"] = LOOKS.get(type(field), "form-control")
            self.fields[f"{kind}_{key}_{name}"] = field

    def _as_opened(self, kind: str, number: int) -> dict[str, Any]:
        """What a row held that is there no more: it is as it was, but taken away."""
        start = f"{kind}_{number}_"
        held = {
            name.removeprefix(start): value for name, value in self.opened.items() if name.startswith(start)
        }
        return {name: "".join(value) for name, value in held.items()} | {"drop": True}

    # For the template ---------------------------------------------------------------------------------

    def context_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in CONTEXT] if self.solution else []

    def part_rows(self) -> list[Row]:
        names = ("serial", "note", "note_en", "place")
        there = [
            Row(self, f"{PART}_{number}", (*names, "drop"), part) for number, part in self.parts_there.items()
        ]
        return there + [
            Row(self, f"{PART}_new{number}", ("name", *names), order=number)
            for number in range(1, self.blanks[PART] + 1)
        ]

    def asked_rows(self) -> list[Row]:
        names = ("text", "text_en", "answer", "evidence", "place")
        keys = [
            name.split("_")[1] for name in self.fields if name.startswith(ASKED) and name.endswith("_text")
        ]
        return [
            Row(self, f"{ASKED}_{key}", names if key.startswith("new") else (*names, "drop")) for key in keys
        ]

    def with_more(self, kind: str) -> AssemblyForm:
        """The same as typed, nothing judged, with more rows to add."""
        typed: dict[str, Any] = {
            name: field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            for name, field in self.fields.items()
        }
        more = self.blanks | {kind: min(self.blanks[kind] + BLANKS, MOST_BLANKS)}
        return AssemblyForm(initial=typed, offering=self.offering, blanks=more)

    def typed(self) -> dict[str, Value]:
        """A row that somebody else added meanwhile was not typed here: it is as they left it."""
        added = {
            f"{kind}_{number}_"
            for kind, there in ((PART, self.parts_there), (ASKED, self.requirements_there))
            for number in set(there) - _numbers(self.data, kind)
        }
        stored = self.stored() if added else {}
        return {
            name: stored[name] if name.startswith(tuple(added)) else value
            for name, value in super().typed().items()
        }

    # What was typed -----------------------------------------------------------------------------------

    def clean_integration_price(self) -> Decimal | None:
        """To the cent, as it is kept: « 5 » and « 5,00 » are the same price."""
        said: Decimal | None = self.cleaned_data["integration_price"]
        return said if said is None else said.quantize(Decimal("0.01"))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        names: dict[int, str] = {
            number: "" for number in self.parts_there if not said.get(f"{PART}_{number}_drop")
        }
        for number in range(1, self.blanks[PART] + 1):
            field = f"{PART}_new{number}_name"
            part = said.get(field)
            if part is None and field not in self.errors and said.get(f"{PART}_new{number}_note"):
                self.add_error(field, _("Say which service or solution is integrated so."))
            elif part is not None and part.pk in names:
                self.add_error(
                    field, _("« %(part)s » stands there twice: keep one line.") % {"part": part.name}
                )
            elif part is not None:
                names[part.pk] = field
        for key in self._asked_keys():
            self._check_asked(said, f"{ASKED}_{key}")
        return said

    def _check_asked(self, said: Mapping[str, Any], start: str) -> None:
        if said.get(f"{start}_drop"):
            return
        texts = said.get(f"{start}_text") or said.get(f"{start}_text_en")
        answer, evidence = said.get(f"{start}_answer", ""), said.get(f"{start}_evidence", "")
        there = not start.startswith(f"{ASKED}_new")
        if not texts and (there or answer or evidence):
            self.add_error(f"{start}_text", _("Write the requirement, or take its line away."))
        elif fault := unproven(answer, evidence):
            self.add_error(f"{start}_evidence", fault)

    def _asked_keys(self) -> list[str]:
        return [name.split("_")[1] for name in self.fields if re.fullmatch(rf"{ASKED}_\w+_text", name)]

    def context_values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in CONTEXT} if self.solution else {}

    def joined(self) -> list[Joined]:
        """The parts that stay and those that are added, in their places."""
        found = []
        for number, part in self.parts_there.items():
            if not self.cleaned_data[f"{PART}_{number}_drop"]:
                found.append((f"{PART}_{number}", part))
        for number in range(1, self.blanks[PART] + 1):
            if part := self.cleaned_data[f"{PART}_new{number}_name"]:
                found.append((f"{PART}_new{number}", part))
        return [
            Joined(part, self._of(start, "serial"), self._of(start, "note"), self._of(start, "note_en"))
            for start, part in sorted(found, key=lambda row: self._place(row[0]))
        ]

    def required(self) -> list[Required] | None:
        if not self.solution:
            return None
        keys = [
            key
            for key in self._asked_keys()
            if not self.cleaned_data.get(f"{ASKED}_{key}_drop")
            and (self._of(f"{ASKED}_{key}", "text") or self._of(f"{ASKED}_{key}", "text_en"))
        ]
        return [
            Required(
                text=self._of(f"{ASKED}_{key}", "text"),
                text_en=self._of(f"{ASKED}_{key}", "text_en"),
                answer=self._of(f"{ASKED}_{key}", "answer"),
                evidence=self._of(f"{ASKED}_{key}", "evidence"),
                pk=int(key) if key.isdecimal() else None,
            )
            for key in sorted(keys, key=lambda key: self._place(f"{ASKED}_{key}"))
        ]

    def _of(self, start: str, name: str) -> Any:
        return self.cleaned_data[f"{start}_{name}"]

    def _place(self, start: str) -> int:
        return self._of(start, "place") or LAST_PLACE + 1

    def refuse(self, fault: ValidationError) -> None:
        """What the action refuses of the parts stands at the one that was added, when it is the only one."""
        added = [
            f"{PART}_new{number}_name"
            for number in range(1, self.blanks[PART] + 1)
            if self.cleaned_data.get(f"{PART}_new{number}_name")
        ]
        if hasattr(fault, "error_dict") and list(fault.error_dict) == ["components"] and len(added) == 1:
            self.add_error(added[0], fault.error_dict["components"])
        else:
            super().refuse(fault)


def _numbers(sent: Mapping[str, Any], kind: str) -> set[int]:
    """The numbers of the rows that were sent as standing there."""
    found = (re.fullmatch(rf"{kind}_(\d{{1,18}})_place", name) for name in sent)
    return {int(one[1]) for one in found if one}


def _blanks(sent: Mapping[str, Any], kind: str) -> int:
    """How many rows to add were sent."""
    found = (re.fullmatch(rf"{kind}_new(\d{{1,3}})_place", name) for name in sent)
    return min(max([int(one[1]) for one in found if one], default=BLANKS), MOST_BLANKS)
