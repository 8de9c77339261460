"""How messages leave: one SMTP connection kept open, or the portal's own mailbox, which just accepts.

RFC 5321 (SMTP), RFC 2920 (PIPELINING: MAIL, RCPT and DATA in one write, and the next envelope right
behind a text). Nothing here touches the database: what a server answers comes back as an exception.
"""

from __future__ import annotations

import contextlib
import smtplib
import socket
import ssl
import time
from functools import cache
from typing import Any, Protocol

from django.conf import settings

RENEW_AFTER = 100


class Unavailable(Exception):
    """The server cannot be used at all (refused, hanging, wrong password): no delivery is charged for it."""


class Interrupted(Exception):
    """The connection broke or went silent in the middle of one message."""


class Refused(Exception):
    """The server answered a message with `code`; `recipient` says that it was the mailbox that it refused."""

    def __init__(self, code: int, words: str, *, recipient: bool = False) -> None:
        super().__init__(f"{code} {words}")
        self.code = code
        self.recipient = recipient

    @property
    def for_good(self) -> bool:
        return self.code >= 500


class Link(Protocol):
    """An open way out. `send` returns when the message is accepted; `following` may be announced ahead."""

    def open(self) -> None: ...
    def send(self, recipient: str, text: bytes, following: str | None = None) -> None: ...
    def drop(self) -> None: ...


class MailboxLink:
    """Accepts everything: the message is read on the portal's mailbox page."""

    def open(self) -> None:
        return None

    def send(self, recipient: str, text: bytes, following: str | None = None) -> None:
        return None

    def drop(self) -> None:
        return None


@cache
def own_name() -> str:
    """This machine's name for EHLO; smtplib would ask the resolver at each connection."""
    return smtplib.SMTP().local_hostname


