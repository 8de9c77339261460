"""The brand as documents to print carry it."""

from __future__ import annotations

from django.utils import translation

from core import bilingual
from core.document import Letterhead
from organization.queries import shown_brand


def letterhead(language: str) -> Letterhead:
    """The portal's brand in "fr" or "en"; without its logo when the file is not to be had."""
    brand = shown_brand()
    logo = b""
    if brand.logo:
        try:
            with brand.logo.open("rb") as file:
                logo = file.read()
        except OSError:
            pass
    with translation.override(language):
        product = bilingual.text(brand, "product")
    return Letterhead(brand.company, product, brand.colour, brand.mark, logo)
