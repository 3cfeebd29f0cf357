"""From a published ranking to prizes in hands: awards, claims, looks, hand-over."""

import io
from datetime import date, timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from backend.common.models import AuditEntry
from backend.common.vault import add_seal_key, make_keys
from quizzes.actions.claim import erase_old_claims, renew_claims
from quizzes.actions.round import close_due_rounds
from quizzes.models import Claim, Contest, Notice, Ranking, RankingRow, RulebookVersion, Winner
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.factories.quizzes import hand_in, make_attempt, make_round
from tests.quizzes.device import Device, problem_of

pytestmark = pytest.mark.django_db

PRIZES = {
    "people": [
        {"code": "nhat", "title": "Giải Nhất", "count": 1, "value": "5.000.000 đồng"},
        {"code": "nhi", "title": "Giải Nhì", "count": 2},
    ],
    "organisations": [
        {"code": "tap-the", "title": "Tập thể", "count": 1, "measure": "people"},
    ],
}
BORN = date(1990, 9, 2)
NUMBER, OTHER = "008090012345", "002190054321"


@pytest.fixture(autouse=True)
def keys(settings, tmp_path):
    settings.IDENTITY_KEYS_DIR = tmp_path / "keys"
    make_keys(settings.IDENTITY_KEYS_DIR)
    return settings.IDENTITY_KEYS_DIR


@pytest.fixture
def round_():
    """A published round: five people of one commune, the earlier the better."""
    now = timezone.now()
    province = OrganisationFactory()
    commune = OrganisationFactory(parent=province, name="=1+1 Xã Thử")
    round_ = make_round(
        opens_at=now - timedelta(days=3), closes_at=now - timedelta(days=1), prizes=PRIZES
    )
    Contest.objects.update(organisation=province)
    for place in range(5):
        user = UserFactory(full_name=f"Người Thứ {place + 1}", birth_date=BORN)
        MembershipFactory(user=user, organisation=commune)
        start = now - timedelta(days=2)
        hand_in(make_attempt(round_, user, now=start), after=timedelta(minutes=2 + place))
    close_due_rounds(now=now)
    round_.refresh_from_db()
    assert round_.state == "published"
    return round_


@pytest.fixture
def desk(round_):
    organisation = Contest.objects.get(pk=round_.contest_id).organisation
    return Device(MembershipFactory(organiser=True, organisation=organisation).user)


@pytest.fixture
def awarded(desk, round_):
    assert post(desk, round_, "prizes/award/", round=1).status_code == 200
    return round_


def post(desk, round_, path, **body):
    return desk.http.post(f"/api/v1/desk/contests/{round_.contest.slug}/{path}", body, "json")


def shown(desk, round_):
    return desk.get(f"desk/contests/{round_.contest.slug}/prizes/?round=1").json()


def claim(user, round_, **changes):
    body = {"phone": "0912 345 678", "number": NUMBER, **changes}
    return Device(user).http.put(f"/api/v1/contests/{round_.contest.slug}/claim/", body, "json")


def winner(prize, place=1):
    return Winner.objects.get(
        prize=prize, place=place, state__in=["awarded", "contacted", "confirmed", "handed_over"]
    )


def move(desk, one, state, **body):
    return post(desk, one, f"winners/{one.uuid}/state/", state=state, **body)


def test_the_table_proposes_before_anything_is_awarded(desk, round_):
    table = shown(desk, round_)

    assert [one["code"] for one in table["prizes"]] == ["nhat", "nhi", "tap-the"]
    assert table["prizes"][0]["places"][0]["proposed"]["name"].startswith("Người Thứ 1")
    assert Winner.objects.count() == 0


def test_awarding_tells_the_winners_and_is_safe_to_repeat(desk, awarded):
    again = post(desk, awarded, "prizes/award/", round=1)

    assert again.status_code == 200
    names = [one.participant.user.full_name for one in Winner.objects.filter(kind="person")]
    assert names == ["Người Thứ 1", "Người Thứ 2", "Người Thứ 3"]
    assert winner("tap-the").facts["people"] == 5
    assert Notice.objects.filter(kind="prize").count() == 3
    assert AuditEntry.objects.filter(action="prize.awarded").count() == 4


def test_a_prize_to_claim_is_the_first_thing_on_the_winners_own_page(awarded):
    person = winner("nhat").participant.user

    def first() -> dict[str, str]:
        return Device(person).get("me/home/").json()["steps"][0]

    assert (first()["kind"], first()["title"]) == ("prize", "Giải Nhất")
    assert claim(person, awarded).status_code == 200
    assert first()["kind"] != "prize"


