"""Bringing the bank up to date keeps what attempts have pinned."""

from pathlib import Path

import pytest

from quizzes.actions.item_bank import load_items
from quizzes.formats.item_file import ItemFile, read_item_files
from quizzes.models import Item, ItemKey, ItemVersion

pytestmark = pytest.mark.django_db
ITEMS = Path(__file__).parents[3] / "quizzes" / "content" / "nghi-quyet-57" / "items"


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
