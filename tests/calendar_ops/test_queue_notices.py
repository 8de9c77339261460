"""manage.py queue_notices: the tick by hand."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from calendar_ops.models import Notice
from outbox.models import Delivery
from tests.calendar_ops.test_telling import company, confirmed  # noqa: F401

pytestmark = pytest.mark.django_db
AT = "2026-11-10T09:00+01:00"


def run(*words: str) -> str:
    out = StringIO()
    call_command("queue_notices", *words, stdout=out)
    return out.getvalue()


def test_a_dry_run_counts_and_writes_nothing(company):  # noqa: F811
    confirmed(company)
    assert "2" in run("--at", AT, "--dry-run")
    assert not Notice.objects.exists() and not Delivery.objects.exists()


def test_it_queues_once_however_often_it_is_run(company):  # noqa: F811
    confirmed(company)
    run("--at", AT)
    run("--at", AT)
    assert Delivery.objects.count() == 2


@pytest.mark.parametrize("text", ["yesterday", "2026-11-10T09:00"])
def test_a_moment_without_offset_is_refused_with_the_way_out(db, text):
    with pytest.raises(CommandError, match="--at 2026-11-10"):
        run("--at", text)