class SmtpLink:
    """One connection, renewed every 100 messages and after any answer that is not a yes.

    `text` holds CRLF line ends and doubled dots. The text of a message leaves only in its own `send`;
    ahead of it only the envelope of `following` does, so a caller that records each result between two
    `send` never has two unrecorded texts on the way.
    """

    def __init__(self, *, sender: str, server: dict[str, Any], timeout: float) -> None:
        self.sender, self.server, self.timeout = sender, server, timeout
        self.smtp: smtplib.SMTP | None = None
        self.pipelining = False
        self.begun: str | None = None  # the recipient whose envelope is on its way
        self.count = 0
        self.unread = b""  # what the server said beyond the line that was read
        self.deadline = 0.0

    def open(self) -> None:
        """Connect if not connected. Raises Unavailable."""
        if self.smtp is not None:
            if self.count < RENEW_AFTER:
                return
            self.drop()
        smtp: smtplib.SMTP | None = None
        try:
            kind: Any = smtplib.SMTP_SSL if self.server["tls"] else smtplib.SMTP
            more = {"context": ssl.create_default_context()} if self.server["tls"] else {}
            smtp = kind(
                self.server["host"],
                self.server["port"],
                local_hostname=own_name(),
                timeout=self.timeout,
                **more,
            )
            smtp.ehlo_or_helo_if_needed()
            if self.server["starttls"]:
                smtp.starttls(context=ssl.create_default_context())
                smtp.ehlo()
            if self.server["user"]:
                smtp.login(self.server["user"], self.server["password"])
            self.pipelining = smtp.has_extn("pipelining")
            smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # type: ignore[union-attr]
        except (OSError, smtplib.SMTPException, ValueError) as problem:
            if smtp is not None:
                with contextlib.suppress(Exception):
                    smtp.close()
            raise Unavailable(str(problem) or type(problem).__name__) from problem
        self.smtp, self.begun, self.count, self.unread = smtp, None, 0, b""

    def send(self, recipient: str, text: bytes, following: str | None = None) -> None:
        """Raises Refused, Interrupted or Unavailable; the connection is then given up."""
        self.open()
        self.deadline = time.monotonic() + self.timeout
        self.count += 1
        if self.count >= RENEW_AFTER:
            following = None
        try:
            self._send(recipient, text, following)
        except (OSError, EOFError, ValueError, smtplib.SMTPException) as problem:
            self.drop(politely=False)
            raise Interrupted(str(problem) or type(problem).__name__) from problem
        except (Refused, Unavailable):
            self.drop()
            raise

    def _send(self, recipient: str, text: bytes, following: str | None) -> None:
        if self.begun not in (None, recipient):
            self.drop(politely=False)
            self.open()
        if self.begun is None:
            self._begin(recipient)
        self._finish_envelope(recipient)
        self.begun = None
        if self.pipelining and following:
            self._write(text + b".\r\n" + self._envelope(following))
            self.begun = following
            code, words = self._reply()
        else:
            self._write(text + b".\r\n")
            code, words = self._reply()
            if following and code == 250:
                self._begin(following)
        if code != 250:
            raise Refused(code, words)

    def _envelope(self, recipient: str) -> bytes:
        return f"MAIL FROM:<{self.sender}>\r\nRCPT TO:<{recipient}>\r\nDATA\r\n".encode("ascii")

    def _begin(self, recipient: str) -> None:
        self._write(
            self._envelope(recipient) if self.pipelining else f"MAIL FROM:<{self.sender}>\r\n".encode("ascii")
        )
        self.begun = recipient

    def _finish_envelope(self, recipient: str) -> None:
        if self.pipelining:
            mail, to, data = self._reply(), self._reply(), self._reply()
            if (mail[0] >= 300 or to[0] >= 300) and data[0] == 354:
                self._write(b".\r\n")  # RFC 2920 3.1: no valid recipient, so an empty text ends it
                self._reply()
        else:
            mail = self._reply()
            self._check_sender(mail)
            self._write(f"RCPT TO:<{recipient}>\r\n".encode("ascii"))
            to = self._reply()
            if to[0] < 300:
                self._write(b"DATA\r\n")
                data = self._reply()
            else:
                data = (0, "")
        self._check_sender(mail)
        if to[0] >= 300:
            raise Refused(*to, recipient=True)
        if data[0] != 354:
            raise Refused(*data)

    def _check_sender(self, reply: tuple[int, str]) -> None:
        if reply[0] >= 500:
            raise Unavailable(f"{reply[0]} {reply[1]}")  # our own address is refused: nobody's fault but ours
        if reply[0] >= 300:
            raise Refused(*reply)

    def _write(self, octets: bytes) -> None:
        if self.smtp is None or self.smtp.sock is None:
            raise EOFError("not connected")
        self.smtp.sock.sendall(octets)

    def _reply(self) -> tuple[int, str]:
        """One answer, whole. Raises EOFError, OSError or ValueError when none comes in time."""
        words = []
        while True:
            line = self._line()
            words.append(line[4:].strip().decode("utf-8", "replace"))
            if line[3:4] != b"-":
                break
        code = int(line[:3])
        if code < 200:
            raise ValueError(f"an answer that SMTP does not know: {code}")
        return code, " ".join(words)[:250]

    def _line(self) -> bytes:
        """One line of an answer; what came behind it waits in the buffer."""
        while (end := self.unread.find(b"\n") + 1) == 0 and len(self.unread) < 4096:
            if time.monotonic() > self.deadline:
                raise TimeoutError("timed out")
            if self.smtp is None or self.smtp.sock is None or not (more := self.smtp.sock.recv(4096)):
                raise EOFError("the server closed the connection")
            self.unread += more
        line, self.unread = self.unread[:end], self.unread[end:]
        return line

    def drop(self, politely: bool = True) -> None:
        """Give the connection up. A message whose text has not wholly left is then not delivered."""
        smtp, self.smtp = self.smtp, None
        begun, self.begun = self.begun, None
        if smtp is None:
            return
        with contextlib.suppress(Exception):
            if politely and begun is None and smtp.sock is not None:
                smtp.sock.sendall(b"QUIT\r\n")
        with contextlib.suppress(Exception):
            smtp.close()


def link(sender: str) -> Link:
    """The way out that the settings name."""
    server = settings.OUTBOX_TRANSPORT
    if server["transport"] == "mailbox":
        return MailboxLink()
    return SmtpLink(sender=sender, server=server, timeout=settings.EMAIL_TIMEOUT)
