"""Write an item: its draft, the submission of it, older wordings brought back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from backend.accounts.models import User
from backend.common.audit import record
from backend.common.errors import NotVisible
from quizzes.actions.item_index import index_item
from quizzes.actions.item_version import add_version
from quizzes.enums import ItemStatus, ItemUse
from quizzes.formats.item_content import ItemContent, read_content
from quizzes.formats.item_draft import EMPTY, clean_draft
from quizzes.formats.item_remarks import errors_by_field
from quizzes.item_errors import DraftIsNewer, ItemInvalid, ItemStepRefused
from quizzes.models import Competence, Item, ItemDraft, ItemVersion, Topic
from quizzes.queries.item import find_version
from quizzes.queries.item_checks import item_remarks
from quizzes.queries.item_document import document_of, key_of, newest_document
from quizzes.rules.item_codes import code_prefix, next_code
from quizzes.rules.item_life import SUBMIT, next_status

_CODES = 0x6974656D636F  # codes are given one after another


@dataclass(frozen=True, slots=True)
class NewItem:
    """What an item begins with."""

    topic: Topic
    difficulty: str
    use: str = ItemUse.CONTEST
    grade: str = "A"
    audience: Iterable[str] = ()
    tags: Iterable[str] = ()
    competences: Iterable[Competence] = ()
    document: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def create_item(new: NewItem, *, actor: User, now: datetime) -> Item:
    """A draft with a code of its topic's; it is seen by those who work on the bank alone."""
    document = clean_draft({**EMPTY, **new.document})
    item = Item(
        code=next_item_code(new.topic),
        topic=new.topic,
        difficulty=new.difficulty,
        use=new.use,
        grade=new.grade,
        audience=list(new.audience),
        tags=list(new.tags),
        author=actor,
        created_at=now,
        updated_at=now,
    )
    index_item(item, document)
    item.save(force_insert=True)
    item.competences.set(new.competences)
    ItemDraft.objects.create(
        item=item, revision=1, document=document, author=actor, writers=[actor.pk], updated_at=now
    )
    record_item(item, "created", actor, now, topic=new.topic.code)
    return item


