"""The pattern of a form that edits a record: errors beside the field and in a summary, and two editors reconciled.

A guarded form carries what its record held when it was opened. When somebody else saved meanwhile, nothing is
written: `difference` tells field by field what each changed, and `chosen` reads the answers back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from core import merging
from core.merging import Part, Value

SALT = "core.forms"


@dataclass(frozen=True, slots=True)
class Choice:
    """One field of the difference as it is shown; `third` is where another text may be written."""

    name: str
    label: str
    opened: str
    theirs: list[Part]
    mine: list[Part]
    kept: str
    third: bool
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What two editors made of one record. `token` brings it back with the answers."""

    asked: list[Choice]
    joined: list[Choice]
    same: int
    edit: int
    token: str


class GuardedForm(forms.BaseForm):
    """Mix into a Form or a ModelForm; call `guard(edit)` in `__init__`.

    `unguarded` are fields that cannot be carried, such as files: whoever saves last decides them.
    """

    unguarded: ClassVar[frozenset[str]] = frozenset()
    had: int | None = None

    def guard(self, edit: int | None) -> None:
        """`edit`: the record's count of saves; none for a record that is new."""
        self.had = edit
        self.fields["edit"] = forms.IntegerField(
            widget=forms.HiddenInput, required=False, initial=edit if edit is not None else ""
        )
        self.fields["opened"] = forms.CharField(widget=forms.HiddenInput, required=False)
        if edit is not None:
            # Asked when it is drawn: a form may give its own fields what they hold after this call.
            self.fields["opened"].initial = lambda: sealed(self.stored())

    def clean(self) -> Any:
        """Whoever saves without asking for the difference is stopped all the same."""
        cleaned = super().clean()
        if self.difference() is not None:
            raise ValidationError(
                _(
                    "Somebody saved this record since you opened it. Your input is kept here: "
                    "open the record beside it, compare, and save again."
                )
            )
        return cleaned

    def carried(self) -> list[str]:
        """The fields that two editors may differ in; a browser does not send a disabled one."""
        aside = self.unguarded | {"edit", "opened"}
        return [name for name, field in self.fields.items() if name not in aside and not field.disabled]

    def stored(self) -> dict[str, Value]:
        """What the record holds now, as the controls would."""
        found = {}
        for name in self.carried():
            field = self.fields[name]
            value = field.prepare_value(self.get_initial_for_field(field, name))
            if not isinstance(value, list | tuple | bool) and value is not None:
                value = field.widget.format_value(value)
            found[name] = plain(value)
        return found

    def go_on_from(self, fresh: GuardedForm) -> None:
        """What was sent is kept although it cannot be taken yet: the page that is given back stands on the record as
        it is now, else whoever corrects it would be asked about their own words. `fresh`: the form unbound."""
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix("edit")] = str(fresh.had)
        data[self.add_prefix("opened")] = sealed(fresh.stored())
        self.data = data

    def typed(self) -> dict[str, Value]:
        """What was sent, as the controls had it."""
        return {
            name: plain(
                self.fields[name].widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            )
            for name in self.carried()
        }

    def difference(self) -> Difference | None:
        """None unless the record was saved by somebody else since this form was opened."""
        sent = self.data.get(self.add_prefix("edit"), "") if self.is_bound else ""
        if self.had is None or not str(sent).isdecimal() or int(sent) == self.had:
            return None
        opened = unsealed(self.data.get(self.add_prefix("opened"), ""))
        theirs, mine = self.stored(), self.typed()
        fields, same = merging.merge(opened, theirs, mine)
        return Difference(
            asked=[self._choice(field) for field in fields if field.asked],
            joined=[self._choice(field) for field in fields if not field.asked],
            same=same,
            edit=self.had,
            token=signing.dumps([opened, theirs, mine, self.had], salt=SALT, compress=True),
        )

    def _choice(self, sides: merging.Field) -> Choice:
        field = self.fields[sides.name]
        opened, theirs, mine = (
            self.shown(sides.name, value) for value in (sides.opened, sides.theirs, sides.mine)
        )
        writes = isinstance(field, forms.CharField) and not hasattr(field, "suggestions")
        return Choice(
            name=sides.name,
            label=str(field.label),
            opened=opened,
            theirs=merging.words(opened, theirs),
            mine=merging.words(opened, mine),
            kept=sides.kept,
            third=writes,
            text="\n".join(sides.mine),
        )

    def shown(self, name: str, value: Value) -> str:
        """A value in words: the label of a choice, yes or no, the text itself."""
        field = self.fields[name]
        if isinstance(field.widget, forms.CheckboxInput):
            return _("yes") if value else _("no")
        if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
            key = field.to_field_name or "pk"
            records = field.queryset.filter(**{f"{key}__in": list(value)}) if value else ()
            return ", ".join(str(record) for record in records)
        choices: Any = getattr(field, "choices", None)
        if choices:
            named = {str(key): str(label) for key, label in choices}
            return ", ".join(named.get(one, one) for one in value)
        return ", ".join("\n".join(value).split("\n")) if len(value) > 1 else "".join(value)

    def refuse(self, fault: ValidationError) -> None:
        """An action's refusal: each sentence at its field, or on top when the form has no such field."""
        if hasattr(fault, "error_dict"):
            for name, errors in fault.error_dict.items():
                self.add_error(name if name in self.fields else None, errors)
        else:
            self.add_error(None, fault)


def plain(value: Any) -> Value:
    """What a control holds, whatever its kind; line ends and outer spaces do not count."""
    if value is None or value is False or value == "":
        return ()
    if value is True:
        return ("on",)
    if isinstance(value, list | tuple):
        return tuple(sorted(str(getattr(one, "pk", one)) for one in value if one not in (None, "")))
    text = str(value).replace("\r\n", "\n").strip()
    return (text,) if text else ()


def sealed(values: Mapping[str, Value]) -> str:
    """Values for a hidden field; signed, so that they come back as they went."""
    return signing.dumps(dict(values), salt=SALT, compress=True)


def unsealed(text: str) -> dict[str, Value]:
    """What `sealed` gave; nothing when it was tampered with."""
    try:
        return _values(signing.loads(text, salt=SALT)) if text else {}
    except signing.BadSignature:
        return {}


def _values(held: Mapping[str, list[str]]) -> dict[str, Value]:
    return {name: tuple(value) for name, value in held.items()}


def chosen(sent: QueryDict) -> QueryDict | None:
    """The form's data after the answers to a difference, as if they had been typed; none when it was not asked.

    `pick-<field>` is mine, theirs or third (its text in `third-<field>`); `back-<field>` undoes what was joined.
    """
    try:
        opened, theirs, mine, edit = signing.loads(sent.get("difference", ""), salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    data = QueryDict(mutable=True)
    values = _values(mine)
    for field in merging.merge(_values(opened), _values(theirs), values)[0]:
        pick = sent.get(f"pick-{field.name}", "")
        if f"back-{field.name}" in sent:
            pick = "theirs" if field.kept == "mine" else "mine"
        values[field.name] = merging.value_of(field, pick, sent.getlist(f"third-{field.name}"))
    for name, value in values.items():
        if value:
            data.setlist(name, list(value))
    data["edit"], data["opened"] = str(edit), sealed(_values(theirs))
    return data
