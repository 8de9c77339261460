"""Template tags and filters of the whole portal (built in: no {% load %})."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path

from django import template
from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import number_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core import bilingual, dates
from core.kept import drawn
from core.prose import prose
from core.typography import french

register = template.Library()
ICONS = Path(settings.BASE_DIR) / "node_modules" / "bootstrap-icons" / "icons"


@lru_cache(maxsize=256)
def _icon(name: str) -> str:
    source = (ICONS / f"{name}.svg").read_text()
    inner = source[source.index(">") + 1 : source.rindex("</svg>")]
    box = re.search(r'viewBox="([^"]+)"', source)
    return f'<svg class="bi" viewBox="{box.group(1) if box else "0 0 16 16"}" aria-hidden="true" focusable="false">{inner.strip()}</svg>'


@register.simple_tag
def icon(name: str) -> SafeString:
    """{% icon "pencil" %}: one SVG of bootstrap-icons, drawn in place, hidden from screen readers."""
    return mark_safe(_icon(name))


@register.simple_tag
def kept(template_name: str, **values) -> SafeString:
    """{% kept "core/_table.html" rows=rows %}: an include that sees these plain values only, drawn once for them."""
    return drawn(template_name, values)


@register.filter
def typo(text) -> SafeString:
    """French spacing when the page is in French; the text as it is otherwise."""
    safe = conditional_escape(text)
    return mark_safe(french(safe)) if translation.get_language() == "fr" else mark_safe(safe)


@register.filter
def breakable(address) -> SafeString:
    """A mail address that may go on in the next line after its @ and its full stops, rather than anywhere."""
    return mark_safe(re.sub(r"([@.])", r"\1<wbr>", conditional_escape(address)))


@register.filter
def both(obj, field: str) -> SafeString:
    """{{ intervention|both:"title" }}: the reader's language, else the other one, marked for eyes and ears."""
    text, language = bilingual.pick(obj, field)
    said = french(conditional_escape(text)) if language == "fr" else conditional_escape(text)
    if not text or language == ("en" if translation.get_language() == "en" else "fr"):
        return mark_safe(said)
    return format_html(
        '<span lang="{}">{}</span> <span class="lang-mark"><span aria-hidden="true">{}</span>'
        '<span class="visually-hidden">{}</span></span>',
        language,
        mark_safe(said),
        language.upper(),
        _other(language),
    )


@register.filter
def both_text(obj, field: str) -> str:
    """The same without markup, for titles and attributes."""
    text, language = bilingual.pick(obj, field)
    return french(text) if language == "fr" else text


@register.filter(name="prose")
def as_prose(text, language: str = "") -> SafeString:
    """{{ text|prose }}, {{ text|prose:"en" }}: a long text's Markdown, in the page's language unless another is said."""
    return prose(text or "", language or translation.get_language() or "fr")


@register.filter
def both_prose(obj, field: str) -> SafeString:
    """{{ section|both_prose:"text" }}: Markdown in the reader's language, else the other one, marked for eyes and ears."""
    text, language = bilingual.pick(obj, field)
    said = prose(text, language)
    if not text or language == ("en" if translation.get_language() == "en" else "fr"):
        return said
    return format_html(
        '<p><span class="lang-mark">{}</span></p><div lang="{}">{}</div>', _other(language), language, said
    )


def _other(language: str) -> str:
    return _("in English") if language == "en" else _("in French")


@register.filter
def day(moment: datetime | date) -> str:
    """« jeu. 5 nov. », in the reader's zone (a date has none); the year only when it is not this one."""
    here = timezone.localtime(moment) if isinstance(moment, datetime) else moment
    return dates.day(here, today=timezone.localdate())


@register.filter
def month(first: date) -> str:
    """« oct. 2026 », « Oct 2026 », of a month kept as its first day."""
    return dates.month(first)


@register.filter
def moment(at: datetime) -> str:
    """« jeu. 5 nov., 18:30 », in the reader's zone."""
    return dates.moment(timezone.localtime(at), today=timezone.localdate())


@register.filter
def clock(moment: datetime) -> str:
    """« 18:30 » in the reader's zone."""
    return timezone.localtime(moment).strftime("%H:%M")


@register.simple_tag
def slot(start: datetime, end: datetime) -> str:
    """« jeu. 5 nov., 18:30 – 20:00 », in the reader's zone."""
    return dates.slot(timezone.localtime(start), timezone.localtime(end), today=timezone.localdate())


@register.filter
def number(value) -> str:
    """« 4 800 » in French, « 4,800 » in English; empty stays empty."""
    if value in (None, ""):
        return ""
    grouped = f"{int(value):,}"
    return grouped.replace(",", "\u202f") if translation.get_language() == "fr" else grouped


def _written(value: Decimal, places: int) -> str:
    """A number that is not negative, half-up to so many decimals, as the reader's language writes it."""
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    english = f"{rounded:,f}"
    if translation.get_language() != "fr":
        return english
    return english.translate({ord(","): "\u202f", ord("."): ","})


def _places(value: Decimal, least: int, most: int) -> int:
    """How many decimals a number needs, within bounds."""
    exponent = value.normalize().as_tuple().exponent
    return min(most, max(least, -exponent if isinstance(exponent, int) else least))


@register.filter
def money(amount) -> str:
    """« 1 234,56 € », "€1,234.56": to the cent, to four decimals where a price has them; empty stays empty."""
    if amount in (None, ""):
        return ""
    value = Decimal(amount)
    said = _written(abs(value), _places(value, 2, 4))
    if translation.get_language() == "fr":
        return ("−\u00a0" if value < 0 else "") + f"{said}\u00a0€"
    return ("−" if value < 0 else "") + f"€{said}"


@register.filter
def quantity(value) -> str:
    """« 21 406 », « 0,5 »: a quantity with the decimals that it has, two at most; empty stays empty."""
    if value in (None, ""):
        return ""
    value = Decimal(value)
    return f"{'−' if value < 0 else ''}{_written(abs(value), _places(value, 0, 2))}"


@register.filter
def percent(value: float | Decimal) -> SafeString:
    """« 58,7 % » in French, « 58.7% » in English, from a number out of a hundred; no needless zero."""
    value = round(float(value), 1)  # the formatter would cut, not round
    said = number_format(value, 0 if value % 1 == 0 else 1)
    return typo(f"{said} %") if translation.get_language() == "fr" else SafeString(f"{said}%")


@register.filter
def signed(value: float) -> str:
    """« + 384 », « − 192 »: a gap with its sign, to one decimal where it has one."""
    value = round(value, 1)
    said = number_format(abs(value), 0 if value % 1 == 0 else 1, force_grouping=True)
    return f"{'−' if value < 0 else '+'}\u00a0{said}"
