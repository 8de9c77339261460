"""The one pattern of a list page: filters in the address, search, sort, count, pages, CSV and XLSX.

An app declares a `ListPage`: the records that the reader may see, the FilterSet that it shares with the
API, its columns, and how a page of records becomes rows of plain values. Everything else is here. With
htmx only the part that changes is sent; without JavaScript the same addresses answer the whole page.
"""

from __future__ import annotations

import itertools
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar
from urllib.parse import urlencode

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View

from core import dates, exports
from core.briefly import Briefly
from core.listed import Blank, Column, Entry, Head, Listing, Way

A_BATCH = 500  # records of an export read and made into rows at a time
WAYS = 3  # filters that an empty list offers to leave out, each with what it would give


class ListPage(View, ABC):
    """A list. Its own page extends base.html and includes core/_listing.html."""

    http_method_names = ["get", "head"]  # as Django declares it
    title: ClassVar[Promise | str]
    template_name: ClassVar[str]
    rows_template: ClassVar[str]
    filter_class: ClassVar[type[django_filters.FilterSet]]
    columns: tuple[Column, ...]
    order: ClassVar[str]  # the column sorted by when nothing is asked, with « - » for descending
    page_size: ClassVar[int] = 50
    table: ClassVar[str] = "stack"  # classes of the table: how it reads on a telephone
    hidden: ClassVar[frozenset[str]] = (
        frozenset()
    )  # filters that something else of the page chooses, such as tabs
    hints: ClassVar[Mapping[str, Promise | str]] = {}  # filter → an example, shown in the empty control
    file_name: ClassVar[str]

    # What an app says of its list ------------------------------------------------------------------

    def allowed(self) -> bool:
        """Whether this reader may open the list; else 403."""
        return True

    @abstractmethod
    def records(self) -> QuerySet[Any]:
        """Those that the reader may see: `visible_to(user)`, the only door."""

    @abstractmethod
    def rows(self, records: QuerySet[Any]) -> list[Any]:
        """Rows of plain values for the template and the files, in a constant number of queries."""

    @abstractmethod
    def said(self, count: int) -> str:
        """The count in words: « 148 interventions »."""

    def counted(self, records: QuerySet[Any]) -> tuple[int, str]:
        """How many there are, and what of them needs action, in as few queries as can be."""
        return records.order_by().count(), ""

    def blank(self) -> Blank:
        """What the page says when there is nothing at all yet."""
        return Blank(_("Nothing here yet"))

    @abstractmethod
    def line(self, row: Any) -> Sequence[Any]:
        """A row as the files have it: as many values as `sheet` has heads."""

    def sheet(self) -> Sequence[Promise | str]:
        """The heads of the files."""
        return [column.label for column in self.columns]

    def more(self) -> dict[str, Any]:
        """What the page shows around the list; asked for the whole page only, after `counted`."""
        return {}

    # The pattern -----------------------------------------------------------------------------------

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.allowed():
            raise PermissionDenied
        self.filters = found = self.filter_class(request.GET, self.records(), request=request)
        self.form = found.form
        self.readable = not found.form.errors
        self.asked = self._asked()
        self.sort = self._sort()
        records = self._sorted(found.qs if self.readable else found.queryset.none())
        kind = request.GET.get("format", "")
        if kind in exports.KINDS:
            return exports.answer(
                kind,
                name=f"{self.file_name}-{timezone.localdate():%Y-%m-%d}",
                title=str(self.title),
                head=self.sheet(),
                lines=map(self.line, self._all(records)),
            )
        listing = self._listing(records)
        answer = self._drawn(listing)
        patch_vary_headers(answer, ["HX-Request", "HX-Target"])
        return answer

    head = get

    def _drawn(self, listing: Listing) -> HttpResponse:
        """The whole page, or the part that htmx replaces: the results, or the filters with them."""
        sent = self.request.headers
        part = sent.get("HX-Target", "") if "HX-Request" in sent else ""
        if part not in ("list", "listing") or "HX-History-Restore-Request" in sent:
            return render(self.request, self.template_name, {"listing": listing, **self.more()})
        template = "core/_results.html" if part == "list" else "core/_listing.html"
        answer = render(self.request, template, {"listing": listing, "part": part})
        answer["HX-Push-Url"] = listing.here
        return answer

    def _asked(self) -> dict[str, list[str]]:
        """The filters of the address that say something, in the order of the form."""
        asked = {}
        for name in self.form.fields:
            values = [value for value in self.request.GET.getlist(name) if value.strip()]
            if values:
                asked[name] = values
        return asked

    def _sort(self) -> str:
        """What is asked, when a column can be sorted so; else the list's own order."""
        asked = self.request.GET.get("sort", "")
        names = {column.name for column in self.columns if column.sort}
        return asked if asked.removeprefix("-") in names else self.order

    def _sorted(self, records: QuerySet[Any]) -> QuerySet[Any]:
        """In the order asked, to the last tie: a page never shows a record of another one."""
        down = self.sort.startswith("-")
        column = next(c for c in self.columns if c.name == self.sort.removeprefix("-"))
        last = True if column.blank_last else None
        return records.order_by(
            *(
                F(name).desc(nulls_last=last) if down else F(name).asc(nulls_last=last)
                for name in column.sort
            ),
            "-pk" if down else "pk",
        )

    def _all(self, records: QuerySet[Any]) -> Iterator[Any]:
        """Every row, read in batches by their keys: the order is that of the moment of asking."""
        keys = iter(list(records.values_list("pk", flat=True)))
        while batch := list(itertools.islice(keys, A_BATCH)):
            yield from self.rows(self._sorted(self.records().filter(pk__in=batch)))

    def address(self, *, without: str = "", **more: Any) -> str:
        """This list with the same filters and order, but `without` one filter, and with `more`."""
        pairs = [(name, value) for name, values in self.asked.items() if name != without for value in values]
        if self.sort != self.order and "sort" not in more:
            pairs.append(("sort", self.sort))
        pairs += [(name, value) for name, value in more.items() if value not in ("", None)]
        return f"{self.request.path}?{urlencode(pairs)}" if pairs else self.request.path

    def _listing(self, records: QuerySet[Any]) -> Listing:
        count, note = self.counted(records)
        last_page = max(1, -(-count // self.page_size))
        page = min(page_number(self.request.GET.get("page")), last_page)
        begin = (page - 1) * self.page_size
        rows = self.rows(records[begin : begin + self.page_size]) if count else []
        chips = self._chips()
        listing = Listing(
            label=str(self.title),
            here=self.address(page=page if page > 1 else None),
            entries=self._entries(),
            sorts=self._sorts(),
            filters=len(chips),
            chips=chips,
            clear=self.request.path,
            heads=self._heads(),
            rows=rows,
            rows_template=self.rows_template,
            table=self.table,
            count=count,
            said=self.said(count),
            note=note,
            first=begin + 1,
            last=begin + len(rows),
            pages=[self._page(number, page) for number in around(page, last_page)] if last_page > 1 else [],
            previous=self._page(page - 1, page).address if page > 1 else "",
            next=self._page(page + 1, page).address if page < last_page else "",
        )
        if count:
            listing.files = [Way(kind.upper(), self.address(format=kind)) for kind in exports.KINDS]
        else:
            listing.blank = self._nothing(chips) if self.asked else self.blank()
        return listing

    def _page(self, number: int | None, here: int) -> Way:
        if number is None:
            return Way("…")
        return Way(str(number), self.address(page=number if number > 1 else None), number == here)

    def _heads(self) -> list[Head]:
        labels, _sorts = self._words()
        down = self.sort.removeprefix("-") if self.sort.startswith("-") else ""
        heads = []
        for column in self.columns:
            turned = f"-{column.name}" if self.sort == column.name else column.name
            sorted_ = "ascending" if self.sort == column.name else "descending" if down == column.name else ""
            address = self.address(sort=turned if turned != self.order else None) if column.sort else ""
            heads.append(Head(column.name, labels[column.name], column.number, address, sorted_))
        return heads

    def _words(self) -> tuple[dict[str, str], list[tuple[str, str]]]:
        """The columns' labels by name, and the orders as (value, label), in the reader's language; kept."""
        key = (type(self), get_language() or "fr")
        if key not in _kept_words:
            sorts = []
            columns: tuple[Column, ...] = type(self).columns
            for column in columns:
                if column.sort:
                    rising = _("%(column)s, ascending") % {"column": column.label}
                    falling = _("%(column)s, descending") % {"column": column.label}
                    sorts += [(column.name, rising), (f"-{column.name}", falling)]
            _kept_words[key] = ({column.name: str(column.label) for column in columns}, sorts)
        return _kept_words[key]

    def _sorts(self) -> list[Way]:
        """The orders as choices, for where there are no heads to click: `address` is the value of `sort`."""
        _labels, sorts = self._words()
        shown = {column.name for column in self.columns}
        return [
            Way(label, value, value == self.sort)
            for value, label in sorts
            if value.removeprefix("-") in shown
        ]

    def _entries(self) -> list[Entry]:
        """The controls as plain values: a form of forty widgets costs more than the list itself."""
        entries = []
        for name, field_ in self.form.fields.items():
            choices = self._choices(name, field_)
            kind = "search" if name == "q" else "date" if isinstance(field_, forms.DateField) else "text"
            kind = "hidden" if name in self.hidden else "choice" if choices else kind
            suggestions = getattr(field_, "suggestions", "")
            entries.append(
                Entry(
                    name=name,
                    label=str(field_.label),
                    kind=kind,
                    value=(self.asked.get(name) or [""])[0],
                    choices=choices,
                    errors=[str(said) for said in self.form.errors.get(name, [])],
                    hint=str(self.hints.get(name, "")),
                    suggestions=reverse(suggestions) if suggestions else "",
                )
            )
        return entries

    def _choices(self, name: str, field_: forms.Field) -> list[tuple[str, str]]:
        """The choices of a control in the reader's language; kept, those from the database for some seconds."""

        def read() -> list[tuple[str, str]]:
            # iter: a list asks a choice of records how many they are, by a query of its own
            pairs = list(iter(getattr(field_, "choices", []))) or getattr(field_.widget, "choices", [])
            return [(str(value), str(label)) for value, label in pairs]

        key = (self.filter_class, name, get_language() or "fr")
        if hasattr(field_, "queryset"):
            return _recent_choices.get(key, read)
        if key not in _kept_choices:
            _kept_choices[key] = read()
        return _kept_choices[key]

    def _chips(self) -> list[Way]:
        """One link a filter, which takes it away."""
        return [Way(self._chip(name), self.address(without=name)) for name in self.asked]

    def _chip(self, name: str) -> str:
        value = self.form.cleaned_data.get(name) if hasattr(self.form, "cleaned_data") else None
        if value is None:
            return f"« {self.asked[name][0]} »" if name != "q" else ""
        own = getattr(self.filter_class, "chips", {}).get(name)
        if own:
            return str(own(value))
        if name == "q":
            return f"« {value} »"
        field_ = self.form.fields[name]
        said: Any = value
        if isinstance(value, date):
            said = dates.day(value, today=timezone.localdate())
        elif choices := getattr(field_, "choices", None) or getattr(field_.widget, "choices", None):
            named = {str(key): label for key, label in choices}
            said = named.get(self.asked[name][0], value)
        return _("%(filter)s: %(value)s") % {"filter": field_.label, "value": said}

    def _nothing(self, chips: list[Way]) -> Blank:
        """Filters that leave nothing: which, and what there would be with one of them left out."""
        if not self.readable:
            said = [str(fault) for faults in self.form.errors.values() for fault in faults]
            return Blank(_("A filter cannot be understood"), " ".join(said))
        ways = []
        if len(chips) > 1:
            for name, chip in list(zip(self.asked, chips, strict=True))[:WAYS]:
                data = self.request.GET.copy()
                data.pop(name, None)
                left = self.filter_class(data, self.records(), request=self.request).qs.order_by().count()
                if left:
                    words = _("Without %(filter)s: %(count)s")
                    ways.append(Way(words % {"filter": chip.label, "count": self.said(left)}, chip.address))
        ways.append(Way(_("Clear all"), self.request.path))
        filters = ", ".join(chip.label for chip in chips).removesuffix(".")  # of « 1er janv. »: one full stop
        text = _("Nothing fits all of this at once: %(filters)s.") % {"filters": filters}
        return Blank(self.said(0), text, ways)


_recent_choices: Briefly[list[tuple[str, str]]] = Briefly(seconds=5)
_kept_choices: dict[tuple[type, str, str], list[tuple[str, str]]] = {}
_kept_words: dict[tuple[type, str], tuple[dict[str, str], list[tuple[str, str]]]] = {}


def page_number(asked: str | None) -> int:
    """A page number that somebody typed: one when it is none."""
    return max(1, int(asked)) if asked and asked.isdecimal() and len(asked) < 10 else 1


def around(page: int, last: int) -> Iterator[int | None]:
    """First, last, and those around the page; none stands for a gap: 1 2 3 … 14."""
    shown = sorted({1, 2, page - 1, page, page + 1, last} & set(range(1, last + 1)))
    before = 0
    for number in shown:
        if number - before > 1:
            yield None if number - before > 2 else number - 1
        yield number
        before = number
