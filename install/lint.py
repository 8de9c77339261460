"""`make lint`: style, types, layers, migrations, translations, OpenAPI, deployment checks. All run; any fails."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
MANAGE = [sys.executable, "manage.py"]
PRODUCTION = {
    "PORTAL_URL": "https://portal.example.org",
    "ALLOWED_HOSTS": "portal.example.org",
    "SECRET_KEY": "k3y-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "BROKER_URL": "redis://:secret@127.0.0.1:6379/0",
    "EMAIL_URL": "smtp://127.0.0.1:25",
}
CHECKS: list[tuple[str, list[str], dict[str, str]]] = [
    ("style", [str(BIN / "ruff"), "check", "."], {}),
    ("format", [str(BIN / "ruff"), "format", "--check", "."], {}),
    ("layers", [str(BIN / "lint-imports")], {}),
    (
        "types",
        [str(BIN / "mypy"), "dsi_marketing", "calendar_ops", "catalog", "outbox", "organization", "core"],
        {},
    ),
    ("migrations", [*MANAGE, "makemigrations", "--check", "--dry-run"], {}),
    ("openapi", [*MANAGE, "spectacular", "--validate", "--fail-on-warn", "--file", os.devnull], {}),
    ("deployment", [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
]


def main() -> None:
    failed = []
    for name, command, environment in CHECKS:
        done = subprocess.run(
            command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False
        )
        print(f"{'✓' if done.returncode == 0 else '✗'} {name}", flush=True)
        if done.returncode:
            failed.append(name)
            print(done.stdout[-6000:], done.stderr[-3000:], flush=True)
    sys.exit(f"✗ {', '.join(failed)}" if failed else 0)


if __name__ == "__main__":
    main()
