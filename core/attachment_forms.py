"""The field and the small form through which a file is attached."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import attachment_words as words
from core.attached import names
from core.attached.kinds import TRAITS
from core.attachments import Accepted, accept

ENDINGS = ",".join(f".{ending}" for traits in TRAITS.values() for ending in traits.endings)


class AttachmentField(forms.FileField):
    """Cleans to an Accepted (or None, where the field is not required and nothing was sent)."""

    default_error_messages = {
        "required": gettext_lazy("Choose a file."),
        "empty": gettext_lazy("The file is empty. Choose it again."),
    }

    def __init__(self, **options: Any):
        options.setdefault("label", gettext_lazy("File"))
        options.setdefault("widget", forms.FileInput(attrs={"accept": ENDINGS}))
        super().__init__(**options)

    def clean(self, data: Any, initial: Any = None) -> Accepted | None:
        sent = super().clean(data, initial)
        return accept(sent) if sent else None


class AttachmentForm(forms.Form):
    """`cleaned_data`: file (an Accepted), title (empty: the file's own name), language (empty, fr, en)."""

    file = AttachmentField()
    title = forms.CharField(
        required=False,
        max_length=names.LONGEST,
        label=gettext_lazy("Name to show"),
        help_text=gettext_lazy("Leave it empty to show the name of the file."),
    )
    language = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Language of the file"),
        choices=[("", gettext_lazy("any language")), *settings.LANGUAGES],
    )

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["file"].help_text = _(
            "PDF, picture (PNG, JPEG, WebP), document of Office or LibreOffice, text or CSV; %(most)s at most. "
            "Its author and other hidden information are taken out."
        ) % {"most": words.size(settings.ATTACHMENT_MAX_BYTES)}
