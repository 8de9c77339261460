"""The bytes of a message (RFC 5322): built once for a content, the few lines of each recipient put in front.

No Django model in here: plain values in, bytes out, so that it can be measured and tested by itself.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

CONTROL = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
PLAIN_MAILBOX = re.compile(rf"[a-z0-9_]+(?:[.-][a-z0-9_]+)*@(?:{LABEL}\.)+[a-z]{{2,63}}")
HEADER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}\Z")
OWN_HEADERS = frozenset(
    {
        "to", "cc", "bcc", "from", "sender", "subject", "date", "message-id", "references", "mime-version",
        "auto-submitted", "content-type", "content-transfer-encoding", "content-language",
    }
)  # fmt: skip


def one_line(text: str, *, limit: int = 300) -> str:
    """The text on one line: control characters become a space, so that no header can be smuggled in."""
    return CONTROL.sub(" ", text).strip()[:limit]


def clean_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Extra headers of a content. Raises ValueError for a name that is ours, or that is no header name."""
    found = {}
    for name, value in headers.items():
        if not HEADER_NAME.match(name) or name.lower() in OWN_HEADERS:
            raise ValueError(f"« {name} » cannot be set as a header of a message.")
        found[name] = one_line(str(value), limit=900)
    return found


def mailbox(address: str) -> str:
    """The address as SMTP takes it: lower case, ASCII. Raises ValueError when it is not one mailbox."""
    address = address.strip().lower()
    if PLAIN_MAILBOX.fullmatch(address) and len(address) <= 254:
        return address  # nearly all of them, without asking the slow rules
    try:
        validate_email(address)
        local, _, domain = address.rpartition("@")
        domain = domain if domain.isascii() else domain.encode("idna").decode("ascii")
    except (ValidationError, UnicodeError):
        raise ValueError(f"« {one_line(address, limit=100)} » is not an e-mail address.") from None
    result = f"{local}@{domain}"
    if not result.isascii() or re.search(r"[\s<>\x00-\x1f\x7f]", result):
        raise ValueError(f"« {one_line(address, limit=100)} » is not an e-mail address.")
    return result


@lru_cache(maxsize=64)  # a mailing's deliveries are born together
def _born(created_at: datetime) -> tuple[str, str]:
    """The moment as it stands in a Message-ID, and as a Date header."""
    return f"{int(created_at.timestamp() * 1_000_000):x}", format_datetime(created_at)


def message_id(delivery_id: int, created_at: datetime, host: str) -> str:
    """Deterministic: the same delivery always bears the same one, and a new database repeats none."""
    return f"<{delivery_id}.{_born(created_at)[0]}@{host}>"


def common_bytes(
    *,
    key: str,
    subject: str,
    text: str,
    html: str,
    language: str,
    headers: Mapping[str, str],
    sender_name: str,
    sender: str,
) -> bytes:
    """What all recipients of a content share, with CRLF and with the dots of RFC 5321 4.5.2 doubled."""
    message = EmailMessage(policy=SMTP)
    user, _, domain = sender.rpartition("@")
    message["From"] = Address(one_line(sender_name), user, domain)
    message["Subject"] = one_line(subject)
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = language
    for name, value in clean_headers(headers).items():
        message[name] = value
    message.set_content(text, cte="quoted-printable")
    if html:
        message.add_alternative(html, subtype="html", cte="quoted-printable")
        message.set_boundary("=_" + hashlib.sha256(key.encode()).hexdigest()[:40])
    whole = message.as_bytes()
    return whole.replace(b"\r\n.", b"\r\n..")


def own_bytes(
    *, to: str, delivery_id: int, created_at: datetime, host: str, references: Iterable[tuple[int, datetime]]
) -> bytes:
    """The header lines of one recipient. Date is the moment the delivery was made, whenever it is sent."""
    lines = [
        f"Message-ID: {message_id(delivery_id, created_at, host)}",
        f"Date: {_born(created_at)[1]}",
        f"To: {to}",
    ]
    if earlier := [message_id(number, at, host) for number, at in references]:
        lines.append("References: " + "\r\n ".join(earlier))
    return ("\r\n".join(lines) + "\r\n").encode("ascii")