def test_nothing_is_awarded_before_publication(desk, round_):
    Ranking.objects.update(state="approved", published_at=None)

    assert problem_of(post(desk, round_, "prizes/award/", round=1)) == (409, "not_published")
    assert len(shown(desk, round_)["prizes"]) == 3
    assert Winner.objects.count() == 0


def test_equals_across_a_border_are_settled_by_hand(desk, round_):
    rows = list(RankingRow.objects.order_by("rank", "pk"))
    RankingRow.objects.filter(pk__in=[row.pk for row in rows[2:5]]).update(rank=3)
    post(desk, round_, "prizes/award/", round=1)
    [open_] = shown(desk, round_)["prizes"][1]["undecided"]
    wish = {"round": 1, "prize": "nhi", "place": 2, "reason": "Bốc thăm ngày 22/11"}

    assert (open_["places"], open_["people"]) == ([2], 3)
    outsider = str(rows[0].participant.user.uuid)
    refused = post(desk, round_, "prizes/settle/", **wish, holder=outsider)
    assert problem_of(refused) == (409, "place_not_free")
    chosen = open_["level"][1]["uuid"]
    assert post(desk, round_, "prizes/settle/", **wish, holder=chosen).status_code == 200
    assert str(winner("nhi", 2).participant.user.uuid) == chosen


def test_a_declined_prize_passes_to_the_next_in_line(desk, awarded):
    first = winner("nhat")
    answer = move(desk, first, "declined", reason="Xin nhường giải")

    assert answer.status_code == 200
    heir = winner("nhat")
    assert heir.participant.user.full_name == "Người Thứ 4"
    assert heir.passed_from == first
    assert [one["name"] for one in answer.json()["gone"]] == ["Người Thứ 1"]
    assert winner("nhi", 1).participant.user.full_name == "Người Thứ 2"


def test_a_decline_needs_its_reason_and_steps_are_not_skipped(desk, awarded):
    one = winner("nhat")

    assert move(desk, one, "declined").status_code == 400
    assert problem_of(move(desk, one, "handed_over")) == (409, "winner_step_refused")
    assert move(desk, one, "withdrawn").status_code == 400
    assert winner("nhat") == one


def test_a_correction_moves_prizes_except_those_in_hand(desk, awarded):
    second = winner("nhi", 1)
    move(desk, second, "confirmed")
    move(desk, second, "handed_over")
    old = Ranking.objects.get()
    rows = list(old.rows.order_by("rank", "pk"))
    new = Ranking.objects.get()
    new.pk, new.uuid, new.number = None, Winner().uuid, 2
    new.save()
    old.state = "superseded"
    old.save()
    for rank, row in enumerate(rows[1:], start=1):  # the first was disqualified
        row.pk, row.ranking, row.rank = None, new, rank
        row.save()

    assert shown(desk, awarded)["is_corrected"] is True
    post(desk, awarded, "prizes/award/", round=1)

    assert winner("nhi", 1) == second
    assert winner("nhat").participant.user.full_name == "Người Thứ 3"
    assert winner("nhi", 2).participant.user.full_name == "Người Thứ 4"
    assert Notice.objects.filter(kind="prize_withdrawn").count() == 2


def test_a_winner_tells_phone_and_number_and_nobody_reads_them_anywhere(desk, awarded, keys):
    one = winner("nhat")
    user = one.participant.user

    [prize] = claim(user, awarded).json()

    assert (prize["number_ending"], prize["state"]) == ("345", "contacted")
    stored = " ".join(str(value) for value in Claim.objects.values_list().get())
    ways_out = [
        stored,
        str(shown(desk, awarded)),
        str(Device(user).get("prizes/").json()),
        str(Device(user).get("notices/").json()),
        str(list(AuditEntry.objects.values_list("details", "subject"))),
        desk.http.get(f"/cuoc-thi/{awarded.contest.slug}/ket-qua/1/").content.decode(),
    ]
    for out in ways_out:
        assert NUMBER not in out
        assert "912345678" not in out


def test_a_look_needs_a_reason_and_is_recorded(desk, awarded):
    one = winner("nhat")
    claim(one.participant.user, awarded)

    assert post(desk, one, f"winners/{one.uuid}/reveal/", reason="").status_code == 400
    answer = post(desk, one, f"winners/{one.uuid}/reveal/", reason="Đối chiếu thẻ")

    assert answer.json() == {
        "phone": "+84912345678",
        "number": NUMBER,
        "birth_year": 1990,
        "is_woman": False,
        "birth_date": "1990-09-02",
    }
    assert answer["Cache-Control"] == "no-store"
    entry = AuditEntry.objects.get(action="claim.revealed")
    assert entry.details["reason"] == "Đối chiếu thẻ"
    assert NUMBER not in str(entry.details)


