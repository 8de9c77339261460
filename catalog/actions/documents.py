"""Files that go with an offering."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from catalog.actions.guards import refuse_reader
from catalog.models import Offering, OfferingDocument
from core.attachments import Accepted, store
from core.audit import record
from organization.models import User


def attach_document(
    *, offering: Offering, accepted: Accepted, by: User, now: datetime, title: str = "", language: str = ""
) -> OfferingDocument:
    """Keep an accepted file with the offering. Raises PermissionDenied, ValidationError (too many, the same twice)."""
    refuse_reader(by)
    with transaction.atomic():
        document = store(
            OfferingDocument(offering=offering, title=title, language=language), accepted, by=by, now=now
        )
        record(by=by, kind="offering.document", obj=offering, changes={"document": ["", document.title]})
    return document


def remove_document(*, document: OfferingDocument, by: User) -> None:
    """Take a file away; it is gone once that is committed. Raises PermissionDenied."""
    refuse_reader(by)
    with transaction.atomic():
        changes = {"document": [document.title, ""]}
        record(by=by, kind="offering.document_removed", obj=document.offering, changes=changes)
        document.delete()
