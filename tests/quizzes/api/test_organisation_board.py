"""Boards of organisations, and what an organisation admin sees of their own subtree."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from backend.organisations.enums import Kind, Role
from quizzes.actions.board import refresh_boards
from quizzes.models import OrganisationTally
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.factories.quizzes import hand_in, make_attempt, make_round
from tests.quizzes.device import Device, problem_of

pytestmark = pytest.mark.django_db


class Tree:
    """A province of two communes, one of them with two hamlets, and people in each."""

    def __init__(self):
        now = timezone.now()
        self.round = make_round(opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1))
        self.province = OrganisationFactory(name="Tỉnh Thử", headcount=1000)
        self.commune = OrganisationFactory(parent=self.province, name="Xã Một", headcount=40)
        self.other = OrganisationFactory(parent=self.province, name="Xã Hai", headcount=5)
        self.hamlets = [
            OrganisationFactory(
                parent=self.commune, name=f"Thôn {n}", kind=Kind.BRANCH, is_contest_unit=False
            )
            for n in (1, 2)
        ]
        where = [*self.hamlets, self.hamlets[0], self.other]
        self.people = [MembershipFactory(user=UserFactory(), organisation=one) for one in where]
        self.absent = MembershipFactory(
            user=UserFactory(full_name="=Nông Văn Vắng"), organisation=self.hamlets[1]
        )
        for place, one in enumerate(self.people):
            hand_in(make_attempt(self.round, one.user, now=now), wrong=place, after=timedelta())
        refresh_boards(now=now)

    def board(self, viewer=None, **asked):
        path = f"rounds/{self.round.uuid}/organisations/"
        return Device(viewer).http.get(f"/api/v1/{path}", asked)

    def admin_of(self, organisation):
        return MembershipFactory(administrator=True, organisation=organisation).user


@pytest.fixture
def tree():
    return Tree()


def rows_of(answer):
    return [(row["rank"], row["name"], row["people"]) for row in answer.json()["rows"]]


def test_the_board_goes_down_from_the_province_to_the_hamlet(tree):
    whole = tree.board()
    commune = tree.board(within=tree.commune.uuid)

    assert whole.json()["within"]["people"] == 4
    assert rows_of(whole) == [(1, "Xã Một", 3), (2, "Xã Hai", 1)]
    assert rows_of(commune) == [(1, "Thôn 1", 2), (2, "Thôn 2", 1)]
    assert [one["name"] for one in commune.json()["above"]] == ["Tỉnh Thử"]


def test_rates_and_averages_of_a_few_are_not_told(tree):
    first, second = tree.board().json()["rows"]

    assert (first["rate"], first["average_points"]) == (0.075, None)
    assert (second["rate"], second["attempts"]) == (None, 1)


def test_what_is_left_of_the_whole_tells_nobodys_average():
    round_ = make_round()
    province = OrganisationFactory()
    for people in (9, 6, 2):
        commune = OrganisationFactory(parent=province, name=f"Xã {people} người")
        OrganisationTally.objects.create(
            contest=round_.contest,
            round=round_,
            path=commune.path,
            organisation=commune,
            unit=commune,
            people=people,
            attempts=people,
            results=people,
            points=3 * people,
        )

    shown = Device().http.get(f"/api/v1/rounds/{round_.uuid}/organisations/").json()

    assert shown["within"]["average_points"] == 3
    assert {row["people"]: row["average_points"] for row in shown["rows"]} == {
        9: 3,
        6: None,
        2: None,
    }


@pytest.mark.parametrize("scope", ["today", "round", "contest"])
def test_each_scope_counts_people_once(tree, scope):
    tree_again = hand_in(make_attempt(tree.round, tree.people[0].user, now=timezone.now()))

    shown = tree.board(scope=scope).json()["within"]

    assert tree_again.number == 2
    assert (shown["people"], shown["attempts"]) == (4, 5)


def test_a_frozen_board_of_organisations_stands_still(tree):
    tree.round.frozen_at = timezone.now()
    tree.round.save()
    refresh_boards(now=timezone.now())
    before = tree.board().content

    hand_in(make_attempt(tree.round, tree.absent.user, now=timezone.now()), after=timedelta())
    refresh_boards(now=timezone.now())

    assert tree.board().content == before
    for scope in ("today", "contest"):
        assert tree.board(scope=scope).json()["within"]["people"] == 4
    admin = tree.admin_of(tree.commune)
    asked = f"organisations/{tree.commune.uuid}/participation/?round={tree.round.uuid}"
    assert Device(admin).get(asked).json()["not_yet"] == 1


def test_hidden_totals_hide_the_organisations_too():
    tree = Tree()
    document = tree.round.rulebook.document | {"board": {"hides_totals": True}}
    tree.round.rulebook = type(tree.round.rulebook).objects.create(
        contest=tree.round.contest, number=2, document=document
    )
    tree.round.save()

    shown = tree.board().json()

    assert (shown["rows"], shown["within"]["people"]) == ([], None)


def test_the_board_takes_a_bounded_number_of_statements(tree):
    with CaptureQueriesContext(connection) as captured:
        tree.board(within=tree.commune.uuid)

    assert len(captured) <= 7


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"within": "5f0d1b0e-7c1c-4c5e-9a52-3b6a4f1f7d11"}, 404),
        ({"within": "x"}, 400),
        ({"scope": "year"}, 400),
    ],
)
def test_odd_questions_are_refused(tree, asked, status):
    assert tree.board(**asked).status_code == status


def test_an_admin_sees_who_is_missing_in_their_own_subtree(tree):
    device = Device(tree.admin_of(tree.commune))
    asked = f"?round={tree.round.uuid}"

    shown = device.get(f"organisations/{tree.commune.uuid}/participation/{asked}").json()
    names = device.get(f"organisations/{tree.commune.uuid}/absence/{asked}").json()

    assert (shown["members"], shown["not_yet"]) == (4, 1)
    assert [(row["name"], row["not_yet"]) for row in shown["rows"]] == [
        ("Thôn 1", 0),
        ("Thôn 2", 1),
    ]
    assert names["people"] == [{"name": "=Nông Văn Vắng", "organisation": "Thôn 2"}]


def test_the_file_of_missing_people_holds_no_formula(tree):
    device = Device(tree.admin_of(tree.hamlets[1]))

    answer = device.get(
        f"organisations/{tree.hamlets[1].uuid}/absence.xlsx?round={tree.round.uuid}"
    )

    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    cell = sheet["A4"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=Nông Văn Vắng", "s", True)


@pytest.mark.parametrize("what", ["participation/", "absence/", "absence.xlsx"])
def test_nobody_else_learns_who_is_missing(tree, what):
    path = f"organisations/{tree.commune.uuid}/{what}?round={tree.round.uuid}"
    below = tree.admin_of(tree.hamlets[0])
    aside = tree.admin_of(tree.other)
    organiser = MembershipFactory(organisation=tree.province, role=Role.ORGANISER).user
    staff = UserFactory(staff=True)

    assert problem_of(Device().get(path)) == (401, "not_signed_in")
    for user in (below, aside, organiser, staff, tree.people[0].user):
        assert problem_of(Device(user).get(path)) == (404, "not_found")
    assert Device(tree.admin_of(tree.province)).get(path).status_code == 200


def test_an_admin_begins_with_their_own_organisations(tree):
    shown = Device(tree.admin_of(tree.commune)).get("organisations/administered/").json()

    assert [one["name"] for one in shown["organisations"]] == ["Xã Một"]
    assert [one["uuid"] for one in shown["rounds"]] == [str(tree.round.uuid)]
    assert Device(tree.people[0].user).get("organisations/administered/").json() == {
        "organisations": [],
        "rounds": [],
    }


def test_the_jury_sees_a_frozen_board_move_and_takes_it_along_as_a_file(tree):
    tree.round.frozen_at = timezone.now()
    tree.round.save()
    refresh_boards(now=timezone.now())
    hand_in(make_attempt(tree.round, tree.absent.user, now=timezone.now()), after=timedelta())
    device = Device(UserFactory(staff=True))
    path = f"desk/contests/{tree.round.contest.slug}/rounds/1/organisations"

    shown = device.get(f"{path}/").json()
    file = device.get(f"{path}.xlsx")

    assert shown["within"]["people"] == 5
    assert [row["average_points"] for row in shown["rows"]] == [3.25, 1.0]
    sheet = openpyxl.load_workbook(BytesIO(file.content)).active
    assert [cell.value for cell in sheet[4]][:3] == [1, "Xã Một", 4]
