"""Who has seen the items of a round that has not opened."""

from datetime import timedelta

import pytest

from backend.common.models import AuditEntry
from quizzes.actions.item_sighting import note_sightings
from quizzes.models import ItemSighting
from quizzes.queries.item_sighting import sightings_of
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import CLOSES_AT, NOON, OPENS_AT, make_round

pytestmark = pytest.mark.django_db
BEFORE = OPENS_AT - timedelta(days=2)


@pytest.fixture
def items():
    """Of a round yet to open."""
    round_ = make_round(items=2, pool=3)
    return round_.contest, [version.item for version in round_.pool.order_by("pk")]


def seen(contest):
    [round_] = sightings_of(contest)["rounds"]
    return [(one["name"], one["items"], one["ways"]) for one in round_["people"]]


def test_who_read_what_before_the_opening_is_told_and_audited(items):
    contest, rows = items
    reader, other = UserFactory(full_name="Người Đọc"), UserFactory(full_name="Người Khác")

    note_sightings(rows, "export", person=reader, now=BEFORE)
    note_sightings(rows[:1], "editor", person=reader, now=BEFORE)
    note_sightings(rows[:1], "editor", person=other, now=BEFORE)

    assert seen(contest) == [("Người Đọc", 3, ["editor", "export"]), ("Người Khác", 1, ["editor"])]
    entries = AuditEntry.objects.filter(action="items.seen", subject=f"contest:{contest.uuid}")
    entries = entries.order_by("number")
    assert [len(entry.details["items"]) for entry in entries] == [3, 1, 1]


def test_a_day_is_noted_once(items):
    _, rows = items
    person = UserFactory()

    assert note_sightings(rows, "editor", person=person, now=BEFORE) == 3
    assert note_sightings(rows, "editor", person=person, now=BEFORE + timedelta(hours=1)) == 0
    assert note_sightings(rows, "editor", person=person, now=BEFORE + timedelta(days=1)) == 3

    assert ItemSighting.objects.count() == 6


def test_what_is_read_once_the_round_is_open_is_no_leak(items):
    contest, rows = items

    note_sightings(rows, "editor", person=UserFactory(), now=NOON)
    note_sightings(rows, "editor", person=UserFactory(), now=CLOSES_AT)

    assert seen(contest) == []
    assert not AuditEntry.objects.filter(action="items.seen").exists()
