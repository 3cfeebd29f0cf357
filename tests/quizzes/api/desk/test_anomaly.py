"""The committee's queue: evidence with names for them alone, and a decision with a reason."""

from datetime import timedelta

import pytest
from django.utils import timezone

from backend.common.models import AuditEntry
from quizzes.actions.anomaly_scan import ask_for_scan, scan_round
from quizzes.models import Anomaly, Attempt, Disqualification, Notice, Standing
from quizzes.queries.disqualification import disqualified_participants
from quizzes.queries.visibility import Viewer, board_view
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.factories.quizzes import hand_in, make_attempt
from tests.quizzes.device import Device, problem_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def organiser(running):
    province = OrganisationFactory()
    running.contest.organisation = province
    running.contest.save()
    return MembershipFactory(organiser=True, organisation=province).user


@pytest.fixture
def desk(organiser):
    return Device(organiser)


@pytest.fixture
def odd(running):
    """Five people on one device."""
    start = timezone.now() - timedelta(hours=1)
    for number in range(5):
        hand_in(make_attempt(running, now=start), wrong=1, after=timedelta(minutes=4 + number))
    Attempt.objects.update(device="hall")
    scan_round(running, lambda *told: None, now=timezone.now())
    return Anomaly.objects.get()


def base(round_):
    return f"desk/contests/{round_.contest.slug}"


def decide(desk, anomaly, **wish):
    path = f"/api/v1/{base(anomaly.round)}/anomalies/{anomaly.uuid}/decision/"
    return desk.http.post(path, {"reason": "Đã xem xét kỹ", **wish}, "json")


def people_of(desk, anomaly):
    shown = desk.get(f"{base(anomaly.round)}/anomalies/{anomaly.uuid}/").json()
    return [one["uuid"] for one in shown["people"]]


def test_the_queue_tells_how_many_of_what(desk, odd):
    shown = desk.get(f"{base(odd.round)}/anomalies/?state=open").json()

    assert shown["states"] == {"open": 1, "dismissed": 0, "warned": 0, "disqualified": 0}
    assert shown["kinds"]["shared_device"] == 1
    assert [one["size"] for one in shown["anomalies"]] == [5]
    assert desk.get(f"{base(odd.round)}/anomalies/?kind=fast_paper").json()["anomalies"] == []


@pytest.mark.parametrize("query", ["state=x", "kind=x", "round=0", "round=99999999", "round=x"])
def test_an_odd_filter_is_refused(desk, odd, query):
    assert desk.get(f"{base(odd.round)}/anomalies/?{query}").status_code == 400


def test_evidence_names_the_people_and_never_their_device_or_phone(desk, odd):
    answer = desk.get(f"{base(odd.round)}/anomalies/{odd.uuid}/")

    person = odd.people.first().participant.user
    shown = answer.json()
    assert shown["people"][0]["name"] == person.full_name
    assert shown["people"][0]["points"] == 3
    assert person.phone not in answer.content.decode()
    assert "hall" not in answer.content.decode()


def test_nobody_but_the_contests_organisers_sees_any_of_it(odd):
    paths = ("anomalies/", f"anomalies/{odd.uuid}/", "disqualifications/", "participants/?q=nguyen")
    strangers = [UserFactory(), MembershipFactory(organiser=True).user, None]

    got = {
        Device(stranger).get(f"{base(odd.round)}/{path}").status_code
        for stranger in strangers
        for path in paths
    }

    assert got == {401, 404}
    assert decide(Device(strangers[1]), odd, decision="dismiss").status_code == 404


def test_dismissing_tells_nobody(desk, organiser, odd):
    answer = decide(desk, odd, decision="dismiss")

    assert answer.json()["state"] == "dismissed"
    assert answer.json()["decided_by"] == organiser.full_name
    assert Notice.objects.count() == 0
    entry = AuditEntry.objects.get(action="anomaly.dismissed")
    assert (entry.actor, entry.details["reason"]) == (organiser.uuid, "Đã xem xét kỹ")


def test_warning_tells_the_chosen_people(desk, odd):
    two = people_of(desk, odd)[:2]
    answer = decide(desk, odd, decision="warn", people=two, notice="Mỗi người tự làm bài.")

    assert answer.json()["state"] == "warned"
    told = {str(uuid) for uuid in Notice.objects.values_list("participant__user__uuid", flat=True)}
    assert told == set(two)
    assert disqualified_participants(odd.round) == set()


def test_disqualifying_takes_the_chosen_people_from_the_board(desk, odd):
    [one] = people_of(desk, odd)[:1]
    now = timezone.now()
    before = board_view(odd.round, Viewer.PUBLIC, now).standings().count()
    answer = decide(desk, odd, decision="disqualify", people=[one], notice="Không được tính.")

    decision = Disqualification.objects.get()
    after = board_view(odd.round, Viewer.PUBLIC, now).standings()
    assert answer.status_code == 200
    assert (str(decision.participant.user.uuid), decision.anomaly) == (one, odd)
    assert after.count() == before - 1
    assert not after.filter(participant=decision.participant).exists()


