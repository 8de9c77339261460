"""The form of a card: its head, other names, sections and ways to ask, as its kind has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.card_content import PLAIN, REQUEST, CardContent, Request, Said, as_text, content_of
from catalog.enums import DelayUnit, Opening, Origin, Part, Section, sections_of
from catalog.models import Category, Offering, WorkingCopy
from core.folding import folded
from core.forms import GuardedForm
from organization.fields import PersonField

ALIAS, ALIASES = 80, 30  # characters of one other name, and how many there may be
TEXT = 10_000  # characters of a section
SPARE, MOST = 2, 12  # empty rows for more ways to ask, and how many ways there may be
DELAY = 100_000


@dataclass(frozen=True, slots=True)
class SectionFields:
    """One section as the page draws it."""

    section: Section
    needed: bool
    text: BoundField
    text_en: BoundField
    absent: BoundField
    filled: bool


class DayField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class CardForm(GuardedForm, forms.Form):
    """Bound to what is typed, or showing the working copy, else the record. `content` is what it says, cleaned."""

    name = forms.CharField(
        max_length=120,
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("In the company's own words, without acronyms."),
    )
    name_en = forms.CharField(max_length=120, required=False, label=gettext_lazy("Name, in English"))
    benefit = forms.CharField(
        max_length=200,
        required=False,
        label=gettext_lazy("Benefit, in one sentence"),
        help_text=gettext_lazy("What it lets people do, in one sentence."),
    )
    benefit_en = forms.CharField(max_length=200, required=False, label=gettext_lazy("Benefit, in English"))
    aliases = forms.CharField(
        required=False,
        max_length=3_000,
        label=gettext_lazy("Other names"),
        help_text=gettext_lazy(
            "One a line: technical names, abbreviations. The search finds the card by them."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    category = forms.ModelChoiceField(
        Category.objects.all(),
        required=False,
        to_field_name="code",
        label=gettext_lazy("Category"),
        empty_label=gettext_lazy("Choose a category"),
    )
    owner = PersonField(required=False, label=gettext_lazy("Owner"))
    backup_owner = PersonField(required=False, label=gettext_lazy("Backup owner"))
    origin = forms.ChoiceField(
        choices=Origin.choices, label=gettext_lazy("Origin"), widget=forms.RadioSelect, initial=Origin.NEED
    )
    opening = forms.ChoiceField(
        choices=Opening.choices, label=gettext_lazy("Open to"), widget=forms.RadioSelect, initial=Opening.ALL
    )
    last_review = DayField(required=False, label=gettext_lazy("Last review"))
    next_review = DayField(required=False, label=gettext_lazy("Next review"))

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, offering: Offering, copy: WorkingCopy | None = None
    ) -> None:
        typed = copy.content if copy is not None and copy.content else typed_of(content_of(offering))
        super().__init__(data, initial=typed)
        self.offering = offering
        self.sections = list(sections_of(offering.kind))
        for name, person in (("owner", offering.owner), ("backup_owner", offering.backup_owner)):
            if person is not None:
                said = _("%(name)s; another by directory number or mail address.")
                self.fields[name].help_text = said % {"name": person.name}
        for section in self.sections:
            self._add_section(section)
        self.rows = _rows(data if data is not None else typed, spare=data is None)
        for row in range(self.rows):
            self._add_request(row)
        self.fields["request_main"] = forms.CharField(required=False, label=_("The main way"))
        self.guard(offering.edit + (copy.edit if copy is not None else 0))

    def _add_section(self, section: Section) -> None:
        for ending, label in (
            ("", str(section.label)),
            ("_en", _("%(section)s, in English") % {"section": section.label}),
        ):
            self.fields[f"section_{section.code}{ending}"] = forms.CharField(
                required=False,
                max_length=TEXT,
                label=label,
                help_text="" if ending else str(section.help),
                widget=forms.Textarea(attrs={"rows": 4}),
            )
        self.fields[f"absent_{section.code}"] = forms.CharField(
            required=False,
            max_length=200,
            label=_("%(section)s: why it does not apply") % {"section": section.label},
        )

    def _add_request(self, row: int) -> None:
        self.fields |= {
            f"request_{row}_label": forms.CharField(
                max_length=120, required=False, label=_("What people want")
            ),
            f"request_{row}_label_en": forms.CharField(
                max_length=120, required=False, label=_("What people want, in English")
            ),
            f"request_{row}_how": forms.CharField(max_length=200, required=False, label=_("How to ask")),
            f"request_{row}_how_en": forms.CharField(
                max_length=200, required=False, label=_("How to ask, in English")
            ),
            f"request_{row}_link": forms.URLField(
                max_length=300, required=False, assume_scheme="https", label=_("Address of the form")
            ),
            f"request_{row}_delay": forms.IntegerField(
                min_value=0, max_value=DELAY, required=False, label=_("Promised delay")
            ),
            f"request_{row}_delay_unit": forms.ChoiceField(
                choices=DelayUnit.choices,
                required=False,
                label=_("counted in"),
                initial=DelayUnit.WORKING_DAYS,
            ),
        }

    # What the page draws -----------------------------------------------------------------------------

    def card_sections(self) -> list[SectionFields]:
        return list(self._drawn(Part.CARD))

    def configuration_sections(self) -> list[SectionFields]:
        return list(self._drawn(Part.CONFIGURATION))

    def _drawn(self, part: str) -> Iterator[SectionFields]:
        for section in self.sections:
            if section.part == part:
                text, text_en = self[f"section_{section.code}"], self[f"section_{section.code}_en"]
                absent = self[f"absent_{section.code}"]
                filled = bool(text.value() or text_en.value() or absent.value())
                yield SectionFields(
                    section, self.offering.kind in section.required, text, text_en, absent, filled
                )

    def request_rows(self) -> list[dict[str, Any]]:
        main = str(self["request_main"].value() or "")
        return [
            {
                "number": row,
                "main": str(row) == main,
                **{name: self[f"request_{row}_{name}"] for name in REQUEST if name != "main"},
            }
            for row in range(self.rows)
        ]

    # What it says ------------------------------------------------------------------------------------

    def as_typed(self) -> dict[str, str]:
        """What the controls held, for the working copy; nothing is cleaned, nothing is lost."""
        return {name: "\n".join(value) for name, value in self.typed().items() if value}

    def clean_aliases(self) -> list[str]:
        said = [" ".join(line.split()) for line in self.cleaned_data["aliases"].splitlines()]
        names = list({folded(text): text for text in said if text}.values())
        for text in names:
            if len(text) > ALIAS:
                raise ValidationError(
                    _("« %(start)s… » has %(n)s characters: %(most)s at most for a name.")
                    % {"start": text[:30], "n": len(text), "most": ALIAS}
                )
        if len(names) > ALIASES:
            raise ValidationError(
                _("%(n)s other names: %(most)s at most.") % {"n": len(names), "most": ALIASES}
            )
        return names

    def clean(self) -> Any:
        cleaned = super().clean()
        for row in range(self.rows):
            told = [self.cleaned_data.get(f"request_{row}_{name}") for name in ("how", "link", "delay")]
            label = self.cleaned_data.get(f"request_{row}_label") or self.cleaned_data.get(
                f"request_{row}_label_en"
            )
            if not label and any(value not in (None, "") for value in told):
                self.add_error(f"request_{row}_label", _("Say what people want when they ask this way."))
        last, following = self.cleaned_data.get("last_review"), self.cleaned_data.get("next_review")
        if last and following and following <= last:
            self.add_error("next_review", _("The next review comes after the last one."))
        return cleaned

    def said(self) -> CardContent | None:
        """What it says when it is right; None while it is only shown, or while something is to be corrected."""
        return (
            self.content()
            if self.is_bound and not any(self.errors.get(name) for name in self.fields)
            else None
        )

    def content(self) -> CardContent:
        """Call it when every field is right."""
        said = self.cleaned_data
        return CardContent(
            fields={name: said[name] for name in (*PLAIN, "category", "owner", "backup_owner")},
            aliases=said["aliases"],
            sections={
                section.code: Said(
                    _lines(said[f"section_{section.code}"]),
                    _lines(said[f"section_{section.code}_en"]),
                    said[f"absent_{section.code}"],
                )
                for section in self.sections
            },
            requests=self._requests(),
        )

    def _requests(self) -> list[Request]:
        """Those that are named; the first is the main one when none is chosen."""
        said, main = self.cleaned_data, str(self.cleaned_data["request_main"])
        kept = [
            row for row in range(self.rows) if said[f"request_{row}_label"] or said[f"request_{row}_label_en"]
        ]
        if main not in {str(row) for row in kept}:
            main = str(kept[0]) if kept else ""
        return [
            Request(
                label=said[f"request_{row}_label"] or said[f"request_{row}_label_en"],
                label_en=said[f"request_{row}_label_en"],
                how=said[f"request_{row}_how"],
                how_en=said[f"request_{row}_how_en"],
                link=said[f"request_{row}_link"],
                delay=said[f"request_{row}_delay"],
                delay_unit=said[f"request_{row}_delay_unit"] or DelayUnit.WORKING_DAYS,
                main=str(row) == main,
            )
            for row in kept
        ]


def published_content(offering: Offering) -> CardContent | None:
    """What the working copy would have the card say; None when nothing waits.

    Raises ValidationError by field while something in it is to be corrected.
    """
    copy = WorkingCopy.objects.filter(offering=offering).exclude(content={}).first()
    if copy is None:
        return None
    form = CardForm(copy.content, offering=offering, copy=copy)
    if (said := form.said()) is None:
        raise ValidationError(
            {name: faults.data for name, faults in form.errors.items() if name in form.fields}
        )
    return said


def typed_of(content: CardContent) -> dict[str, Any]:
    """What the controls hold for that content."""
    typed: dict[str, Any] = {name: as_text(value) or "" for name, value in content.fields.items()}
    typed["aliases"] = "\n".join(content.aliases)
    for code, said in content.sections.items():
        typed |= {
            f"section_{code}": said.text,
            f"section_{code}_en": said.text_en,
            f"absent_{code}": said.absent,
        }
    for row, request in enumerate(content.requests):
        for name in REQUEST:
            value = getattr(request, name)
            typed[f"request_{row}_{name}"] = "" if value is None else value
        if request.main:
            typed["request_main"] = str(row)
    return typed


def _rows(typed: Mapping[str, Any], *, spare: bool) -> int:
    """How many rows of ways to ask: those that are there, and some empty ones to write on."""
    there = [
        int(name.split("_")[1])
        for name, value in typed.items()
        if name.startswith("request_") and name.endswith("_label") and name.split("_")[1].isdecimal()
    ]
    count = max(there, default=-1) + 1 + (SPARE if spare else 0)
    return min(max(count, SPARE), MOST)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
