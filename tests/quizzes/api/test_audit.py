"""A contest's audit log at the desk: its own decisions, in words, for its organisers."""

from io import BytesIO

import openpyxl
import pytest
from django.utils import timezone

from backend.accounts.models import User
from backend.common import audit
from quizzes.models import Round
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.factories.quizzes import make_round
from tests.quizzes.device import Device

pytestmark = pytest.mark.django_db


@pytest.fixture
def organised() -> tuple[User, Round]:
    province = OrganisationFactory()
    round_ = make_round()
    round_.contest.organisation = province
    round_.contest.save()
    person = UserFactory(full_name="Nông Thị Tổ Chức")
    MembershipFactory(user=person, organisation=province, organiser=True)
    return person, round_


def decide(round_: Round, actor: User | None, action: str = "round.extended", **details) -> None:
    audit.record(
        action,
        f"round:{round_.uuid}",
        actor=actor.uuid if actor else None,
        now=timezone.now(),
        **details,
    )


def log_of(person: User, round_: Round, query: str = ""):
    return Device(person).get(f"desk/contests/{round_.contest.slug}/audit/{query}")


def test_it_tells_who_did_what_to_this_contest_alone(organised):
    person, round_ = organised
    decide(round_, person, minutes=15, reason="Mất điện")
    decide(round_, None, "round.closed")
    decide(make_round(), person)

    shown = log_of(person, round_).json()

    assert shown["total"] == 2
    assert [one["words"] for one in shown["entries"]] == ["Đóng vòng thi", "Kéo dài vòng thi"]
    assert [one["person"] for one in shown["entries"]] == ["Hệ thống", "Nông Thị Tổ Chức"]
    assert shown["entries"][1]["details"] == ["lý do: Mất điện", "số phút: 15"]
    assert shown["entries"][1]["subject"] == "Vòng 1"


def test_it_is_narrowed_by_act_and_person(organised):
    person, round_ = organised
    decide(round_, person)
    decide(round_, None, "round.closed")

    closed = log_of(person, round_, "?action=round.closed").json()
    own = log_of(person, round_, f"?person={person.uuid}").json()
    odd = log_of(person, round_, "?person=nobody&page=%00").json()

    assert [one["action"] for one in closed["entries"]] == ["round.closed"]
    assert {one["value"] for one in closed["actions"]} == {"round.closed", "round.extended"}
    assert [one["action"] for one in own["entries"]] == ["round.extended"]
    assert odd["entries"] == []


def test_the_chain_is_walked_on_demand(organised):
    person, round_ = organised
    decide(round_, person)

    chain = Device(person).get(f"desk/contests/{round_.contest.slug}/audit/chain/").json()

    assert (chain["entries"], chain["broken"]) == (1, None)


def test_the_excel_file_holds_the_same_without_formulas(organised):
    person, round_ = organised
    decide(round_, person, reason='=HYPERLINK("x")')

    answer = Device(person).get(f"desk/contests/{round_.contest.slug}/audit.xlsx")
    book = openpyxl.load_workbook(BytesIO(answer.content))
    cells = [cell for row in book["Nhật ký"].iter_rows() for cell in row]

    assert "Kéo dài vòng thi" in [cell.value for cell in cells]
    assert all(cell.data_type != "f" for cell in cells)


def test_strangers_do_not_find_it(organised):
    _, round_ = organised
    for end in ("audit/", "audit/chain/", "audit.xlsx"):
        path = f"desk/contests/{round_.contest.slug}/{end}"
        assert Device(UserFactory()).get(path).status_code == 404
