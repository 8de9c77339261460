"""Attached files in the database and on the disk: kept, counted, served, deleted; the field and the two partials."""

from __future__ import annotations

import gc
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models, transaction
from django.http import Http404
from django.template.loader import render_to_string
from django.urls import path
from django.utils import translation

from core.attachment_forms import ENDINGS, AttachmentField, AttachmentForm
from core.attachments import Attachment, accept, lines, random_name, serve, store
from organization.models import BusinessUnit, User
from tests import factories
from tests.answers import let_go
from tests.core.attached_files import HONEST, pdf, picture

pytestmark = pytest.mark.servers
NOW = datetime(2026, 11, 5, 9, 30, tzinfo=UTC)
FOUND: dict[str, Attachment] = {}


def download(request):
    return serve(FOUND["file"])


urlpatterns = [path("file", download)]


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    """A model of the tests alone, whose record is a unit; unknown again to all others when they are over."""

    class KeptFile(Attachment):
        belongs_to = "unit"
        unit = models.ForeignKey(BusinessUnit, on_delete=models.CASCADE, related_name="+")

        class Meta(Attachment.Meta):
            app_label = "core"

    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.create_model(KeptFile)
    yield KeptFile
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.delete_model(KeptFile)
    del apps.all_models["core"]["keptfile"]
    apps.clear_cache()


@pytest.fixture
def unit(db, kept):
    return factories.unit("FIN", name="Finance")


