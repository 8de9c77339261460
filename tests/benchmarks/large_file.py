"""A real file of 50 MB through the page of the directory import: its memory beside that of reading the same file.

Each side runs in a process of its own, so that one's memory is not the other's: `large_file ours|floor SIZE`.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from .figures import Figure, against
from .memory import forget_peak, here, peak

MB = 1024 * 1024
HEADER = "ref;name;email;language;unit;further_units;active\n"


def write(path: Path, size: int) -> int:
    """A file of people of at least `size` octets; says how many."""
    number, written = 0, 0
    with path.open("w", encoding="utf-8") as out:
        out.write(HEADER)
        while written < size:
            row = (
                f"L-{number:07};Zoé Martin {number};z{number}@large.example;fr;LARGE-1;LARGE-2|LARGE-3;oui\n"
            )
            written += len(row) + 1
            out.write(row)
            number += 1
    return number


def floor(path: Path) -> dict[str, Any]:
    """The rows of the file as dictionaries, all at once."""
    forget_peak()
    before = here()
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    return {"rows": len(rows), "memory": peak() - before}


def ours(path: Path) -> dict[str, Any]:
    """Sent by an administrator, tried by the job, then imported by it, under the real limit."""
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client
    from django.utils import timezone

    from core import jobs
    from core.models import Job
    from dsi_marketing import tasks  # noqa: F401 - registers the job
    from tests import factories

    settings.ALLOWED_HOSTS = ["testserver"]
    jobs._wake = lambda uid: None
    for code in ("LARGE-1", "LARGE-2", "LARGE-3"):
        factories.unit(code)
    client = Client()
    client.force_login(factories.person("Large", username="large-file", profile="administrator"))
    with path.open("rb") as file:
        answer = client.post("/organization/import/", {"file": file})
    found: dict[str, Any] = {}
    forget_peak()
    before = here()
    for word, where in (("tried", ""), ("imported", "apply/")):
        if where:
            answer = client.post(f"{answer['Location']}{where}")
        uid = answer["Location"].rstrip("/").rsplit("/", 1)[1]
        begun = time.perf_counter()
        assert jobs.run(uid, now=timezone.now())
        found[word] = time.perf_counter() - begun
    done = Job.objects.get(uid=uid)
    assert done.result["applied"], done.result or done.error
    assert done.done == done.total == done.result["rows"]
    return {**found, "rows": done.result["rows"], "memory": peak() - before}


def apart(side: str, path: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.benchmarks.large_file", side, str(path)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, env=os.environ).stdout)


def run() -> list[Figure]:
    from organization.models import User

    size = 50 if User.objects.count() > 20_000 else 5
    with tempfile.TemporaryDirectory(prefix="portal-large-") as folder:
        path = Path(folder) / "people.csv"
        rows = write(path, size * MB)
        base, measured = apart("floor", path), apart("ours", path)
        assert rows == base["rows"] == measured["rows"]
    what = f"import of a file of {size} MB, {rows} people (tried in {measured['tried']:.0f} s, imported in {measured['imported']:.0f} s)"
    return [against("Memory", what, measured["memory"], base["memory"], 3, "MB")]


if __name__ == "__main__":
    print(json.dumps({"ours": ours, "floor": floor}[sys.argv[1]](Path(sys.argv[2]))))
