"""Importing people from CSV, checks included, beside reading the file and inserting the same rows."""

from __future__ import annotations

import csv
import io
import time

from django.db import connection, transaction
from django.utils import timezone
from psycopg2.extras import execute_values

from dsi_marketing.directory_import import import_directory
from organization.models import BusinessUnit, Site, User

from .figures import Figure, against

COLUMNS = ["ref", "name", "email", "language", "unit", "site"]


def file_of(count: int, first: int) -> bytes:
    units = list(BusinessUnit.objects.order_by("code").values_list("code", flat=True))
    sites = list(Site.objects.order_by("code").values_list("code", flat=True))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for number in range(first, first + count):
        writer.writerow(
            [
                f"I{number:06}",
                f"Personne {number}",
                f"i{number}@import.example",
                "fr",
                units[number % len(units)],
                sites[number % len(sites)],
            ]
        )
    return out.getvalue().encode()


def floor(data: bytes) -> float:
    """Read the file and insert the same rows, then take them back."""
    units = dict(BusinessUnit.objects.values_list("code", "pk"))
    sites = dict(Site.objects.values_list("code", "pk"))
    begun = time.perf_counter()
    rows = [
        (row["ref"], row["name"], row["email"], row["language"], units[row["unit"]], sites[row["site"]])
        for row in csv.DictReader(io.StringIO(data.decode()))
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        execute_values(
            cursor.cursor,
            "INSERT INTO organization_user (ref, name, email, language, unit_id, site_id, password, is_active, "
            "created_at, edit) VALUES %s",
            rows,
            template="(%s, %s, %s, %s, %s, %s, '!', true, now(), 1)",
            page_size=1000,
        )
        took = time.perf_counter() - begun
        transaction.set_rollback(True)
    return took * 1000


def ours(data: bytes) -> float:
    begun = time.perf_counter()
    report = import_directory(data, dry_run=False, leavers=False, by=None, now=timezone.now())
    took = time.perf_counter() - begun
    assert not report["fault_count"], report["faults"][:3]
    return took * 1000


def run(count: int | None = None) -> list[Figure]:
    whole = count or User.objects.count()
    tenth = ours(file_of(whole // 10, 500_000))
    data = file_of(whole, 600_000)
    base = floor(data)
    took = ours(data)
    return [
        against("Directory import", f"{whole} people from CSV, checks included", took, base, 5),
        against("Growth, work × 10", f"Directory import, {whole // 10} and {whole} people", took, tenth, 11),
    ]
