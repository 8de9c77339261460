"""Attached files: accepted by their content, kept without metadata under a random name, served as downloads only.

An app makes its own model of Attachment with a foreign key to its record, and its own view, which takes the record
from `visible_to` before it calls `serve`. Nothing serves MEDIA_ROOT.
"""

from __future__ import annotations

import hashlib
import logging
import uuid
import weakref
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import models, transaction
from django.db.models.signals import class_prepared, post_delete
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core import attachment_words as words
from core.attached import names, taking
from core.attached.kinds import TRAITS, Kind, Refused

log = logging.getLogger(__name__)
POLICY = "default-src 'none'; sandbox"


def random_name(instance: models.Model, filename: str) -> str:
    """Where a file is kept: nothing of its own name, of its record or of its kind is in it."""
    drawn = uuid.uuid4().hex
    return f"attachments/{drawn[:2]}/{drawn}"


class Attachment(models.Model):
    """One file of one record. `size` (bytes) and `sha256` are those of what is kept, without metadata.

    Whatever deletes the row (a view, a queryset, the end of the record) deletes the file, once that is committed.
    """

    belongs_to: ClassVar[str]
    """The name of the concrete model's foreign key to its record."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(gettext_lazy("name to show"), max_length=names.LONGEST)
    kind = models.CharField(max_length=8)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    language = models.CharField(
        gettext_lazy("language"), max_length=2, blank=True, choices=settings.LANGUAGES
    )
    file = models.FileField(upload_to=random_name)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["added_at", "id"]

    def __str__(self) -> str:
        return self.title


Kept = TypeVar("Kept", bound=Attachment)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that may be kept: its content is in memory, and free of metadata."""

    title: str
    kind: Kind
    data: bytes
    sha256: str


def accept(sent: File) -> Accepted:
    """The file that was sent, as it may be kept. Raises ValidationError with one sentence that says the way out."""
    name, most = sent.name or "", settings.ATTACHMENT_MAX_BYTES
    if sent.size > most:
        said = {"name": words.shortened(name), "size": words.size(sent.size), "most": words.size(most)}
        raise ValidationError(
            _("%(name)s has %(size)s: %(most)s at most. Make it smaller, or cut it in two.") % said,
            code="size",
        )
    sent.seek(0)
    try:
        taken = taking.take(sent.read(), name)
    except Refused as fault:
        raise ValidationError(words.refusal(fault, name), code=fault.reason.name.lower()) from fault
    return Accepted(taken.title, taken.kind, taken.data, hashlib.sha256(taken.data).hexdigest())


def store(attachment: Kept, accepted: Accepted, *, by: Any, now: datetime) -> Kept:
    """Keep an accepted file as `attachment`, a new row that knows its record (and its title or language, perhaps).

    Raises ValidationError when the record has as many as it may, or this very file. When the transaction is not
    committed in the end, the file is gone with the row.
    """
    record = getattr(attachment, attachment.belongs_to)
    with transaction.atomic():
        # Two that are sent at once are counted one after the other.
        list(type(record)._base_manager.select_for_update(no_key=True).filter(pk=record.pk).values_list("pk"))
        held = list(
            type(attachment)
            ._default_manager.filter(**{attachment.belongs_to: record})
            .values_list("sha256", "title")
        )
        _refuse_more(held, accepted)
        attachment.title = names.tidy(attachment.title)[: names.LONGEST] or accepted.title
        attachment.kind, attachment.size, attachment.sha256 = (
            accepted.kind,
            len(accepted.data),
            accepted.sha256,
        )
        attachment.added_by, attachment.added_at = by, now
        attachment.file.save("", ContentFile(accepted.data), save=False)
        transaction.on_commit(_UntilCommitted(attachment.file.storage, str(attachment.file.name)))
        attachment.save(force_insert=True)
    return attachment


def _refuse_more(held: list[tuple[str, str]], accepted: Accepted) -> None:
    for sha256, title in held:
        if sha256 == accepted.sha256:
            raise ValidationError(
                _("This very file is attached already, as « %(title)s ».") % {"title": title}
            )
    if len(held) >= settings.ATTACHMENT_MAX_COUNT:
        raise ValidationError(
            ngettext(
                "%(n)d file is attached already, and no more may be. Remove it first.",
                "%(n)d files are attached already, and no more may be. Remove one first.",
                len(held),
            )
            % {"n": len(held)}
        )


class _UntilCommitted:
    """Takes a file away unless it is called. A transaction calls it when it commits, and drops it when it does not."""

    def __init__(self, storage: Storage, name: str):
        self.undo = weakref.finalize(self, _take_away, storage, name)

    def __call__(self) -> None:
        self.undo.detach()


def _take_away(storage: Storage, name: str) -> None:
    """Nobody waits for this: what fails is said in the log, for whoever sweeps the disk."""
    try:
        storage.delete(name)
    except OSError:
        log.exception("%s could not be deleted", name)


def _row_deleted(sender: type[Attachment], instance: Attachment, **more: Any) -> None:
    storage, name = instance.file.storage, str(instance.file.name)
    transaction.on_commit(lambda: _take_away(storage, name))


def _watch(sender: type[models.Model], **more: Any) -> None:
    """Of each model of attachments alone: a listener to all models would make each deletion in the portal slow."""
    if issubclass(sender, Attachment):
        post_delete.connect(
            _row_deleted, sender=sender, dispatch_uid=f"core.attachments.{sender._meta.label_lower}"
        )


class_prepared.connect(_watch, dispatch_uid="core.attachments")


def serve(attachment: Attachment) -> FileResponse:
    """The file as a download, for whoever was allowed to have it: the caller's view has asked.

    Never shown by the browser, never kept by anybody in between. Raises Http404 when the disk has lost it.
    """
    kind = Kind(attachment.kind)
    try:
        content = attachment.file.storage.open(str(attachment.file.name), "rb")
    except FileNotFoundError as fault:
        log.error("the file of %s %s is lost", attachment._meta.label_lower, attachment.uid)
        raise Http404 from fault
    answer = FileResponse(
        content,
        as_attachment=True,
        filename=names.titled(attachment.title, kind),
        content_type=TRAITS[kind].media,
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = POLICY
    answer["Cache-Control"] = "private, no-store"
    return answer


@dataclass(frozen=True, slots=True)
class Line:
    """An attachment as core/_attachments.html shows it; no `remove` when the reader may not."""

    title: str
    icon: str
    kind: str
    size: str
    language: str
    language_name: str
    address: str
    remove: str


def lines(
    attachments: Iterable[Kept],
    *,
    address: Callable[[Kept], str],
    remove: Callable[[Kept], str] | None = None,
) -> list[Line]:
    """The attachments in plain values, in the reader's language. No query of its own."""
    return [
        Line(
            title=one.title,
            icon=TRAITS[Kind(one.kind)].icon,
            kind=str(words.KINDS[Kind(one.kind)]),
            size=words.size(one.size),
            language=one.language,
            language_name=str(dict(settings.LANGUAGES).get(one.language, "")),
            address=address(one),
            remove=remove(one) if remove else "",
        )
        for one in attachments
    ]
