"""When practised items come back, and what counts as known."""

from datetime import timedelta
from uuid import uuid4

import pytest

from quizzes.actions.practice import keep_answer
from quizzes.models import Item, PracticeCard
from quizzes.queries.bank import newest_keys
from quizzes.queries.practice import Wish, next_items, progress_of
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import NOON, make_items

pytestmark = pytest.mark.django_db


@pytest.fixture
def versions():
    made = make_items(3)
    Item.objects.update(use="practice")
    return made


@pytest.fixture
def person():
    return UserFactory()


def answer(person, version, now, *, right=True):
    value = newest_keys([version.pk])[version.pk] if right else None
    return keep_answer(person, version, uuid4(), value, now=now)[1]


def coming(person, now, **wish):
    found = next_items(person, Wish(**wish), now).items
    return [item["item"] for item in found]


def test_what_was_wrong_comes_back_soon_and_what_was_right_after_days(person, versions):
    first, second, third = (str(version.item.uuid) for version in versions)
    answer(person, versions[0], NOON)
    answer(person, versions[1], NOON, right=False)

    assert coming(person, NOON) == [third]
    assert coming(person, NOON, only_wrong=True) == [second]
    assert coming(person, NOON + timedelta(minutes=11)) == [second, third]
    answer(person, versions[1], NOON + timedelta(minutes=11))
    assert coming(person, NOON + timedelta(minutes=11), only_wrong=True) == []
    assert coming(person, NOON + timedelta(minutes=12)) == [third]
    assert set(coming(person, NOON + timedelta(days=4))[:2]) == {first, second}


def test_what_is_remembered_for_a_week_is_known_until_it_is_forgotten(person, versions):
    moment, gaps = NOON, []
    for _ in range(3):
        card = answer(person, versions[0], moment)
        gaps.append(card.due_at - moment)
        moment = card.due_at

    assert gaps == sorted(gaps)
    assert gaps[0] >= timedelta(days=1)
    assert (card.answers, card.right, card.is_mastered) == (3, 3, True)
    card = answer(person, versions[0], moment, right=False)
    assert (card.is_mastered, card.was_right) == (False, False)
    assert card.due_at - moment <= timedelta(minutes=10)


def test_progress_counts_topics_days_and_what_is_known(person, versions):
    moment = NOON - timedelta(days=30)
    for _ in range(3):
        moment = answer(person, versions[0], moment).due_at
    answer(person, versions[1], NOON, right=False)

    told = progress_of(person, "", NOON + timedelta(hours=1))

    assert told.topics == [
        {
            "code": "nghi-quyet-57",
            "name": "Nghị quyết 57",
            "items": 3,
            "mastered": 1,
            "learning": 1,
        }
    ]
    assert (told.streak, told.today, told.due, told.wrong) == (1, 1, 1, 1)


def test_days_are_those_of_vietnam(person, versions):
    late = NOON.replace(hour=16, minute=59)  # one minute to midnight in Hà Nội
    answer(person, versions[0], late)
    answer(person, versions[1], late + timedelta(minutes=2))

    told = progress_of(person, "", late + timedelta(minutes=3))

    assert (told.streak, told.today) == (2, 1)


def test_two_people_remember_apart(person, versions):
    answer(person, versions[0], NOON, right=False)
    answer(UserFactory(), versions[0], NOON)

    assert sorted(PracticeCard.objects.values_list("was_right", flat=True)) == [False, True]
