"""Django's mail interface over the outbox, so that password resets take the same way as notices."""

from django.core.mail.backends.base import BaseEmailBackend


class OutboxBackend(BaseEmailBackend):
    pass
