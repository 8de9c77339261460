"""Who may do what with the messages."""

from organization.access import Permission
from outbox.models import Content


def can_read_outbox(user) -> bool:
    return user.has_perm(Permission.READ_OUTBOX)


def can_administer(user) -> bool:
    """Try again, lift a suppressed address, send a test message."""
    return user.has_perm(Permission.READ_OUTBOX) and user.has_perm(Permission.ADMINISTER)


def can_read_body(user, content: Content, person_id: int | None) -> bool:
    """A private body holds a secret of its recipient: nobody else reads it."""
    return not content.private or person_id == user.pk
