"""Bring the bank up to date with its files."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q

from quizzes.actions.item_index import reindex_items
from quizzes.enums import ItemStatus
from quizzes.formats.item_file import ItemEntry, ItemFile
from quizzes.models import Competence, Item, ItemKey, ItemVersion, Topic

APPROVED = ItemStatus.APPROVED
Entries = Sequence[tuple[ItemFile, ItemEntry]]


@transaction.atomic
def load_items(files: Sequence[ItemFile]) -> list[ItemVersion]:
    """Store topics and items; give the newest version of every approved item.

    Safe to repeat. A changed text is a new version and a changed answer a new key; what
    attempts have pinned stays as it was. What people have worked on since is theirs: left alone.
    """
    kept = _kept_by_people(files)
    entries = [(each, entry) for each in files for entry in each.items if entry.code not in kept]
    items = _store_items(files, entries)
    versions = _store_versions(entries, items)
    _store_keys(entries, versions)
    _point_to_versions(versions)
    reindex_items([version.item for version in versions.values()])
    approved = {code: versions[code] for code, item in items.items() if item.status == APPROVED}
    approved |= {code: item.current for code, item in kept.items() if item.current}
    return [approved[one.code] for each in files for one in each.items if one.code in approved]


def _kept_by_people(files: Sequence[ItemFile]) -> dict[str, Item]:
    """Items that somebody began, or changed later than the moment in which they were loaded."""
    codes = [entry.code for each in files for entry in each.items]
    changed = Q(updated_at__gt=F("created_at") + timedelta(seconds=1))
    items = Item.objects.filter(changed | Q(author__isnull=False), code__in=codes)
    return {item.code: item for item in items.select_related("current")}


def _store_items(files: Sequence[ItemFile], entries: Entries) -> dict[str, Item]:
    topics = _store_topics(files)
    Item.objects.bulk_create(
        [
            Item(
                code=entry.code,
                topic=topics[each.topic.code],
                difficulty=entry.difficulty,
                status=entry.status,
                grade=entry.grade,
                use=each.topic.use,
                audience=list(each.topic.audience),
                tags=list(entry.tags),
            )
            for each, entry in entries
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["topic", "difficulty", "status", "grade", "use", "audience", "tags"],
    )
    items = Item.objects.in_bulk([entry.code for _, entry in entries], field_name="code")
    _store_competences(entries, items)
    return items


def _store_topics(files: Sequence[ItemFile]) -> dict[str, Topic]:
    """The topics by code; one without a parent in its file keeps the one that it has."""
    topics = {
        each.topic.code: Topic.objects.update_or_create(
            code=each.topic.code,
            defaults={"name": each.topic.title, "position": each.topic.position},
        )[0]
        for each in files
    }
    below = [each.topic for each in files if each.topic.parent]
    parents = Topic.objects.in_bulk([each.parent for each in below], field_name="code")
    for each in below:
        topics[each.code].parent = parents[each.parent]
    Topic.objects.bulk_update(topics.values(), ["parent"])
    return topics


def _store_competences(entries: Entries, items: Mapping[str, Item]) -> None:
    """Let each item develop the competences that its file names, and no others."""
    lines = {f"{one.framework}:{one.code}": one.pk for one in Competence.objects.all()}
    wanted = {
        (items[entry.code].pk, lines[line]) for _, entry in entries for line in entry.competences
    }
    links = Item.competences.through.objects
    known = {
        (link.item_id, link.competence_id): link.pk
        for link in links.filter(item__in=items.values())
    }
    links.filter(pk__in=[known[pair] for pair in known.keys() - wanted]).delete()
    links.bulk_create(
        [
            Item.competences.through(item_id=item, competence_id=competence)
            for item, competence in sorted(wanted - known.keys())
        ]
    )


def _store_versions(entries: Entries, items: Mapping[str, Item]) -> dict[str, ItemVersion]:
    """The newest version by the item's code."""
    newest = {
        version.item.code: version
        for version in ItemVersion.objects.filter(item__in=items.values())
        .select_related("item")
        .order_by("number")
    }
    new = []
    for each, entry in entries:
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
        item.current = version if item.status == APPROVED else None
    Item.objects.bulk_update(items, ["newest", "current"])


def _store_keys(entries: Entries, versions: Mapping[str, ItemVersion]) -> None:
    newest = {
        key.version_id: key
        for key in ItemKey.objects.filter(version__in=versions.values()).order_by("number")
    }
    new = []
    for _, entry in entries:
        version = versions[entry.code]
        known = newest.get(version.pk)
        if known is None or known.correct != entry.correct:
            number = known.number + 1 if known else 1
            new.append(ItemKey(version=version, number=number, correct=entry.correct))
    ItemKey.objects.bulk_create(new)
