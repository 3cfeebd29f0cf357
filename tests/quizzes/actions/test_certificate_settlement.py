"""Certificates follow corrections: what is un-earned is taken back, what is earned is issued."""

from datetime import timedelta

import pytest

from backend.certificates.enums import CertificateKind
from backend.certificates.models import Certificate
from backend.common.jobs import run_waiting_jobs
from backend.common.models import AuditEntry, Job
from quizzes import tasks  # noqa: F401 - registers the work
from quizzes.actions.certificate import NOT_COUNTED
from quizzes.actions.certificate_list import ask_for_certificates
from quizzes.actions.decision import (
    approve_ranking,
    ask_for_ranking,
    publish_ranking,
    review_ranking,
)
from quizzes.actions.disqualification import disqualify, lift_disqualification
from quizzes.actions.grading import apply_regrade, propose_regrade
from quizzes.actions.round import close_due_rounds
from quizzes.models import Attempt, GradingRun, ItemVersion, Notice, Ranking
from quizzes.queries.certificate_list import Scope
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import CLOSES_AT, NOON, hand_in, make_attempt, make_round

pytestmark = pytest.mark.django_db(transaction=True)
AFTER = CLOSES_AT + timedelta(minutes=2)
SECOND_PERSON = {"results": {"approval": "second_person"}}


def played_round(**rules):
    """Four items that everybody has: all right, three right and two right; three earn one."""
    round_ = make_round(items=4, pool=4, **rules)
    attempts = [hand_in(make_attempt(round_), wrong=wrong) for wrong in (0, 1, 2)]
    return round_, [one.participant for one in attempts]


def work_off():
    """Every job, and those that it asks for."""
    while run_waiting_jobs():
        pass


def close(round_):
    close_due_rounds(now=AFTER)
    work_off()
    round_.refresh_from_db()


def standing_points(person):
    found = Certificate.objects.filter(user=person.user, revoked_at=None)
    return list(found.values_list("facts__points", flat=True))


def regrade(round_, now):
    """The option that nobody chose but those who erred becomes the right one of an item."""
    best = Attempt.objects.filter(round=round_).order_by("pk").first()
    versions = ItemVersion.objects.in_bulk([version for version, _ in best.paper])
    weakest = Attempt.objects.filter(round=round_).order_by("-pk").first()
    wrong = next(v for v, _ in weakest.paper[:2] if versions[v].kind == "single")
    run = propose_regrade(
        round_,
        corrections={wrong: [1]},
        voided={},
        reason="Sai đáp án",
        actor=UserFactory(staff=True),
        now=now,
    )
    work_off()
    return run


def put_into_force(run, now):
    apply_regrade(run.round, run.number, actor=UserFactory(staff=True), now=now)
    work_off()


def publish_by_two(ranking):
    first, second = UserFactory(staff=True), UserFactory(staff=True)
    review_ranking(ranking.pk, actor=first, now=AFTER)
    approve_ranking(ranking.pk, actor=second, now=AFTER)
    publish_ranking(ranking.pk, actor=first, now=AFTER)
    work_off()


def bar(person, round_):
    return disqualify(
        person,
        round_=round_,
        reason="Thi hộ",
        notice="Bạn bị loại.",
        actor=UserFactory(staff=True),
        now=AFTER,
    )


def rank_anew(round_, reason):
    ask_for_ranking(round_, actor=UserFactory(staff=True), reason=reason, now=AFTER)
    work_off()


def test_a_disqualified_person_loses_the_certificate_with_the_correction(client):
    round_, (first, second, _) = played_round()
    close(round_)
    certificate = Certificate.objects.get(user=first.user)
    decision = bar(first, round_)
    assert standing_points(first) == [4]

    rank_anew(round_, "Loại một người")

    certificate.refresh_from_db()
    assert certificate.revoked_at is not None
    assert (standing_points(first), standing_points(second)) == ([], [3])
    notice = Notice.objects.get(participant=first, kind="certificate_revoked")
    assert notice.text == certificate.revoked_reason != ""
    entry = AuditEntry.objects.get(action="certificate.revoked")
    assert entry.subject == f"certificate:{certificate.uuid}"
    assert "đã bị thu hồi" in client.get(f"/chung-nhan/{certificate.code}/").content.decode()

    lift_disqualification(
        round_.contest, decision.uuid, reason="Nhầm", actor=UserFactory(staff=True), now=AFTER
    )
    rank_anew(round_, "Khôi phục")

    assert standing_points(first) == [4]
    certificate.refresh_from_db()
    assert certificate.revoked_at is not None