def test_a_second_decision_comes_too_late(desk, odd):
    decide(desk, odd, decision="dismiss")
    late = decide(desk, odd, decision="disqualify", people=people_of(desk, odd), notice="x" * 9)

    assert problem_of(late) == (409, "already_decided")
    assert Disqualification.objects.count() == 0


@pytest.mark.parametrize(
    ("wish", "status"),
    [
        ({"decision": "warn", "people": []}, 400),
        ({"decision": "warn", "notice": "Nhắc nhở", "people": []}, 422),
        ({"decision": "warn", "notice": "Nhắc nhở", "people": [str(Anomaly().uuid)]}, 422),
        ({"decision": "warn", "notice": "Nhắc nhở", "people": "tất cả"}, 400),
        ({"decision": "dismiss", "reason": "   "}, 400),
        ({"decision": "dismiss", "reason": "a\x00bcdef"}, 400),
        ({"decision": "hang"}, 400),
    ],
)
def test_an_incomplete_decision_changes_nothing(desk, odd, wish, status):
    assert decide(desk, odd, **wish).status_code == status
    odd.refresh_from_db()
    assert odd.state == "open"
    assert Notice.objects.count() == 0


def test_a_scan_may_be_asked_for(desk, odd):
    answer = desk.http.post(f"/api/v1/{base(odd.round)}/rounds/1/anomalies/scan/")

    assert (answer.status_code, answer.json()["kind"]) == (202, "anomalies.scan")


def test_an_appeal_from_the_persons_page_to_another_organisers_answer(desk, odd):
    [one] = people_of(desk, odd)[:1]
    decide(desk, odd, decision="disqualify", people=[one], notice="Không được tính.")
    person = Device(Disqualification.objects.get().participant.user)
    other = MembershipFactory(organiser=True, organisation=odd.round.contest.organisation).user

    [told] = person.get("notices/").json()
    assert (told["kind"], told["text"], told["is_read"]) == (
        "disqualified",
        "Không được tính.",
        False,
    )
    path = f"/api/v1/disqualifications/{told['appeal']['uuid']}/appeal/"
    assert person.http.post(path, {"text": "Máy của nhà văn hoá."}, "json").status_code == 200
    assert problem_of(person.http.post(path, {"text": "Lần nữa."}, "json"))[0] == 409
    assert Device(other).http.post(path, {"text": "Không phải tôi"}, "json").status_code == 404

    [row] = desk.get(f"{base(odd.round)}/disqualifications/").json()
    assert (row["awaits_answer"], row["appeal"]) == (True, "Máy của nhà văn hoá.")
    answer = f"/api/v1/{base(odd.round)}/disqualifications/{row['uuid']}/answer/"
    body = {"accepted": True, "answer": "Chấp nhận."}
    assert problem_of(desk.http.post(answer, body, "json")) == (403, "own_decision")
    assert Device(other).http.post(answer, body, "json").status_code == 200

    assert disqualified_participants(odd.round) == set()
    assert [told["kind"] for told in person.get("notices/").json()] == [
        "reinstated",
        "disqualified",
    ]


def test_reading_marks_notices_as_read(desk, odd):
    people = people_of(desk, odd)
    decide(desk, odd, decision="warn", people=people, notice="Mỗi người tự làm bài.")
    person = Device(Notice.objects.first().participant.user)

    assert person.http.post("/api/v1/notices/").json()[0]["is_read"] is True
    assert Notice.objects.filter(read_at__isnull=False).count() == 1


def test_somebody_is_disqualified_without_an_anomaly(desk, odd):
    person = Standing.objects.first().participant.user
    [found] = [
        one
        for one in desk.get(f"{base(odd.round)}/participants/?q={person.full_name}").json()
        if one["uuid"] == str(person.uuid)
    ]
    path = f"/api/v1/{base(odd.round)}/disqualifications/"
    wish = {"person": found["uuid"], "reason": "Thi hộ", "notice": "Không được tính."}

    assert desk.http.post(path, {**wish, "round": 1}, "json").status_code == 201
    assert desk.http.post(path, {**wish, "round": 7}, "json").status_code == 404
    assert disqualified_participants(odd.round) == {Standing.objects.first().participant_id}
    assert person.phone not in desk.get(f"{base(odd.round)}/disqualifications/").content.decode()


def test_a_scan_that_nobody_asked_for_is_followed_by_the_contests_organisers_alone(desk, running):
    hourly = ask_for_scan(running, now=timezone.now())

    asked = desk.http.post(
        f"/api/v1/{base(running)}/rounds/{running.number}/anomalies/scan/", {}, "json"
    )
    elsewhere = MembershipFactory(organiser=True, organisation=OrganisationFactory()).user

    assert asked.json()["uuid"] == str(hourly.uuid)
    assert desk.get(f"jobs/{hourly.uuid}/").json()["state"] == "waiting"
    assert Device(elsewhere).get(f"jobs/{hourly.uuid}/").status_code == 404
    assert Device(UserFactory()).get(f"jobs/{hourly.uuid}/").status_code == 404
