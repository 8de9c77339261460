"""`python -m tests.benchmarks [--only NAME] [--scale small|full] [--engine postgresql|sqlite]`."""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
import time

from .database import database, rest
from .figures import Figure

SCALES = {
    "small": {"units": 100, "people": 5_000, "interventions": 2_000, "offerings": 200},
    "full": {"units": 500, "people": 50_000, "interventions": 20_000, "offerings": 2_000},
}
MODULES = [
    "pages",
    "queries",
    "weights",
    "calendars",
    "search",
    "planning",
    "notices",
    "directory",
    "offerings",
    "large_file",
]

ON_SQLITE = ["pages", "planning", "notices"]  # what is promised there too


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks",
        description="Load the large company on PostgreSQL and measure each figure beside its floor.",
        epilog="Example: python -m tests.benchmarks --only pages --scale small. "
        "BENCH_DATABASE_URL names a server; without it one is started. Only a full run on PostgreSQL writes docs/benchmarks.md.",
    )
    parser.add_argument("--only", choices=MODULES)
    parser.add_argument("--scale", choices=SCALES, default="full")
    parser.add_argument("--engine", choices=["postgresql", "sqlite"], default="postgresql")
    options = parser.parse_args()
    names = ON_SQLITE if options.engine == "sqlite" else MODULES
    with database(options.engine) as address:
        figures = measure(address, options.scale, [options.only] if options.only else names)
        from . import report

        print(report.table(figures))
        if options.scale == "full" and names == MODULES and not options.only:
            report.write(figures, company(options.scale), engine())
            print("\nWritten to docs/benchmarks.md")
    return 0


def measure(address: str, scale: str, names: list[str]) -> list[Figure]:
    os.environ |= {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings"}
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from core.collector import settle

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    say("preparing the database")
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    say(f"loading the company: {company(scale)}")
    begun = time.perf_counter()
    call_command("generate_company", **SCALES[scale], stdout=io.StringIO())
    say(f"loaded in {time.perf_counter() - begun:.0f} s")
    settle()  # as the web server and the worker do
    rest()
    figures: list[Figure] = []
    for name in names:
        try:
            module = importlib.import_module(f"tests.benchmarks.{name}")
        except ModuleNotFoundError as missing:
            if missing.name != f"tests.benchmarks.{name}":
                raise
            say(f"{name}: not there yet")
            continue
        say(f"measuring {name}")
        figures += module.run()
    connection.close()
    return figures


def engine() -> str:
    from django.db import connection

    connection.ensure_connection()
    number = connection.connection.server_version  # type: ignore[union-attr]
    connection.close()
    return f"PostgreSQL {number // 10000}.{number % 100}"


def company(scale: str) -> str:
    return ", ".join(f"{number} {what}" for what, number in SCALES[scale].items())


def say(what: str) -> None:
    if sys.stderr.isatty():
        print(f"… {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
