"""The brand set in the portal as a stylesheet: five tokens, for light and for dark, at an address of its own."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from organization.contrast import PAPER_DARK, PAPER_LIGHT, mix, text_on
from organization.models import Brand
from organization.queries import brand

A_YEAR = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=60"


def stylesheet(held: Brand) -> str:
    """Only the colours that a brand replaces; paper is always light."""
    light = _tokens(held.colour, held.mark, PAPER_LIGHT, "#000000", 0.1)
    dark = _tokens(held.colour_dark, held.mark, PAPER_DARK, "#ffffff", 0.16)
    return f":root,[data-bs-theme=light]{{{light}}}\n@media screen{{[data-bs-theme=dark]{{{dark}}}}}\n"


def _tokens(colour: str, mark: str, paper: str, towards: str, soft: float) -> str:
    return (
        f"--brand:{colour};--brand-hover:{mix(colour, towards, 0.8)};--on-brand:{text_on(colour)};"
        f"--brand-soft:{mix(colour, paper, soft)};--mark:{mark}"
    )


@login_not_required
@require_safe
def brand_css(request: HttpRequest, version: int) -> HttpResponse:
    """The present colours; kept for a year under the address of their version, briefly under another's."""
    held = brand()
    answer = HttpResponse(stylesheet(held), content_type="text/css; charset=utf-8")
    answer["Cache-Control"] = A_YEAR if version == held.edit else BRIEFLY
    return answer
