"""The pages of the organisation: who gets in, what is said at the field, what a second editor is told."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from organization.contrast import contrast, text_on
from organization.models import ApiToken, Brand, BusinessUnit, Grant, Group, User
from tests import factories

LISTS = ["units", "people", "sites", "groups"]


@pytest.mark.parametrize("name", LISTS)
def test_the_lists_are_for_those_who_read_the_directory(cast, sign_in, name):
    assert sign_in(cast.planner).get(f"/organization/{name}/").status_code == 200
    assert sign_in(cast.employee).get(f"/organization/{name}/").status_code == 403


def test_a_list_is_filtered_sorted_and_exported_without_a_formula(cast, sign_in):
    factories.person("=1+1", unit=cast.hr)
    client = sign_in(cast.administrator)
    page = client.get("/organization/people/?unit=HR&sort=-name").content.decode()
    assert "Outsider" in page and "Employee" not in page
    file = client.get("/organization/people/?unit=HR&format=csv")
    told = b"".join(file.streaming_content).decode()
    assert "'=1+1" in told and "Employee" not in told


def test_the_first_button_of_each_list_leads_to_a_form(cast, sign_in):
    client = sign_in(cast.administrator)
    for name in LISTS:
        assert client.get(f"/organization/{name}/new/").status_code == 200
    for name in LISTS:
        assert sign_in(cast.planner).get(f"/organization/{name}/new/").status_code == 403


def test_records_are_created_and_edited(cast, sign_in):
    client = sign_in(cast.administrator)
    new = {"code": "LYO", "name": "Lyon", "place": "Part-Dieu", "bandwidth": "low"}
    assert client.post("/organization/sites/new/", new)["Location"] == "/organization/sites/LYO/"
    assert client.get("/organization/sites/LYO/").status_code == 200
    group = {"code": "CODIR", "name": "Comité", "contact": "cio@example.org", "members": cast.cio.ref}
    assert client.post("/organization/groups/new/", group).status_code == 302
    assert Group.objects.get().contact == cast.cio
    assert "CODIR" in client.get("/organization/groups/CODIR/").content.decode()
    person = {"ref": "P7", "name": "Zoé", "language": "fr", "unit": "HR", "is_active": "on"}
    assert client.post("/organization/people/new/", person)["Location"] == "/people/P7/"
    assert User.objects.get(ref="P7").username is None
    unit = {
        "code": "LOG",
        "name": "Logistique",
        "time_zone": "Europe/Paris",
        "country": "FR",
        "notice_days": 4,
        "active": "on",
    }
    assert client.post("/organization/units/new/", unit)["Location"] == "/units/LOG/"
    assert BusinessUnit.objects.get(code="LOG").calendars.count() == 1
    moved = {**unit, "parent": "finance", "relay": cast.employee.ref}
    assert client.post("/organization/units/LOG/edit/", moved).status_code == 302
    log = BusinessUnit.objects.get(code="LOG")
    assert (log.parent, log.relay) == (cast.finance, cast.employee)


def test_what_is_wrong_keeps_the_input_and_says_it_at_the_field(cast, sign_in):
    client = sign_in(cast.administrator)
    sent = {"ref": "P7", "name": "Zoé", "email": "employee@example.org", "language": "fr"}
    answer = client.post("/organization/people/new/", sent)
    assert answer.status_code == 422
    assert cast.employee.ref in str(answer.context["form"].errors["email"])
    assert 'value="Zoé"' in answer.content.decode()
    lost = client.post("/organization/groups/new/", {"code": "A", "name": "A", "members": "nobody"})
    assert "nobody" in str(lost.context["form"].errors["members"])
    cycle = client.post(
        "/organization/units/FIN/edit/",
        {
            "code": "FIN",
            "name": "Finance",
            "time_zone": "Europe/Paris",
            "country": "FR",
            "notice_days": 3,
            "parent": "FIN",
        },
    )
    assert cycle.status_code == 422 and "parent" in cycle.context["form"].errors


def test_the_profiles_are_said_in_sentences_to_those_who_give_them(cast, sign_in):
    assert sign_in(cast.employee).get("/organization/grants/").status_code == 403
    assert sign_in(cast.planner).get("/organization/grants/new/").status_code == 403
    assert sign_in(cast.administrator).get("/organization/grants/").status_code == 200


def test_a_profile_is_given_and_ended_on_the_pages(cast, sign_in):
    client = sign_in(cast.administrator)
    sent = {"person": cast.employee.ref, "profile": "quality-manager", "reason": "Enquêtes"}
    assert client.post("/organization/grants/new/", sent).status_code == 302
    grant = Grant.objects.get(profile="quality-manager", person=cast.employee)
    assert client.post(f"/organization/grants/{grant.pk}/end/", {"reason": ""}).status_code == 422
    assert client.post(f"/organization/grants/{grant.pk}/end/", {"reason": "Fini"}).status_code == 302
    grant.refresh_from_db()
    assert grant.ended_at is not None


def test_nobody_gives_themselves_a_profile_and_forbidden_ones_are_not_offered(cast, sign_in):
    client = sign_in(cast.administrator)
    mine = {"person": cast.administrator.ref, "profile": "cio", "reason": "x"}
    answer = client.post("/organization/grants/new/", mine)
    assert answer.status_code == 422 and "person" in answer.context["form"].errors
    other = {"person": cast.employee.ref, "profile": "emergency-approver", "reason": "x"}
    assert "profile" in client.post("/organization/grants/new/", other).context["form"].errors


def test_somebody_elses_grant_does_not_exist_for_an_employee(cast, sign_in):
    grant = Grant.objects.get(person=cast.cio)
    assert sign_in(cast.employee).get(f"/organization/grants/{grant.pk}/end/").status_code == 404


def brand(**changed):
    said = {
        "company": "Hélianthe",
        "product": "Portail",
        "product_en": "Portal",
        "colour": "#1d5a41",
        "colour_dark": "#8accaa",
        "mark": "#f0b41c",
        "sender": "SI",
    }
    return {**said, **changed}


def picture(kind="PNG"):
    held = io.BytesIO()
    Image.new("RGB", (900, 300), "#1d5a41").save(held, kind)
    return held.getvalue()


def test_the_brand_takes_a_picture_drawn_again(cast, sign_in):
    client = sign_in(cast.marketing)
    hidden = picture("JPEG") + b"<script>alert(1)</script>"
    sent = brand(logo=SimpleUploadedFile("a.jpg", hidden, content_type="image/jpeg"))
    assert client.post("/organization/brand/", sent).status_code == 302
    kept = b"".join(client.get("/organization/brand/logo.png").streaming_content)
    assert kept.startswith(b"\x89PNG") and b"script" not in kept
    with Image.open(io.BytesIO(kept)) as drawn:
        assert drawn.size == (640, 213)


@pytest.mark.parametrize(
    "content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a", b"", b"\x89PNG\r\n\x1a\n broken"]
)
def test_what_is_no_raster_picture_is_refused_at_its_field(cast, sign_in, content):
    sent = brand(logo=SimpleUploadedFile("logo.png", content, content_type="image/png"))
    answer = sign_in(cast.marketing).post("/organization/brand/", sent)
    assert answer.status_code == 422 and "logo" in answer.context["form"].errors


@pytest.mark.parametrize(
    ("field", "colour"), [("colour", "#f0b41c"), ("colour_dark", "#333333"), ("colour", "green")]
)
def test_a_colour_that_cannot_be_read_is_refused(cast, sign_in, field, colour):
    answer = sign_in(cast.marketing).post("/organization/brand/", brand(**{field: colour}))
    assert answer.status_code == 422 and list(answer.context["form"].errors) == [field]
    assert not Brand.objects.exists()


def test_contrast_is_that_of_the_guidelines():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert text_on("#1d5a41") == "#ffffff" and text_on("#8accaa") == "#0c2117"


def test_the_brand_is_not_for_everybody(cast, sign_in):
    assert sign_in(cast.employee).get("/organization/brand/").status_code == 403


def test_a_token_is_shown_once_and_revoked(cast, sign_in):
    client = sign_in(cast.planner)
    answer = client.post("/organization/tokens/", {"label": "ITSM", "scope": "read"})
    text = answer.context["text"]
    assert len(text) > 30 and text in answer.content.decode()
    assert text not in client.get("/organization/tokens/").content.decode()
    assert client.get("/api/v1/units/", headers={"Authorization": f"Token {text}"}).status_code == 200
    token = ApiToken.objects.get()
    assert sign_in(cast.employee).post(f"/organization/tokens/{token.pk}/revoke/").status_code == 404
    assert sign_in(cast.planner).post(f"/organization/tokens/{token.pk}/revoke/").status_code == 302
    client.logout()
    assert client.get("/api/v1/units/", headers={"Authorization": f"Token {text}"}).status_code == 401


def test_one_changes_ones_own_language(cast, sign_in):
    client = sign_in(cast.employee)
    assert client.post("/account/", {"language": "en", "name": "Mallory"}).status_code == 302
    changed = User.objects.get(pk=cast.employee.pk)
    assert (changed.language, changed.name) == ("en", "Employee")
    assert "My account" in client.get("/account/").content.decode()