def test_nobody_else_looks_or_claims(desk, awarded):
    one = winner("nhat")
    claim(one.participant.user, awarded)
    stranger = Device(MembershipFactory(organiser=True).user)

    assert post(stranger, one, f"winners/{one.uuid}/reveal/", reason="Tò mò").status_code == 404
    assert claim(UserFactory(birth_date=BORN), awarded).status_code == 404
    loser = RankingRow.objects.order_by("rank").last().participant.user
    assert claim(loser, awarded).status_code == 404
    assert AuditEntry.objects.filter(action="claim.revealed").count() == 0


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("00809001234", "length"),
        ("999090012345", "place"),
        ("008091012345", "birth_year"),
        ("", "blank"),
        ("0" * 40, "max_length"),
    ],
)
def test_an_implausible_number_is_refused_and_nothing_stored(awarded, number, code):
    answer = claim(winner("nhat").participant.user, awarded, number=number)

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["number"], code
    assert Claim.objects.count() == 0


def test_one_number_is_one_winner_and_the_refusal_names_nobody(awarded):
    first, second = winner("nhat").participant.user, winner("nhi").participant.user
    assert claim(first, awarded).status_code == 200

    refused = claim(second, awarded)

    assert problem_of(refused) == (409, "claim_refused")
    assert first.full_name not in refused.content.decode()
    assert Claim.objects.count() == 1
    assert claim(second, awarded, number="008090099999").status_code == 200


def test_a_claim_is_mended_until_it_is_confirmed(desk, awarded):
    one = winner("nhat")
    claim(one.participant.user, awarded)
    assert claim(one.participant.user, awarded, number="008090000111").status_code == 200
    move(desk, one, "confirmed")

    assert problem_of(claim(one.participant.user, awarded)) == (409, "claim_closed")
    assert Claim.objects.get().number_ending == "111"


def test_without_keys_nothing_is_stored(awarded, settings, tmp_path):
    settings.IDENTITY_KEYS_DIR = tmp_path / "nowhere"

    assert problem_of(claim(winner("nhat").participant.user, awarded)) == (
        503,
        "identity_keys_missing",
    )
    assert Claim.objects.count() == 0


def test_a_new_key_seals_anew_and_old_keys_still_open(desk, awarded, keys):
    one = winner("nhat")
    claim(one.participant.user, awarded)
    before = Claim.objects.get().sealed
    add_seal_key(keys)

    assert renew_claims() == 1
    assert Claim.objects.get().sealed != before
    (keys / "seal.keys").write_bytes((keys / "seal.keys").read_bytes().split()[0])
    answer = post(desk, one, f"winners/{one.uuid}/reveal/", reason="Đối chiếu thẻ")
    assert answer.json()["number"] == NUMBER


def test_claims_are_erased_a_year_after_the_hand_over(desk, awarded):
    one = winner("nhat")
    claim(one.participant.user, awarded)
    move(desk, one, "confirmed")
    move(desk, one, "handed_over")
    handed = winner("nhat").handed_over_at

    assert erase_old_claims(now=handed + timedelta(days=364)) == 0
    assert erase_old_claims(now=handed + timedelta(days=366)) == 1
    kept = Claim.objects.get()
    assert (kept.sealed, kept.number_mac, kept.number_ending) == ("", "", "")
    assert post(desk, one, f"winners/{one.uuid}/reveal/", reason="Muộn rồi").status_code == 404


def test_the_hand_over_list_has_a_column_to_sign_and_runs_no_formula(desk, awarded):
    claim(winner("nhat").participant.user, awarded)
    path = f"/api/v1/desk/contests/{awarded.contest.slug}/prizes/handover.xlsx?round=1"

    book = load_workbook(io.BytesIO(b"".join(desk.http.get(path).streaming_content)))

    rows = [[cell.value for cell in row] for row in book.active.iter_rows(min_row=3)]
    assert rows[0][-1] == "Ký nhận"
    assert rows[1][1:6] == [
        "Giải Nhất",
        "5.000.000 đồng",
        "Người Thứ 1",
        "=1+1 Xã Thử",
        "…345",
    ]
    assert {cell.data_type for cell in book.active["E"]} <= {"s", "n"}
    assert NUMBER not in str(rows)
    taken = AuditEntry.objects.get(action="prize.list_taken")
    assert taken.details == {"prizes": len(rows) - 1, "round": 1}


def test_a_prize_that_was_promised_by_another_rulebook_is_not_given(desk, round_):
    document = {**round_.rulebook.document, "prizes": {}}
    version = RulebookVersion.objects.create(contest=round_.contest, number=2, document=document)
    Ranking.objects.update(rulebook=version)

    assert post(desk, round_, "prizes/award/", round=1).json()["prizes"] == []
    assert Winner.objects.count() == 0