def sent(content: bytes, name: str = "fiche.pdf", claimed: str = "application/pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=claimed)


def attach(kept, unit, content: bytes = b"Bonjour", name: str = "lisez-moi.txt", by=None, **fields):
    return store(kept(unit=unit, **fields), accept(sent(content, name)), by=by, now=NOW)


def content(row) -> bytes:
    return Path(row.file.path).read_bytes()


def on_disk(settings) -> list[Path]:
    gc.collect()  # what a transaction dropped may still be held by the traceback of a test
    return [file for file in Path(settings.MEDIA_ROOT).rglob("*") if file.is_file()]


def test_a_file_is_kept_under_a_random_name_with_what_is_known_of_it(kept, unit, settings):
    author = factories.person("Zoé")
    row = attach(kept, unit, pdf(), "../Fiche du service.PDF", by=author, language="fr")
    row.refresh_from_db()
    (file,) = on_disk(settings)
    assert (row.title, row.kind, row.language) == ("Fiche du service.pdf", "pdf", "fr")
    assert (row.size, row.added_by, row.added_at) == (file.stat().st_size, author, NOW)
    assert len(row.sha256) == 64 and content(row) == file.read_bytes()
    assert "iche" not in row.file.name and "FIN" not in row.file.name and "." not in row.file.name
    assert str(row) == "Fiche du service.pdf"


def test_no_two_random_names_are_one():
    assert len({random_name(None, "x") for _ in range(50)}) == 50


def test_a_title_may_be_given_and_is_tidied(kept, unit):
    assert attach(kept, unit, title=" Conditions\r\nd’accès / 2026\x07 ").title == "Conditions d’accès - 2026"
    assert attach(kept, unit, b"autre", title=" \n ").title == "lisez-moi.txt"


def test_the_end_of_a_person_leaves_their_files(kept, unit):
    row = attach(kept, unit, by=factories.person())
    User.objects.filter(pk=row.added_by_id).delete()
    row.refresh_from_db()
    assert row.added_by is None


def test_a_file_larger_than_the_cap_is_refused_before_it_is_read(settings):
    settings.ATTACHMENT_MAX_BYTES = 1024**2
    large = sent(b"", "gros.pdf")
    large.size = int(1.5 * 1024**2)
    large.file = None
    with translation.override("en"), pytest.raises(ValidationError) as caught:
        accept(large)
    assert caught.value.messages == [
        "gros.pdf has 1.5\u00a0MB: 1\u00a0MB at most. Make it smaller, or cut it in two."
    ]
    assert accept(sent(b"x" * 1024**2, "juste.txt")).kind == "text"


def test_what_the_browser_says_of_a_file_is_not_believed():
    assert accept(sent(picture("PNG"), "plan.png", "text/html")).kind == "png"
    with pytest.raises(ValidationError) as caught:
        accept(sent(b"<html>", "page.pdf", "application/pdf"))
    assert caught.value.code == "markup"


@pytest.mark.parametrize("kind", HONEST)
def test_what_is_accepted_has_the_sum_of_what_is_kept(kind):
    name, made = HONEST[kind]
    accepted = accept(sent(made(), name))
    assert accepted.kind == kind
    assert accepted.sha256 == accept(sent(accepted.data, accepted.title)).sha256 or kind in {"jpeg", "webp"}


def test_a_record_has_no_more_files_than_it_may(kept, unit, settings):
    settings.ATTACHMENT_MAX_COUNT = 2
    other = factories.unit()
    for number in range(2):
        attach(kept, unit, b"%d" % number)
    with translation.override("en"), pytest.raises(ValidationError) as caught:
        attach(kept, unit, b"2")
    assert caught.value.messages == ["2 files are attached already, and no more may be. Remove one first."]
    attach(kept, other, b"2")
    assert kept.objects.count() == len(on_disk(settings)) == 3


def test_the_very_same_file_is_attached_once_to_a_record(kept, unit):
    attach(kept, unit, pdf(), "fiche.pdf")
    with translation.override("en"), pytest.raises(ValidationError) as caught:
        attach(kept, unit, pdf(), "copie.pdf")
    assert caught.value.messages == ["This very file is attached already, as « fiche.pdf »."]
    attach(kept, factories.unit(), pdf(), "fiche.pdf")


@pytest.mark.django_db(transaction=True)
def test_a_refused_transaction_leaves_no_file(kept, settings):
    unit = factories.unit()
    with pytest.raises(RuntimeError), transaction.atomic():
        attach(kept, unit)
        raise RuntimeError
    assert (kept.objects.count(), on_disk(settings)) == (0, [])


@pytest.mark.django_db(transaction=True)
def test_of_a_transaction_that_is_undone_in_part_only_that_part_leaves_no_file(kept, settings):
    unit = factories.unit()
    with transaction.atomic():
        attach(kept, unit, b"1")
        with pytest.raises(RuntimeError), transaction.atomic():
            attach(kept, unit, b"2")
            raise RuntimeError
    gc.collect()
    (row,) = kept.objects.all()
    (file,) = on_disk(settings)
    assert file.read_bytes() == content(row) == b"1"


@pytest.mark.django_db(transaction=True)
def test_a_row_that_the_database_refuses_leaves_no_file(kept, settings):
    unit = factories.unit()
    first = attach(kept, unit, b"1")
    with pytest.raises(Exception, match=r"(?i)unique"):
        attach(kept, unit, b"2", uid=first.uid)
    assert len(on_disk(settings)) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", ["row", "queryset", "record"])
def test_whatever_deletes_the_row_deletes_the_file_once_it_is_committed(how, kept, settings):
    unit = factories.unit()
    row = attach(kept, unit)
    deletes = {"row": row.delete, "queryset": kept.objects.filter(unit=unit).delete, "record": unit.delete}
    with transaction.atomic():
        deletes[how]()
        assert len(on_disk(settings)) == 1
    assert on_disk(settings) == []


@pytest.mark.django_db(transaction=True)
def test_a_deletion_that_is_undone_keeps_the_file(kept, settings):
    row = attach(kept, factories.unit())
    with pytest.raises(RuntimeError), transaction.atomic():
        row.delete()
        raise RuntimeError
    assert len(on_disk(settings)) == 1


@pytest.mark.django_db(transaction=True)
def test_a_disk_that_does_not_delete_is_said_in_the_log(kept, monkeypatch, caplog):
    row = attach(kept, factories.unit())

    def broken(name):
        raise OSError

    monkeypatch.setattr(row.file.storage._wrapped, "delete", broken)
    row.delete()
    assert "could not be deleted" in caplog.text


def test_files_of_one_record_are_counted_one_after_the_other(kept, unit, django_assert_num_queries):
    accepted = accept(sent(b"x", "x.txt"))
    with django_assert_num_queries(5) as asked:  # a savepoint, the record, its files, the row, the end of it
        store(kept(unit=unit), accepted, by=None, now=NOW)
    if connection.vendor == "postgresql":
        assert "FOR NO KEY UPDATE" in asked.captured_queries[1]["sql"]


# Served ----------------------------------------------------------------------------------------------
@pytest.mark.urls(__name__)
@pytest.mark.parametrize("kind", HONEST)
def test_a_file_is_a_download_that_no_browser_shows_nor_keeps(kind, kept, unit, client):
    name, made = HONEST[kind]
    client.force_login(factories.person())
    FOUND["file"] = row = attach(kept, unit, made(), name)
    answer = client.get("/file")
    assert b"".join(answer.streaming_content) == content(row)
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private, no-store"
    assert "html" not in answer["Content-Type"] and "svg" not in answer["Content-Type"]
    assert answer["Content-Length"] == str(row.size)


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ('a"b;c.txt', 'attachment; filename="a\\"b;c.txt"'),
        ("Conditions d’accès", "attachment; filename*=utf-8''Conditions%20d%E2%80%99acc%C3%A8s.txt"),
        ("Bilan.exe", 'attachment; filename="Bilan.exe.txt"'),
        ("x\r\nSet-Cookie: a=b", 'attachment; filename="x Set-Cookie: a=b.txt"'),
        ("../../x", 'attachment; filename="x.txt"'),
    ],
)
def test_the_name_of_a_download_has_an_ending_of_its_kind_and_no_line_of_its_own(title, said, kept, unit):
    row = attach(kept, unit)
    row.title = title
    answer = serve(row)
    let_go(answer)
    assert answer["Content-Disposition"] == said
    assert answer["X-Content-Type-Options"] == "nosniff"  # by itself too, whatever stands before it