def next_item_code(topic: Topic) -> str:
    """The next free code of a topic; others who ask wait until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CODES])
    own = Item.objects.filter(topic=topic).values_list("code", flat=True)
    prefix = code_prefix(topic.code, own.iterator())
    taken = Item.objects.filter(code__startswith=f"{prefix}-").values_list("code", flat=True)
    return next_code(prefix, taken.iterator())


@transaction.atomic
def save_draft(
    code: str, document: Mapping[str, Any], revision: int, *, actor: User, now: datetime
) -> ItemDraft:
    """Keep what was typed. `revision` is the one it was typed upon, 0 where there was no draft.

    Raises DraftIsNewer with what is stored where somebody else was faster.
    """
    item = locked_item(code)
    if item.status == ItemStatus.RETIRED:
        raise ItemStepRefused
    draft = ItemDraft.objects.filter(item=item).select_related("author").first()
    _ensure_newest(item, draft, revision)
    return keep_draft(item, draft, clean_draft(document), actor, now)


@transaction.atomic
def restore_version(
    code: str, number: int, revision: int, *, actor: User, now: datetime
) -> ItemDraft:
    """Begin again from an older wording; what the draft said is gone."""
    item = locked_item(code)
    if item.status == ItemStatus.RETIRED:
        raise ItemStepRefused
    draft = ItemDraft.objects.filter(item=item).select_related("author").first()
    _ensure_newest(item, draft, revision)
    version = find_version(item, number)
    draft = keep_draft(item, draft, document_of(version, key_of(version)), actor, now)
    # Whoever wrote those words does not review them either.
    draft.writers = sorted({*draft.writers, *version.writers})
    draft.save(update_fields=["writers"])
    record_item(item, "version_restored", actor, now, version=number)
    return draft


@transaction.atomic
def drop_draft(code: str, revision: int, *, actor: User, now: datetime) -> Item | None:
    """Forget the working copy. An item that has never been submitted is gone with it: None."""
    item = locked_item(code)
    draft = ItemDraft.objects.filter(item=item).select_related("author").first()
    if draft is None:
        raise ItemStepRefused
    _ensure_newest(item, draft, revision)
    draft.delete()
    record_item(item, "draft_dropped", actor, now, revision=revision)
    if item.newest is None:
        item.delete()
        return None
    index_item(item, document_of(item.newest, key_of(item.newest)))
    item.updated_at = now
    item.save()
    return item


@transaction.atomic
def submit_item(code: str, revision: int, *, actor: User, now: datetime) -> ItemVersion:
    """Make the draft a version that somebody else reviews.

    Raises ItemInvalid by field where the item is incomplete or a check finds an error.
    """
    item = locked_item(code)
    draft = ItemDraft.objects.filter(item=item).select_related("author").first()
    status = next_status(item.status, SUBMIT)
    if status is None or draft is None:
        raise ItemStepRefused
    _ensure_newest(item, draft, revision)
    content = complete_content(draft.document)
    remarks, _similar = item_remarks(
        draft.document, code=code, use=item.use, today=timezone.localdate(now)
    )
    if hindrances := errors_by_field(remarks):
        raise ItemInvalid(errors=hindrances)
    version = add_version(item, content, author=actor, writers=draft.writers, now=now)
    draft.delete()
    item.newest, item.status, item.updated_at = version, status, now
    index_item(item, document_of(version, content.key))
    item.save()
    record_item(item, "submitted", actor, now, version=version.number, digest=version.digest)
    return version


def complete_content(document: Mapping[str, Any]) -> ItemContent:
    """The item that a document says; raises ItemInvalid."""
    content, notes = read_content(document)
    if content is None:
        errors: dict[str, list[str]] = {}
        for note in notes:
            errors.setdefault(note.field, []).append(note.text)
        raise ItemInvalid(errors=errors)
    return content


def locked_item(code: str) -> Item:
    """The item, held until the transaction ends; raises NotVisible."""
    items = Item.objects.select_for_update(of=("self",)).select_related(
        "topic", "newest__stimulus", "newest__picture"
    )
    item = items.filter(code=code).first()
    if item is None:
        raise NotVisible
    return item


def record_item(item: Item, what: str, actor: User | None, now: datetime, **details: Any) -> None:
    """Audit what happened to an item; call it in the transaction that did it."""
    record(
        f"item.{what}",
        f"item:{item.uuid}",
        actor=actor.uuid if actor else None,
        now=now,
        code=item.code,
        **details,
    )


def _ensure_newest(item: Item, draft: ItemDraft | None, revision: int) -> None:
    if (draft.revision if draft else 0) == revision:
        return
    if draft is not None:
        item.draft = draft
    raise DraftIsNewer(
        revision=draft.revision if draft else 0,
        document=newest_document(item),
        author=draft.author.full_name if draft and draft.author else "",
        updated_at=(draft or item).updated_at,
    )


def keep_draft(
    item: Item, draft: ItemDraft | None, document: dict[str, Any], actor: User, now: datetime
) -> ItemDraft:
    """Store the document as the item's draft; the caller holds the item and knows that it may."""
    if draft is None:
        draft = ItemDraft(item=item, revision=0, writers=_unreviewed_writers(item))
    draft.revision += 1
    draft.document, draft.author, draft.updated_at = document, actor, now
    draft.writers = sorted({*draft.writers, actor.pk})
    draft.save()
    index_item(item, document)
    item.updated_at = now
    item.save()
    return draft


def _unreviewed_writers(item: Item) -> list[int]:
    """Those whose words nobody approved yet; what was approved has had its second person."""
    newest = item.newest
    return [] if newest is None or newest.pk == item.current_id else list(newest.writers)
