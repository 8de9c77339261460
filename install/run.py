"""`make run`: web, two workers and beat on this machine, restarted when one dies, stopped by Ctrl-C."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from install.saying import fail, say

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
PORT = os.environ.get("PORT", "8000")
CHECK_EVERY = 0.3  # seconds between two looks at the children


def manage(*arguments: str) -> None:
    done = subprocess.run([str(BIN / "python"), "manage.py", *arguments], cwd=ROOT, check=False)
    if done.returncode:
        fail(
            f"manage.py {arguments[0]} : échec. Les lignes ci-dessus disent pourquoi.",
            f"manage.py {arguments[0]} failed. The lines above say why.",
        )


def commands(port: int | str = PORT) -> dict[str, list[str]]:
    """The processes of the portal by the name that people read; the web listens on this machine's `port` only."""
    celery = [str(BIN / "celery"), "--quiet", "-A", "dsi_marketing"]
    worker = [*celery, "worker", "--loglevel=WARNING", "--pool=solo", "--without-gossip", "--without-mingle",
              "--without-heartbeat"]  # fmt: skip
    return {
        "web": [str(BIN / "gunicorn"), "dsi_marketing.wsgi", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread",
                "--workers", "2", "--threads", "4", "--log-level", "warning", "--no-control-socket"],
        "mail worker": [*worker, "-Q", "mail", "-n", "mail@localhost"],
        "worker": [*worker, "-Q", "work", "-n", "work@localhost"],
        "beat": [*celery, "beat", "--loglevel=WARNING", "--pidfile="],
    }  # fmt: skip


def port_is_taken() -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(PORT)))
        except OSError:
            return True
    return False


class Children:
    """The running processes by name; each in its own group, so that its own children stop with it."""

    def __init__(self, table: dict[str, list[str]], environment: dict[str, str] | None = None):
        self.table = table
        self.environment = environment
        self.running: dict[str, subprocess.Popen] = {}
        self.born: dict[str, float] = {}

    def start(self, name: str) -> None:
        self.running[name] = subprocess.Popen(
            self.table[name], cwd=ROOT, env=self.environment, start_new_session=True
        )
        self.born[name] = time.monotonic()

    def revive(self) -> None:
        for name, process in list(self.running.items()):
            if process.poll() is None:
                continue
            lived = time.monotonic() - self.born[name]
            code = process.returncode
            say(
                f"« {name} » s’est arrêté (code {code}) ; il redémarre.",
                f"« {name} » stopped (code {code}); starting it again.",
            )
            with suppress(ProcessLookupError):  # what it leaves behind would keep its port
                os.killpg(process.pid, signal.SIGKILL)
            if lived < 2:
                time.sleep(2)  # a child that dies at once must not spin
            self.start(name)

    def stop(self) -> None:
        for process in self.running.values():
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        deadline = time.monotonic() + 8
        for process in self.running.values():
            try:
                process.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def main() -> None:
    os.environ.setdefault("DEMO", "true")
    os.environ.setdefault("PORTAL_URL", f"http://127.0.0.1:{PORT}")
    os.environ["PATH"] = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    if not PORT.isdigit():
        fail(
            f"PORT vaut « {PORT} ». Écrivez un nombre, par exemple PORT=8080 make run",
            f"PORT is « {PORT} ». Write a number, for example PORT=8080 make run",
        )
    if port_is_taken():
        fail(
            f"Le port {PORT} est pris. Choisissez-en un autre : PORT=8080 make run",
            f"Port {PORT} is in use. Choose another one: PORT=8080 make run",
        )
    prepare()
    stopping: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, frame: stopping.append(number))
    signal.signal(signal.SIGINT, lambda number, frame: stopping.append(number))
    children = Children(commands())
    for name in children.table:
        children.start(name)
    say(
        f"Le portail vous attend à l’adresse http://127.0.0.1:{PORT}/ — Ctrl-C l’arrête.",
        f"The portal is at http://127.0.0.1:{PORT}/ — Ctrl-C stops it.",
    )
    try:
        while not stopping:
            time.sleep(CHECK_EVERY)
            if not stopping:
                children.revive()
    finally:
        say("Arrêt…", "Stopping…")
        children.stop()


def prepare() -> None:
    """Migrate, load the demonstration into an empty database, collect static files; quick when nothing changed."""
    manage("prepare", "--if-changed")


if __name__ == "__main__":
    main()
