"""Files of an offering: read by whoever reads its card, attached by its editors, recognised by their content."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from catalog.models import OfferingDocument
from core import audit
from tests import factories
from tests.answers import let_go

pytestmark = pytest.mark.django_db
ADDRESS = "/offerings/SRV-012/documents/"


@pytest.fixture
def mail(cast):
    return factories.offering("SRV-012", name="Messagerie")


def a_picture() -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (4, 4), "green").save(held, "PNG")
    return held.getvalue()


def sent(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_a_file_is_attached_read_by_an_employee_and_removed(cast, mail, sign_in):
    answer = sign_in(cast.editor).post(ADDRESS, {"file": sent("guide.txt", b"Bonjour"), "title": "Guide"})
    assert answer.status_code == 302
    made = OfferingDocument.objects.get()
    where = reverse("catalog:document", args=["SRV-012", made.uid])
    assert where in sign_in(cast.employee).get(mail.get_absolute_url()).content.decode()
    read = sign_in(cast.employee).get(where)
    assert b"".join(read.streaming_content) == b"Bonjour"
    assert (
        read["Content-Disposition"].startswith("attachment") and read["X-Content-Type-Options"] == "nosniff"
    )
    let_go(read)
    sign_in(cast.editor).post(reverse("catalog:document-remove", args=["SRV-012", made.uid]))
    assert not OfferingDocument.objects.exists()
    assert [event.kind for event in audit.trail(mail)] == ["offering.document_removed", "offering.document"]


@pytest.mark.parametrize(("language", "said"), [("fr", "PNG"), ("en", "PNG")])
def test_a_document_that_is_not_what_its_ending_says_is_refused_in_one_sentence(
    cast, mail, sign_in, language, said
):
    client = sign_in(cast.editor)
    client.cookies["language"] = language
    answer = client.post(ADDRESS, {"file": sent("rapport.pdf", a_picture()), "title": "Mon rapport"})
    assert answer.status_code == 422
    (sentence,) = answer.context["form"].errors["file"]
    assert said in sentence and "rapport.pdf" in sentence
    assert "Mon rapport" in answer.content.decode(), "what was typed is kept"
    assert not OfferingDocument.objects.exists()


def test_the_file_of_what_is_not_published_is_not_known_to_employees(cast, mail, sign_in):
    sign_in(cast.editor).post(ADDRESS, {"file": sent("guide.txt", b"Bonjour")})
    where = reverse("catalog:document", args=["SRV-012", OfferingDocument.objects.get().uid])
    mail.state = "design"
    mail.save()
    assert sign_in(cast.employee).get(where).status_code == 404


def test_a_file_is_found_under_its_own_offering_only(cast, mail, sign_in):
    sign_in(cast.editor).post(ADDRESS, {"file": sent("guide.txt", b"Bonjour")})
    factories.offering("SRV-013")
    uid = OfferingDocument.objects.get().uid
    assert sign_in(cast.employee).get(f"/offerings/SRV-013/documents/{uid}/").status_code == 404
