"""Renaming, moving and merging keep every name, place and person."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from backend.common.models import AuditEntry
from backend.organisations.actions.organisation import add_organisations
from backend.organisations.actions.reorganisation import (
    ReorganisationRefused,
    merge_organisation,
    move_organisation,
    rename_organisation,
    undo_rename,
)
from backend.organisations.enums import Kind
from backend.organisations.models import FormerPlace, Membership, Organisation
from backend.organisations.queries.organisation import find_organisations
from quizzes.queries.organisation_board import (
    Asked,
    Scope,
    find_board_organisation,
    organisation_board,
)
from quizzes.queries.visibility import Viewer, board_view
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.factories.quizzes import hand_in, make_attempt, make_round
from tests.quizzes.device import Device

pytestmark = pytest.mark.django_db
DAY = date(2025, 7, 1)


class Tree:
    def __init__(self):
        self.province = OrganisationFactory(name="Tỉnh Thử")
        self.east = OrganisationFactory(parent=self.province, name="Xã Đông", headcount=50)
        self.west = OrganisationFactory(parent=self.province, name="Xã Tây", headcount=30)
        self.hamlet = OrganisationFactory(
            parent=self.east, name="Thôn Suối", kind=Kind.BRANCH, is_contest_unit=False
        )
        self.actor = UserFactory(staff=True)
        self.how = {"reason": "Sắp xếp", "actor": self.actor, "now": timezone.now()}


@pytest.fixture
def tree():
    return Tree()


def names_for(typed):
    found = find_organisations(typed, limit=5, today=timezone.localdate())
    return [organisation.name for organisation in found]


def test_an_old_name_is_found_and_dated(tree):
    rename_organisation(tree.east.pk, "Xã  Bình Minh", valid_from=DAY, **tree.how)

    tree.east.refresh_from_db()
    former = tree.east.former_names.get()
    assert tree.east.name == "Xã Bình Minh"
    assert (former.name, former.valid_to) == ("Xã Đông", date(2025, 6, 30))
    assert names_for("xa dong") == ["Xã Bình Minh"]
    assert AuditEntry.objects.get().action == "organisation.renamed"


def test_a_rename_is_undone_to_the_last_letter(tree):
    before = Organisation.objects.filter(pk=tree.east.pk).values().get()
    rename_organisation(tree.east.pk, "Xã Bình Minh", valid_from=DAY, **tree.how)

    undo_rename(tree.east.pk, **tree.how)

    assert Organisation.objects.filter(pk=tree.east.pk).values().get() == before
    with pytest.raises(ReorganisationRefused):
        undo_rename(tree.east.pk, **tree.how)


def test_a_moved_subtree_leaves_its_places_to_nobody(tree):
    old = list(Organisation.objects.filter(path__startswith=tree.east.path))

    move_organisation(tree.east.pk, tree.west.pk, **tree.how)

    [new] = add_organisations(
        Organisation.objects.get(pk=tree.province.pk),
        [Organisation(name="Xã Mới", kind=Kind.COMMUNE)],
    )
    taken = set(FormerPlace.objects.values_list("path", flat=True))
    assert taken == {one.path for one in old}
    assert new.path not in taken
    assert Organisation.objects.find_problems() == ([], [], [], [], [])
    tree.hamlet.refresh_from_db()
    tree.east.refresh_from_db()
    assert tree.hamlet.paths_upwards[1] == tree.east.path


@pytest.mark.parametrize("where", ["hamlet", "east", "province"])
def test_what_would_not_be_a_tree_is_refused(tree, where):
    before = list(Organisation.objects.order_by("pk").values("pk", "path", "numchild"))

    with pytest.raises(ReorganisationRefused):
        move_organisation(tree.east.pk, getattr(tree, where).pk, **tree.how)

    assert list(Organisation.objects.order_by("pk").values("pk", "path", "numchild")) == before


def test_a_merged_organisation_hands_over_people_names_and_what_lies_below(tree):
    member = MembershipFactory(organisation=tree.east)
    admin = MembershipFactory(organisation=tree.east, administrator=True)
    MembershipFactory(organisation=tree.west, administrator=True, user=admin.user)

    merge_organisation(tree.east.pk, tree.west.pk, valid_from=DAY, **tree.how)

    member.refresh_from_db()
    tree.hamlet.refresh_from_db()
    target = Organisation.objects.get(pk=tree.west.pk)
    assert member.organisation_id == tree.west.pk
    assert Membership.objects.filter(user=admin.user).count() == 1
    assert tree.hamlet.path.startswith(target.path)
    assert target.headcount == 80
    assert names_for("xã đông") == ["Xã Tây"]
    assert find_board_organisation(tree.east.uuid).pk == tree.west.pk
    assert Organisation.objects.find_problems() == ([], [], [], [], [])


def test_boards_remember_where_people_stood_when_they_joined(tree):
    now = timezone.now()
    round_ = make_round(opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1))
    early = MembershipFactory(organisation=tree.hamlet).user
    hand_in(make_attempt(round_, early, now=now - timedelta(hours=2)), after=timedelta())

    move_organisation(tree.hamlet.pk, tree.west.pk, **tree.how)
    late = MembershipFactory(organisation=tree.hamlet).user
    hand_in(make_attempt(round_, late, now=timezone.now()), after=timedelta())

    def people_in(node):
        within = find_board_organisation(node.uuid)
        view = board_view(round_, Viewer.PUBLIC, now)
        board = organisation_board(
            Asked(view, Viewer.PUBLIC, Scope.ROUND, timezone.localdate(now), within)
        )
        return board["within"]["people"], [(row["name"], row["people"]) for row in board["rows"]]

    assert people_in(tree.east) == (1, [("Thôn Suối", 1)])
    assert people_in(tree.west) == (1, [("Thôn Suối", 1)])
    assert people_in(tree.province) == (2, [("Xã Đông", 1), ("Xã Tây", 1)])


def test_only_organisers_at_or_above_may_reorganise(tree):
    body = {"name": "Xã Khác", "valid_from": "2025-07-01", "reason": "Sắp xếp"}
    path = f"desk/organisations/{tree.east.uuid}/rename/"
    above = MembershipFactory(organisation=tree.province, organiser=True).user
    aside = MembershipFactory(organisation=tree.west, organiser=True).user
    admin = MembershipFactory(organisation=tree.east, administrator=True).user

    refused, answer = [], None
    for user in (aside, admin, above):
        answer = Device(user).http.post(f"/api/v1/{path}", body, format="json")
        refused.append(answer.status_code)

    assert refused == [404, 404, 200]
    assert answer.json()["name"] == "Xã Khác"
    assert answer.json()["former_names"] == [{"name": "Xã Đông", "valid_to": "2025-06-30"}]


def test_moving_needs_rights_at_both_ends(tree):
    organiser = MembershipFactory(organisation=tree.east, organiser=True).user
    body = {"below": str(tree.west.uuid), "reason": "x"}

    path = f"/api/v1/desk/organisations/{tree.hamlet.uuid}/move/"
    answer = Device(organiser).http.post(path, body, format="json")

    assert answer.status_code == 404
