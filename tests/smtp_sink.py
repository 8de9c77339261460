"""A small fast SMTP server for tests and benchmarks, with PIPELINING or without, that answers as told.

`answer` decides per message: "" accepts, "451 later" or "550 no" refuses. The accepted messages are kept
as (recipient, Message-ID, Date, octets) in memory and, if given, one line each in a `journal` file.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Accepted:
    recipient: str
    message_id: str
    date: str
    octets: bytes


def _header(octets: bytes, name: bytes) -> str:
    at = octets.find(name + b": ")
    return octets[at + len(name) + 2 : octets.find(b"\r\n", at)].decode() if at >= 0 else ""


class Sink:
    """with Sink() as sink: sink.port, sink.accepted; several clients at once."""

    def __init__(
        self,
        *,
        pipelining: bool = True,
        at_rcpt: Callable[[str], str] | None = None,
        at_text: Callable[[str], str] | None = None,
        keep: bool = True,
        journal: Path | None = None,
        silent: bool = False,
        port: int = 0,
    ) -> None:
        self.pipelining, self.at_rcpt, self.at_text = pipelining, at_rcpt, at_text
        self.keep, self.journal, self.silent = keep, journal, silent
        self.accepted: list[Accepted] = []
        self.number = 0
        self.connections = 0
        self.on_accept: Callable[[Accepted], None] | None = None
        self.lock = threading.Lock()
        self.server = socket.create_server(("127.0.0.1", port))
        self.port = self.server.getsockname()[1]
        self.open: set[socket.socket] = set()

    def __enter__(self) -> Sink:
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *_exc) -> None:
        with contextlib.suppress(OSError):
            self.server.shutdown(socket.SHUT_RDWR)
        self.server.close()
        for sock in list(self.open):
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def transport(self) -> dict:
        """What settings.OUTBOX_TRANSPORT must be to send here."""
        return {
            "transport": "smtp",
            "host": "127.0.0.1",
            "port": self.port,
            "user": "",
            "password": "",
            "tls": False,
            "starttls": False,
        }

    def _listen(self) -> None:
        while True:
            try:
                sock, _ = self.server.accept()
            except OSError:
                return
            self.connections += 1
            self.open.add(sock)
            threading.Thread(target=self._serve, args=(sock,), daemon=True).start()

    def _serve(self, sock: socket.socket) -> None:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with contextlib.suppress(OSError, EOFError), sock:
            if self.silent:
                while sock.recv(4096):
                    pass
                return
            sock.sendall(b"220 sink\r\n")
            self._talk(sock)
        self.open.discard(sock)

    def _talk(self, sock: socket.socket) -> None:
        buffer = b""
        recipient = ""
        out = b""

        def more() -> bytes:
            nonlocal out
            if out:
                sock.sendall(out)
                out = b""
            if not (got := sock.recv(262144)):
                raise EOFError
            return got

        while True:
            while (end := buffer.find(b"\r\n")) < 0:
                buffer += more()
            line, buffer = buffer[:end], buffer[end + 2 :]
            verb = line[:4].upper()
            if verb == b"EHLO":
                out += (
                    b"250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n" if self.pipelining else b"250 sink\r\n"
                )
            elif verb == b"HELO" or verb == b"RSET" or verb == b"NOOP":
                out += b"250 ok\r\n"
            elif verb == b"MAIL":
                recipient = ""
                out += b"250 ok\r\n"
            elif verb == b"RCPT":
                address = line[line.find(b"<") + 1 : line.find(b">")].decode()
                no = self.at_rcpt(address) if self.at_rcpt else ""
                recipient = "" if no else address
                out += (no.encode() if no else b"250 ok") + b"\r\n"
            elif verb == b"DATA":
                if not recipient:
                    out += b"503 no recipient\r\n"
                    continue
                out += b"354 go\r\n"
                while (end := buffer.find(b"\r\n.\r\n")) < 0:
                    buffer += more()
                octets, buffer = buffer[: end + 2], buffer[end + 5 :]
                no = self.at_text(recipient) if self.at_text else ""
                if not no:
                    self._accept(recipient, octets)
                out += (no.encode() if no else b"250 taken") + b"\r\n"
            elif verb == b"QUIT":
                sock.sendall(out + b"221 bye\r\n")
                return
            else:
                out += b"500 what\r\n"

    def _accept(self, recipient: str, octets: bytes) -> None:
        if not self.keep:
            self.number += 1
            return
        message = Accepted(recipient, _header(octets, b"Message-ID"), _header(octets, b"Date"), octets)
        with self.lock:
            self.number += 1
            self.accepted.append(message)
            if self.journal:
                with self.journal.open("a") as out:
                    out.write(f"{recipient}\t{message.message_id}\t{message.date}\n")
        if self.on_accept:
            self.on_accept(message)


def serve_apart(pipelining: bool, pipe) -> None:
    """A server in a process of its own: sends its transport, waits for a word, sends how many it accepted."""
    with Sink(pipelining=pipelining, keep=False) as sink:
        pipe.send(sink.transport)
        pipe.recv()
        pipe.send(sink.number)
