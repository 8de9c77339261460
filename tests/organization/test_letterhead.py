"""Documents carry the brand, in their own language."""

from __future__ import annotations

import io

import pytest
from django.core.files.base import ContentFile
from django.utils import translation
from PIL import Image

from organization.letterhead import letterhead
from organization.models import Brand


@pytest.fixture
def logo() -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (30, 10), "#1d5a41").save(held, "PNG")
    return held.getvalue()


def test_nobody_has_set_a_brand(db):
    found = letterhead("fr")
    assert (found.company, found.product, found.logo) == ("Hélianthe", "Portail SI", b"")


@pytest.mark.parametrize(("language", "product"), [("fr", "Le portail"), ("en", "The portal")])
def test_the_brand_in_the_language_of_the_document(db, logo, language, product):
    brand = Brand(
        id=1,
        company="Maison",
        product="Le portail",
        product_en="The portal",
        colour="#123456",
        mark="#abcdef",
    )
    brand.logo.save("logo.png", ContentFile(logo))
    translation.activate("fr")
    found = letterhead(language)
    assert (found.company, found.product, found.colour, found.mark) == (
        "Maison",
        product,
        "#123456",
        "#abcdef",
    )
    assert found.logo == logo
    assert translation.get_language() == "fr"


def test_one_name_stands_for_both_languages(db):
    Brand.objects.create(id=1, product="Le portail", product_en="")
    assert letterhead("en").product == "Le portail"


def test_a_logo_that_is_gone_is_left_out(db, logo):
    brand = Brand(id=1)
    brand.logo.save("logo.png", ContentFile(logo))
    brand.logo.storage.delete(brand.logo.name)
    assert letterhead("fr").logo == b""
