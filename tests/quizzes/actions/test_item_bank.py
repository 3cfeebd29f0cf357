"""Bringing the bank up to date keeps what attempts have pinned."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from backend.common.text import search_key
from quizzes.actions.competence import load_competences
from quizzes.actions.item_bank import load_items
from quizzes.actions.item_change import change_items
from quizzes.actions.item_index import reindex_items
from quizzes.formats.competence_file import read_competence_files
from quizzes.formats.item_file import ItemFile, read_item_files
from quizzes.models import Competence, Item, ItemKey, ItemVersion, Topic
from quizzes.queries.pool import bank_topics, usable_items
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
CONTENT = Path(__file__).parents[3] / "quizzes" / "content"
ITEMS = CONTENT / "nghi-quyet-57" / "items"


@pytest.fixture
def files() -> list[ItemFile]:
    return read_item_files(ITEMS)


def changed(files: list[ItemFile], **update: object) -> list[ItemFile]:
    """The files with their first item changed."""
    first, *others = files
    item, *items = first.items
    changed_item = item.model_copy(update=update)
    return [first.model_copy(update={"items": (changed_item, *items)}), *others]


def test_gives_the_newest_versions_of_approved_items_alone(files):
    versions = load_items(files)

    approved = Item.objects.filter(status="approved")
    assert {version.item_id for version in versions} == set(approved.values_list("pk", flat=True))


def test_loading_twice_changes_nothing(files):
    first = load_items(files)

    second = load_items(files)

    assert [version.pk for version in second] == [version.pk for version in first]
    assert ItemVersion.objects.count() == Item.objects.count() == ItemKey.objects.count()


def test_a_changed_text_is_a_new_version_and_keeps_the_old(files):
    load_items(files)
    item = files[0].items[0]

    [newest, *_] = load_items(changed(files, stem="Nghị quyết được ban hành khi nào?"))

    stems = ItemVersion.objects.filter(item__code=item.code).order_by("number")
    assert list(stems.values_list("stem", flat=True)) == [item.stem, newest.stem]
    assert newest.keys.get().correct == item.correct


def test_a_changed_key_is_a_new_key_of_the_same_version(files):
    load_items(files)
    item = files[0].items[0]
    options = tuple(
        option.model_copy(update={"correct": place == 0})
        for place, option in enumerate(item.options)
    )

    load_items(changed(files, options=options))

    keys = ItemKey.objects.filter(version__item__code=item.code).order_by("number")
    assert ItemVersion.objects.filter(item__code=item.code).count() == 1
    assert [key.correct for key in keys] == [item.correct, [0]]


def test_an_item_that_waits_for_review_leaves_the_pool(files):
    before = load_items(files)

    after = load_items(changed(files, status="needs_review"))

    assert len(after) == len(before) - 1


@pytest.fixture
def practice(files) -> list[ItemFile]:
    """Files of practice items, with everything that they lean on loaded."""
    load_competences(read_competence_files(CONTENT / "competences"))
    load_items(files)
    return read_item_files(CONTENT / "ky-nang-so" / "items")


def test_practice_items_keep_what_their_files_say_of_them(practice):
    load_items(practice)

    [file] = [each for each in practice if each.topic.code == "can-bo-xa"]
    entry = file.items[0]
    item = Item.objects.get(code=entry.code)
    assert (item.use, item.audience, item.tags) == ("practice", ["official"], list(entry.tags))
    assert {str(line) for line in item.competences.all()} == {
        line.replace(":", " ") for line in entry.competences
    }
    assert Topic.objects.get(code="thanh-toan-so").parent.code == "ky-nang-so"


def test_no_contest_takes_a_practice_item(practice):
    before, topics = set(usable_items()), bank_topics()

    load_items(practice)

    assert set(usable_items()) == before
    assert bank_topics() == topics


def test_loading_practice_items_twice_changes_nothing(practice):
    load_items(practice)
    links = set(Item.competences.through.objects.values_list("item_id", "competence_id"))
    versions = ItemVersion.objects.count()

    load_competences(read_competence_files(CONTENT / "competences"))
    load_items(practice)

    assert ItemVersion.objects.count() == versions
    assert set(Item.competences.through.objects.values_list("item_id", "competence_id")) == links
    assert Competence.objects.filter(framework="digcomp3").count() == 26


def test_a_competence_that_left_the_file_leaves_the_item_and_a_parent_stays(practice):
    load_items(practice)
    [file] = [each for each in practice if each.topic.code == "thanh-toan-so"]
    bare = file.items[0].model_copy(update={"competences": ("tt02:5",)})
    topic = file.topic.model_copy(update={"parent": ""})

    load_items([file.model_copy(update={"items": (bare,), "topic": topic})])

    item = Item.objects.get(code=bare.code)
    assert [str(line) for line in item.competences.all()] == ["tt02 5"]
    assert Topic.objects.get(code=topic.code).parent.code == "ky-nang-so"


def test_an_end_of_validity_is_kept_with_the_source(files):
    load_items(changed(files, effective_to=date(2030, 12, 31)))

    item = Item.objects.get(code=files[0].items[0].code)
    assert item.newest.source["effective_to"] == "2030-12-31"
    assert item.ends_on == date(2030, 12, 31)


def test_what_people_changed_since_is_left_alone(files):
    load_items(files)
    entry = files[0].items[0]
    item = Item.objects.get(code=entry.code)
    change = {item.code: {"difficulty": "hard", "add_tags": ["của tôi"]}}
    change_items(change, actor=UserFactory(), now=item.created_at + timedelta(minutes=1))

    versions = load_items(changed(files, stem="Lời mới của tệp?"))

    item.refresh_from_db()
    assert (item.difficulty, item.tags, item.versions.count()) == ("hard", ["của tôi"], 1)
    assert item.current in versions


def test_loaded_items_are_found_by_their_words(files):
    load_items(files)
    item = Item.objects.get(code=files[0].items[0].code)

    assert {f"'{word}'" for word in search_key(item.text).split()} <= set(item.search.split())
    assert item.likeness
    assert item.bands
    assert reindex_items() == 0