def test_a_regrade_waits_for_the_publication_before_it_touches_certificates():
    round_, (first, second, third) = played_round(**SECOND_PERSON)
    close(round_)
    publish_by_two(Ranking.objects.get())
    run = regrade(round_, AFTER)
    run.refresh_from_db()

    # The best falls from 4 to 3, whoever erred there rises to 4 or from 2 to 3, or falls to 2.
    changes = run.summary["certificates"]
    put_into_force(run, AFTER)
    assert standing_points(first) == [4]
    assert not AuditEntry.objects.filter(action="certificate.revoked").exists()

    publish_by_two(Ranking.objects.get(number=2))

    new = {one: one.standings.get().points for one in (first, second, third)}
    for person, points in new.items():
        assert standing_points(person) == ([points] if points >= 3 else [])
    assert new[first] == 3
    settled = AuditEntry.objects.get(action="certificates.settled")
    assert {key: settled.details[key] for key in changes} == changes
    assert changes["replaced"] >= 1
    assert changes["issued"] == 1
    assert Notice.objects.filter(participant=first, kind="certificate_replaced").count() == 1


def test_while_a_round_runs_certificates_follow_a_regrade_at_once():
    round_, (first, _, third) = played_round()
    assert (standing_points(first), standing_points(third)) == ([4], [])

    put_into_force(regrade(round_, NOON), NOON)

    assert GradingRun.objects.filter(round=round_, state="applied").count() == 2
    assert (standing_points(first), standing_points(third)) == ([3], [3])


def test_a_settlement_that_is_repeated_or_late_changes_nothing():
    round_, (first, _, _) = played_round()
    close(round_)
    bar(first, round_)
    rank_anew(round_, "Loại một người")
    before = list(Certificate.objects.order_by("pk").values())

    Job.objects.filter(kind="settle_certificates").update(state="waiting", tries=0)
    work_off()

    assert list(Certificate.objects.order_by("pk").values()) == before
    assert Notice.objects.filter(kind="certificate_revoked").count() == 1


def participations():
    """Who holds a certificate of taking part."""
    found = Certificate.objects.filter(kind="participation", revoked_at=None)
    return set(found.values_list("user", flat=True))


def test_who_took_part_loses_that_certificate_with_the_correction_and_gets_another():
    round_, people = played_round()
    close(round_)
    everybody = {one.user_id for one in people}
    scope, staff = Scope(round_.contest, round_), UserFactory(staff=True)
    rank_anew(round_, "Chưa ai được cấp")
    assert not Certificate.objects.filter(kind="participation").exists()
    ask_for_certificates(scope, CertificateKind.PARTICIPATION, actor=staff, now=AFTER)
    work_off()
    assert participations() == everybody
    decision = bar(people[0], round_)
    work_off()
    assert participations() == everybody  # nothing before the correction is published

    rank_anew(round_, "Loại một người")

    assert participations() == everybody - {people[0].user_id}
    first = Certificate.objects.get(kind="participation", user=people[0].user)
    assert str(first.revoked_reason) == NOT_COUNTED
    entries = AuditEntry.objects.filter(action="certificates.issued").order_by("number")
    told = [(one.details["issued"], one.details["revoked"], one.actor) for one in entries]
    assert told == [(3, 0, staff.uuid), (0, 1, None)]

    lift_disqualification(round_.contest, decision.uuid, reason="Nhầm", actor=staff, now=AFTER)
    rank_anew(round_, "Khôi phục")

    assert participations() == everybody
    again = Certificate.objects.get(source=first.source, revoked_at=None)
    assert again.code != first.code
