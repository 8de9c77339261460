"""A cell that names an offering: the same in every import that follows the one of offerings."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from catalog.models import Offering
from core.tables import cells

UNKNOWN = {
    "offering_unknown": _("No offering has the reference « %(value)s »: import the offerings first."),
}


def offering_reader(references: Iterable[str] | None = None) -> cells.Reader:
    """Reads the reference of an offering, of these or of all; one query for all."""
    if references is None:
        references = Offering.objects.order_by().values_list("reference", flat=True)
    return cells.known({one: one for one in references}, code="offering_unknown")
