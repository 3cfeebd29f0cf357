"""The demonstration, loaded on a real database."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from backend.accounts.models import User
from backend.certificates.models import Certificate
from backend.organisations.models import Membership, Organisation
from quizzes.actions.demonstration import load_demonstration
from quizzes.enums import AttemptState, ItemStatus, RoundState
from quizzes.management.commands.load_demonstration import read_content
from quizzes.models import (
    Attempt,
    BoardSnapshot,
    Contest,
    Item,
    ItemKey,
    ItemVersion,
    RankingRow,
    Round,
    RoundItem,
    Standing,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
COUNTED = (
    *(Attempt, Certificate, Contest, Item, ItemKey, ItemVersion, Membership),
    *(Organisation, RankingRow, Round, RoundItem, Standing, User),
)


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in COUNTED}


def test_loads_everything_once_and_again_without_a_trace():
    load_demonstration(read_content(), now=NOW)
    first = counts()

    again = load_demonstration(read_content(), now=NOW + timedelta(days=1))

    assert again.attempts == 0
    assert counts() == first


def test_one_round_is_published_and_one_open_with_sealed_attempts():
    load_demonstration(read_content(), now=NOW)

    first, second = Round.objects.order_by("number")
    assert first.state == RoundState.PUBLISHED
    assert first.closes_at < NOW
    assert RankingRow.objects.filter(ranking__round=first).count() >= 45
    assert second.state == RoundState.RUNNING
    assert second.opens_at < NOW < second.closes_at
    assert Attempt.objects.filter(round=second).count() >= 30
    assert not Attempt.objects.exclude(state=AttemptState.SCORED).exists()
    assert BoardSnapshot.objects.get(round=second).people >= 30


def test_results_differ_and_some_are_perfect():
    load_demonstration(read_content(), now=NOW)

    points = list(RankingRow.objects.order_by("rank").values_list("points", flat=True))
    assert points[0] == 20
    assert points == sorted(points, reverse=True)
    assert len(set(points)) >= 6
    assert 10 <= Certificate.objects.count() <= len(points) * 2


def test_pools_hold_approved_items_alone():
    load_demonstration(read_content(), now=NOW)

    statuses = RoundItem.objects.values_list("version__item__status", flat=True)
    assert set(statuses) == {ItemStatus.APPROVED}


def test_the_sign_ins_work_and_have_their_roles():
    load_demonstration(read_content(), now=NOW)

    admin = User.objects.get(email="admin@hocso.test")
    citizen = User.objects.get(phone="+84912345678")
    roles = set(Membership.objects.exclude(role="member").values_list("user__email", "role"))
    assert admin.is_staff
    assert admin.check_password("hoc-so-2026")
    assert citizen.check_password("hoc-so-2026")
    assert roles == {
        ("organiser@hocso.test", "organiser"),
        ("trainer@hocso.test", "trainer"),
        ("unit@hocso.test", "organisation_admin"),
    }


def test_the_citizen_has_a_result_and_may_still_take_the_open_round():
    load_demonstration(read_content(), now=NOW)

    rounds = Attempt.objects.filter(participant__user__email="citizen@hocso.test")
    assert set(rounds.values_list("round__number", flat=True)) == {1}


def test_loading_when_every_round_is_over_opens_another():
    load_demonstration(read_content(), now=NOW)
    Round.objects.update(state=RoundState.PUBLISHED)

    loaded = load_demonstration(read_content(), now=NOW + timedelta(days=40))

    third = Round.objects.get(number=3)
    assert loaded.rounds == 3
    assert third.title == "Vòng 3"
    assert third.opens_at < NOW + timedelta(days=40) < third.closes_at


def test_a_changed_text_is_a_new_version_and_keeps_the_old():
    content = read_content()
    load_demonstration(content, now=NOW)
    before = ItemVersion.objects.count()
    item = content.items[0].items[0]
    changed = item.model_copy(update={"stem": "Nghị quyết được ban hành khi nào?"})
    file = content.items[0].model_copy(update={"items": (changed, *content.items[0].items[1:])})
    content.items[0] = file

    load_demonstration(content, now=NOW)

    versions = ItemVersion.objects.filter(item__code=item.code).order_by("number")
    assert ItemVersion.objects.count() == before + 1
    assert [version.stem for version in versions] == [item.stem, changed.stem]
    assert ItemKey.objects.filter(version=versions[1]).get().correct == item.correct


def test_a_changed_key_is_a_new_key_of_the_same_version():
    content = read_content()
    load_demonstration(content, now=NOW)
    item = content.items[0].items[0]
    options = tuple(
        option.model_copy(update={"correct": place == 0})
        for place, option in enumerate(item.options)
    )
    changed = item.model_copy(update={"options": options})
    content.items[0] = content.items[0].model_copy(
        update={"items": (changed, *content.items[0].items[1:])}
    )

    load_demonstration(content, now=NOW)

    keys = ItemKey.objects.filter(version__item__code=item.code).order_by("number")
    assert [key.correct for key in keys] == [item.correct, [0]]


def test_the_command_refuses_production(settings):
    settings.SETTINGS_MODULE = "backend.settings.production"

    with pytest.raises(CommandError):
        call_command("load_demonstration")

    assert not User.objects.exists()
