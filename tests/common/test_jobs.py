"""Long work: asked for once, done once, taken up again when its worker has died."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from rest_framework.test import APIClient

from backend.common import jobs
from backend.common.errors import DomainError
from backend.common.jobs import MAX_TRIES, NotYet, run_job, run_waiting_jobs, start_job, work
from backend.common.models import Job
from backend.common.models.job import JobState
from tests.factories.accounts import UserFactory

NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)


@pytest.fixture
def counting():
    """A kind of work that counts to three, and the list of its runs."""
    runs = []

    @work("counting")
    def count(job, progress):
        for number in (1, 2, 3):
            progress(number, 3, "Đang đếm")
        runs.append(job.subject)
        return {"counted": 3}

    yield runs
    del jobs._WORK["counting"]


@pytest.mark.django_db(transaction=True)
def test_a_job_is_done_once_and_tells_how_far_it_came(counting):
    job = start_job("counting", "sheep", now=NOON)

    assert start_job("counting", "sheep", now=NOON).pk == job.pk
    assert run_waiting_jobs() == 1
    assert run_waiting_jobs() == 0

    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.step) == (JobState.DONE, 3, 3, "Đang đếm")
    assert job.result == {"counted": 3}
    assert counting == ["sheep"]


@pytest.mark.django_db(transaction=True)
def test_a_job_that_a_living_worker_holds_is_left_alone(counting):
    job = start_job("counting", "sheep", now=NOON)

    with jobs._kept(job.pk):
        assert run_job(job.pk) is False
    assert run_job(job.pk) is True
    assert counting == ["sheep"]


@pytest.mark.django_db(transaction=True)
def test_a_job_whose_worker_died_is_done_again_from_the_start(counting):
    job = start_job("counting", "sheep", now=NOON)
    Job.objects.update(state=JobState.RUNNING, tries=1, done=2)

    assert run_waiting_jobs() == 1

    job.refresh_from_db()
    assert (job.state, job.tries, counting) == (JobState.DONE, 2, ["sheep"])


@pytest.mark.django_db(transaction=True)
def test_a_job_that_waits_for_others_is_taken_up_again_and_loses_no_try(counting):
    @work("counting")
    def wait(job, progress):
        progress(2, 3)
        raise NotYet

    job = start_job("counting", "sheep", now=NOON)
    assert [run_waiting_jobs() for _ in range(2 * MAX_TRIES)] == [0] * 2 * MAX_TRIES
    job.refresh_from_db()
    assert (job.state, job.tries, job.done, job.ended_at) == (JobState.WAITING, 0, 2, None)


@pytest.mark.django_db(transaction=True)
def test_a_refusal_ends_a_job_with_words_and_an_accident_is_tried_again(counting):
    @work("counting")
    def refuse(job, progress):
        raise DomainError("Chưa đếm được.")

    refused = start_job("counting", "sheep", now=NOON)
    run_waiting_jobs()

    @work("counting")
    def fall(job, progress):
        raise ZeroDivisionError

    fallen = start_job("counting", "goats", now=NOON)
    for _ in range(5):
        run_waiting_jobs()

    refused.refresh_from_db()
    fallen.refresh_from_db()
    assert (refused.state, refused.failure) == (JobState.FAILED, "Chưa đếm được.")
    assert (fallen.state, fallen.tries) == (JobState.FAILED, jobs.MAX_TRIES)
    assert connection.in_atomic_block is False


@pytest.mark.django_db
def test_a_job_is_shown_to_whoever_asked_and_to_nobody_else():
    owner, other = UserFactory(), UserFactory()
    job = start_job("counting", "sheep", now=NOON, asked_by=owner)
    http = APIClient()

    http.force_login(other)
    assert http.get(f"/api/v1/jobs/{job.uuid}/").status_code == 404
    http.force_login(owner)
    shown = http.get(f"/api/v1/jobs/{job.uuid}/").json()

    assert (shown["state"], shown["done"], shown["total"]) == ("waiting", 0, None)
