"""Importing 2 000 offerings from CSV, checks included, beside reading the file and inserting the same rows."""

from __future__ import annotations

import csv
import io
import time

from django.db import connection, transaction
from django.utils import timezone
from psycopg2.extras import execute_values

from catalog.imports.offerings import OfferingImport
from catalog.models import Category
from core.tables.importer import run_import
from organization.models import User

from .figures import Figure, against

COLUMNS = ["reference", "name", "name_en", "kind", "benefit", "benefit_en", "category", "owner", "aliases"]
COUNT = 2_000
INSERT = (
    "INSERT INTO catalog_offering (reference, name, name_en, kind, benefit, benefit_en, category_id, owner_id, "
    "origin, opening, state, version, edit, context, context_en) VALUES %s"
)


def file_of(count: int, first: int) -> bytes:
    shelves = list(Category.objects.order_by("code").values_list("code", flat=True))
    people = list(User.objects.order_by("pk").values_list("ref", flat=True)[:200])
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for number in range(first, first + count):
        shelf = shelves[number % len(shelves)] if shelves else ""
        name = f"Service importé {number}"
        writer.writerow(
            [f"IMP-{number:06}", name, f"Imported service {number}", "service", "Faire plus vite.", "Do it faster.",
             shelf, people[number % len(people)], f"nom {number} | autre {number}"]
        )  # fmt: skip
    return out.getvalue().encode()


def floor(data: bytes) -> float:
    """Read the file and insert the same rows, with their other names, then take them back."""
    shelves = dict(Category.objects.values_list("code", "pk"))
    people = dict(User.objects.values_list("ref", "pk"))
    begun = time.perf_counter()
    read = list(csv.DictReader(io.StringIO(data.decode())))
    rows = [
        (*(row[name] for name in COLUMNS[:6]), shelves.get(row["category"]), people[row["owner"]])
        for row in read
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        execute_values(
            cursor.cursor,
            INSERT,
            rows,
            template="(%s, %s, %s, %s, %s, %s, %s, %s, 'need', 'all', 'design', 0, 1, '', '')",
            page_size=1000,
        )
        cursor.execute("SELECT reference, id FROM catalog_offering WHERE reference LIKE 'IMP-%%'", [])
        numbers = dict(cursor.fetchall())
        names = [
            (numbers[row["reference"]], name, name) for row in read for name in row["aliases"].split(" | ")
        ]
        execute_values(
            cursor.cursor,
            "INSERT INTO catalog_alias (offering_id, text, folded) VALUES %s",
            names,
            page_size=1000,
        )
        took = time.perf_counter() - begun
        transaction.set_rollback(True)
    return took * 1000


def ours(data: bytes) -> float:
    begun = time.perf_counter()
    report = run_import(OfferingImport(), data, dry_run=False, by=None, now=timezone.now())
    took = time.perf_counter() - begun
    assert not report["fault_count"], report["faults"][:3]
    return took * 1000


def run(count: int = COUNT) -> list[Figure]:
    data = file_of(count, 600_000)
    base = floor(data)
    return [against("Import of offerings", f"{count} from CSV, checks included", ours(data), base, 5)]
