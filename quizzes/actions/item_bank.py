"""Bring the bank up to date with its files."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction

from quizzes.actions.item_index import reindex_items
from quizzes.enums import ItemStatus
from quizzes.formats.item_file import ItemEntry, ItemFile
from quizzes.models import Item, ItemKey, ItemVersion, Topic


@transaction.atomic
def load_items(files: Sequence[ItemFile]) -> list[ItemVersion]:
    """Store topics and items; give the newest version of every approved item.

    Safe to repeat. A changed text is a new version and a changed answer a new key; what
    attempts have pinned stays as it was.
    """
    items = _store_items(files)
    versions = _store_versions(files, items)
    _store_keys(files, versions)
    _point_to_versions(versions)
    reindex_items([version.item for version in versions.values()])
    approved = [entry.code for each in files for entry in each.items if entry.status == "approved"]
    return [versions[code] for code in approved]


def _entries(files: Iterable[ItemFile]) -> Iterable[tuple[ItemFile, ItemEntry]]:
    return ((each, entry) for each in files for entry in each.items)


def _store_items(files: Sequence[ItemFile]) -> dict[str, Item]:
    topics = {
        each.topic.code: Topic.objects.update_or_create(
            code=each.topic.code,
            defaults={"name": each.topic.title, "position": each.topic.position},
        )[0]
        for each in files
    }
    Item.objects.bulk_create(
        [
            Item(
                code=entry.code,
                topic=topics[each.topic.code],
                difficulty=entry.difficulty,
                status=entry.status,
                grade=entry.grade,
            )
            for each, entry in _entries(files)
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["topic", "difficulty", "status", "grade"],
    )
    return Item.objects.in_bulk([entry.code for _, entry in _entries(files)], field_name="code")


def _store_versions(files: Sequence[ItemFile], items: Mapping[str, Item]) -> dict[str, ItemVersion]:
    """The newest version by the item's code."""
    newest = {
        version.item.code: version
        for version in ItemVersion.objects.filter(item__in=items.values())
        .select_related("item")
        .order_by("number")
    }
    new = []
    for each, entry in _entries(files):
        known = newest.get(entry.code)
        digest = each.digest(entry)
        if known is None or known.digest != digest:
            new.append(
                ItemVersion(
                    item=items[entry.code],
                    number=known.number + 1 if known else 1,
                    kind=entry.kind,
                    stem=entry.stem,
                    options=entry.shown_options,
                    targets=entry.targets,
                    unit=entry.unit,
                    limit=entry.limit,
                    explanation=entry.explanation,
                    source=each.written_source(entry),
                    digest=digest,
                )
            )
    newest.update({version.item.code: version for version in ItemVersion.objects.bulk_create(new)})
    return newest


def _point_to_versions(versions: Mapping[str, ItemVersion]) -> None:
    """Let each item name its newest version, and its approved one."""
    items = [version.item for version in versions.values()]
    for version in versions.values():
        item = version.item
        item.newest = version
        item.current = version if item.status == ItemStatus.APPROVED else None
    Item.objects.bulk_update(items, ["newest", "current"])


def _store_keys(files: Sequence[ItemFile], versions: Mapping[str, ItemVersion]) -> None:
    newest = {
        key.version_id: key
        for key in ItemKey.objects.filter(version__in=versions.values()).order_by("number")
    }
    new = []
    for _, entry in _entries(files):
        version = versions[entry.code]
        known = newest.get(version.pk)
        if known is None or known.correct != entry.correct:
            number = known.number + 1 if known else 1
            new.append(ItemKey(version=version, number=number, correct=entry.correct))
    ItemKey.objects.bulk_create(new)
