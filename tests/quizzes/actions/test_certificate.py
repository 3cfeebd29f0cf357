"""Certificates come with the score, or once results are published, as the rulebook says."""

from datetime import timedelta

import pytest

from backend.certificates.models import Certificate
from backend.common.models import Job
from quizzes.actions.certificate import CERTIFICATES, settle_certificates
from quizzes.actions.round import close_due_rounds
from quizzes.models import Round
from tests.factories.quizzes import CLOSES_AT, hand_in, make_attempt, make_round

pytestmark = pytest.mark.django_db


def publish(round_):
    close_due_rounds(now=CLOSES_AT + timedelta(minutes=2))
    assert Round.objects.get(pk=round_.pk).state == "published"
    return Job.objects.filter(kind=CERTIFICATES).first()


def silent(*_):
    """A job's progress that nobody follows."""


def test_a_certificate_waits_for_the_publication_where_the_rulebook_says_so():
    round_ = make_round(certificate={"threshold_percent": 75, "issued": "after_publication"})
    for wrong in (0, 1, 2):
        hand_in(make_attempt(round_), wrong=wrong)
    assert not Certificate.objects.exists()

    job = publish(round_)
    first = settle_certificates(job, silent)
    again = settle_certificates(job, silent)

    assert first == {"issued": 2, "revoked": 0, "replaced": 0}
    assert again == {"issued": 0, "revoked": 0, "replaced": 0}
    facts = [one.facts for one in Certificate.objects.order_by("facts__points")]
    assert [(one["points"], one["max_points"]) for one in facts] == [(3, 4), (4, 4)]


def test_everyone_who_took_part_gets_one_that_names_no_points():
    round_ = make_round(certificate={"kind": "participation", "issued": "after_publication"})
    hand_in(make_attempt(round_), wrong=4)

    settle_certificates(publish(round_), silent)

    certificate = Certificate.objects.get()
    assert certificate.kind == "participation"
    assert "points" not in certificate.facts


def test_a_certificate_never_tells_a_score_before_its_time():
    round_ = make_round(
        certificate={"threshold_percent": 75}, feedback={"score": "after_publication"}
    )
    hand_in(make_attempt(round_))

    assert not Certificate.objects.exists()
    assert publish(round_) is not None


def test_a_certificate_that_came_with_the_score_outlives_the_publication():
    round_ = make_round()
    hand_in(make_attempt(round_))
    before = Certificate.objects.get()

    told = settle_certificates(publish(round_), silent)

    assert told == {"issued": 0, "revoked": 0, "replaced": 0}
    assert Certificate.objects.get() == before
