"""Who may change the catalogue, asked by every action."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from catalog.permissions import can_edit_catalogue
from organization.models import User


def refuse_reader(by: User | None) -> None:
    """Raise PermissionDenied unless `by` edits the catalogue; None is the portal itself."""
    if by is not None and not can_edit_catalogue(by):
        raise PermissionDenied