def test_a_file_that_the_disk_has_lost_is_not_found_and_is_said_in_the_log(kept, unit, caplog):
    row = attach(kept, unit)
    row.file.storage.delete(row.file.name)
    with pytest.raises(Http404):
        serve(row)
    assert str(row.uid) in caplog.text


def test_nothing_serves_the_folder_of_files(kept, cast, client):
    row = attach(kept, cast.finance)
    client.force_login(cast.administrator)
    for address in (f"/media/{row.file.name}", f"/static/{row.file.name}", f"/{row.file.name}"):
        assert client.get(address).status_code == 404


# The field, the form, the partials -------------------------------------------------------------------
def test_the_field_gives_what_may_be_kept_or_a_sentence():
    field = AttachmentField()
    assert field.clean(sent(pdf())).kind == "pdf"
    for data, code in ((None, "required"), (sent(b""), "empty"), (sent(picture("PNG")), "wrong_ending")):
        with pytest.raises(ValidationError) as caught:
            field.clean(data)
        assert caught.value.code == code
    assert AttachmentField(required=False).clean(None) is None
    assert (
        ".pdf" in ENDINGS
        and ".docm" not in ENDINGS
        and f'accept="{ENDINGS}"' in str(AttachmentForm()["file"])
    )


def test_a_refused_file_loses_nothing_that_was_typed():
    form = AttachmentForm({"title": "Mes conditions", "language": "fr"}, {"file": sent(b"<svg>", "x.svg")})
    assert not form.is_valid() and set(form.errors) == {"file"}
    drawn = render_to_string("core/_attachment_form.html", {"form": form, "attach": "/somewhere/"})
    assert 'value="Mes conditions"' in drawn and 'value="fr" selected' in drawn
    assert 'action="/somewhere/"' in drawn and 'enctype="multipart/form-data"' in drawn
    assert form.errors["file"][0] in drawn.replace("&#x27;", "'")


def test_the_form_says_how_large_a_file_may_be(settings):
    settings.ATTACHMENT_MAX_BYTES = 3 * 1024**2
    with translation.override("en"):
        assert "3\u00a0MB at most" in AttachmentForm().fields["file"].help_text


def shown(kept, language="en", **who) -> str:
    with translation.override(language):
        values = lines(kept.objects.all(), address=lambda one: f"/files/{one.uid}/", **who)
        return render_to_string("core/_attachments.html", {"attachments": values})


def test_the_list_says_of_each_file_what_it_is_and_leads_to_it(kept, unit, django_assert_num_queries):
    row = attach(kept, unit, picture("PNG"), "plan.png", title="Plan <du> site", language="fr")
    with django_assert_num_queries(1):
        drawn = shown(kept)
    assert f'<a href="/files/{row.uid}/" hreflang="fr">' in drawn
    assert "Plan &lt;du&gt; site" in drawn and f"(PNG picture, {row.size}\u00a0bytes)</span></a>" in drawn
    assert '<span class="visually-hidden">French</span>' in drawn
    assert "<form" not in drawn and "<svg" in drawn


def test_who_may_remove_a_file_has_a_button_that_names_it(kept, unit):
    row = attach(kept, unit)
    drawn = shown(kept, remove=lambda one: f"/files/{one.uid}/remove/")
    assert f'<form method="post" action="/files/{row.uid}/remove/">' in drawn
    assert '<span class="visually-hidden"> lisez-moi.txt</span></button>' in drawn


def test_an_empty_list_says_so(kept, db):
    assert "No file is attached." in shown(kept)
