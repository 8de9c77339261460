"""Long work: found again by its owner only, renewing itself until it is over, ending with its report."""

from __future__ import annotations

import pytest

from core import jobs
from core.models import Job
from tests.factories import paris

pytestmark = pytest.mark.django_db
NOW = paris(4, 9)


@pytest.fixture
def counting():
    """A kind of job whose report is one sentence."""
    jobs.job("count", title="Comptage", report=lambda result: [f"{result['n']} fiches comptées."])(
        lambda running: {"n": 7}
    )
    yield
    del jobs._registered["count"]  # and no other: those of the portal register with its addresses, once


def a_job(owner, **fields) -> Job:
    return Job.objects.create(kind="count", owner=owner, created_at=NOW, **fields)


def test_while_it_runs_the_page_says_how_far_it_is_and_asks_again(counting, cast, sign_in):
    job = a_job(cast.planner, state="running", done=120, total=6200)
    page = sign_in(cast.planner).get(f"/jobs/{job.uid}/").content.decode()
    assert 'hx-trigger="every 2s"' in page and "120 / 6\u202f200" in page and 'value="120"' in page


def test_htmx_gets_the_part_alone(counting, cast, sign_in):
    job = a_job(cast.planner, state="running")
    part = sign_in(cast.planner).get(f"/jobs/{job.uid}/", headers={"HX-Request": "true"}).content.decode()
    assert part.startswith('<div id="job"') and "<html" not in part


def test_once_done_it_reads_its_report_and_asks_no_more(counting, cast, sign_in):
    job = a_job(cast.planner)
    assert jobs.run(str(job.uid), now=NOW)
    client = sign_in(cast.planner)
    page = client.get(f"/jobs/{job.uid}/").content.decode()
    assert "7 fiches comptées." in page and "hx-get" not in page
    assert "7 fiches comptées." in client.get("/jobs/").content.decode()


def test_what_stopped_says_so_and_what_to_do(counting, cast, sign_in):
    job = a_job(cast.planner, state="failed", error="ValueError: 12", finished_at=NOW)
    page = sign_in(cast.planner).get(f"/jobs/{job.uid}/").content.decode()
    assert "Relancez-le" in page and "hx-get" not in page


def test_nobody_else_finds_it(counting, cast, sign_in):
    job = a_job(cast.planner)
    client = sign_in(cast.administrator)
    assert client.get(f"/jobs/{job.uid}/").status_code == 404
    assert "Comptage" not in client.get("/jobs/").content.decode()


def test_a_kind_with_a_page_of_its_own_leads_there(cast, sign_in):
    job = Job.objects.create(kind="import_directory", owner=cast.administrator, created_at=NOW)
    assert (
        f"/organization/import/{job.uid}/"
        in sign_in(cast.administrator).get(f"/jobs/{job.uid}/").content.decode()
    )


def test_a_kind_that_the_program_no_longer_has_is_still_shown(cast, sign_in):
    job = Job.objects.create(kind="gone", owner=cast.planner, state="done", created_at=NOW)
    assert sign_in(cast.planner).get(f"/jobs/{job.uid}/").status_code == 200


@pytest.mark.parametrize("many", [1, 30])
def test_the_list_takes_as_many_queries_for_one_as_for_many(
    many, counting, cast, sign_in, django_assert_max_num_queries
):
    for _ in range(many):
        a_job(cast.planner)
    client = sign_in(cast.planner)
    with django_assert_max_num_queries(7):
        client.get("/jobs/")
