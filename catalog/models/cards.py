"""What a card says besides its head, and the copy of it that is being worked on."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.enums import SECTIONS
from core.attachments import Attachment
from core.models import EditedModel

from .offerings import Offering


class CardSection(models.Model):
    """One section of a published card, in Markdown. `absent` is the reason why it does not apply, if it does not."""

    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="sections")
    code = models.CharField(max_length=20)
    text = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    absent = models.CharField(_("why it does not apply"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["offering", "code"], name="section_once"),
            models.CheckConstraint(condition=models.Q(code__in=list(SECTIONS)), name="section_of_the_table"),
        ]

    def __str__(self) -> str:
        return f"{self.offering} · {self.code}"


class OfferingDocument(Attachment):
    """A guide, a form, a contract that goes with an offering."""

    belongs_to = "offering"
    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="documents")


class WorkingCopy(EditedModel):
    """What is typed for a card and not published yet: as typed, so that nothing is lost while it is wrong.

    `content` maps a field of the card's form to what its control holds (a text, or a list of texts).
    """

    offering = models.OneToOneField(Offering, on_delete=models.CASCADE, related_name="working_copy")
    content = models.JSONField(default=dict)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    saved_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.offering} ({self.edit})"
