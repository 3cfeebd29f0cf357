"""What a row of a file would become: its document in shape, judged against the bank."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from django.conf import settings
from django.utils import translation

from backend.common.errors import DomainError
from quizzes.actions.picture import store_picture
from quizzes.enums import Difficulty, ImportRowState
from quizzes.formats.item_content import ItemContent, Note, read_content
from quizzes.formats.item_draft import clean_draft, is_too_large
from quizzes.formats.item_reading import Reading, ReadItem
from quizzes.formats.item_words import likeness_of
from quizzes.models import Item, ItemImport, ItemImportRow, Topic
from quizzes.queries.item_document import DOCUMENT_PARTS, newest_documents
from quizzes.queries.item_likeness import likest_items
from quizzes.queries.picture import picture_address
from quizzes.queries.topic import topic_named, topics_by_name

MOST_TAGS: Final = 20
WANTED: Final = frozenset({ImportRowState.NEW, ImportRowState.CHANGED, ImportRowState.FAULTY})
"""Rows that are stored unless somebody leaves them out."""


def read_rows(brought: ItemImport, reading: Reading, *, now: datetime) -> list[ItemImportRow]:
    """The file's items as rows, their pictures stored. They are not judged yet.

    A row that somebody mended when it was stored before comes as they left it.
    """
    known: dict[bytes, str | None] = {}
    rows = [
        ItemImportRow(
            item_import=brought,
            place=place,
            where=item.where[:200],
            document=_document(item, brought, known, now),
            read_notes=[asdict(note) for note in item.notes],
        )
        for place, item in enumerate(reading.items, start=1)
    ]
    for row in rows:
        row.read_digest = _digest(row.document)
    _mend_as_before(rows)
    return rows


def _digest(document: Mapping[str, Any]) -> str:
    written = json.dumps(document, ensure_ascii=False, sort_keys=True)
    return sha256(written.encode()).hexdigest()


def _mend_as_before(rows: Sequence[ItemImportRow]) -> None:
    before = ItemImportRow.objects.filter(
        is_mended=True,
        item_import__applied_at__isnull=False,
        read_digest__in=[row.read_digest for row in rows],
    )
    mended = dict(before.order_by("pk").values_list("read_digest", "document"))
    for row in rows:
        if row.read_digest in mended:
            row.document, row.is_mended = mended[row.read_digest], True


def _document(
    item: ReadItem, brought: ItemImport, known: dict[bytes, str | None], now: datetime
) -> dict[str, Any]:
    """What the row says, pictures of the file replaced by stored ones."""
    content = dict(item.content)
    for name, body in item.pictures.items():
        if body not in known:
            known[body] = _stored(body, brought, now)
        content = _with_picture(content, name, known[body])
    return {
        "code": item.code[:50],
        "topic": item.topic[:200],
        "difficulty": item.difficulty,
        "tags": [tag[:50] for tag in item.tags[:MOST_TAGS]],
        "audience": list(item.audience),
        "competences": list(item.competences),
        "content": {} if is_too_large(content) else clean_draft(content),
    }


def _stored(body: bytes, brought: ItemImport, now: datetime) -> str | None:
    """The digest of the picture, drawn anew; None where it is none that we take."""
    try:
        return store_picture(body, actor=brought.brought_by, now=now).digest
    except DomainError:
        return None


def _with_picture(content: dict[str, Any], name: str, digest: str | None) -> dict[str, Any]:
    """The content with the file's own name of a picture replaced wherever it stands."""
    address = picture_address(digest) if digest else ""

    def replaced(value: Any) -> Any:
        if isinstance(value, str):
            return value.replace(f'"picture:{name}"', f'"{address}"')
        if isinstance(value, Mapping):
            return {key: replaced(one) for key, one in value.items()}
        return [replaced(one) for one in value] if isinstance(value, list | tuple) else value

    picture = content.get("picture")
    if isinstance(picture, Mapping) and picture.get("digest") == f"picture:{name}":
        content = {**content, "picture": {**picture, "digest": digest or ""}}
    return {
        **content,
        **{part: replaced(content[part]) for part in ("markup", "stimulus") if content.get(part)},
    }


def judge_rows(rows: Sequence[ItemImportRow], topic: Topic | None, earlier: dict[str, int]) -> None:
    """Set state, notes and whether each is wanted; `topic` is for those that name none of ours.

    `earlier` tells the places of other rows of the file by their likeness, and learns these.
    """
    topics = topics_by_name()
    judged = {row.place: _Judged(row, topics, topic) for row in rows}
    bank = _Bank(rows)
    for row in rows:
        one = judged[row.place]
        _compare(row, one, bank, earlier)
        row.notes = _notes(row, one.notes)
        if any(note["level"] == "error" for note in row.notes):
            row.state = ImportRowState.FAULTY
        row.is_wanted = row.state in WANTED


def _notes(row: ItemImportRow, judged: Sequence[Note]) -> list[dict[str, Any]]:
    """What the reader remarked, as far as it still stands, and what we add to it."""
    read = [note for note in row.read_notes if note["level"] != "error" or not row.is_mended]
    known = {note["field"] for note in read if note["level"] == "error"}
    more = [note for note in judged if note.level != "error" or note.field not in known]
    return [*read, *map(asdict, more)]


class _Judged:
    """A row's document as the bank would take it, and what hinders it."""

    def __init__(
        self, row: ItemImportRow, topics: Mapping[str, Topic], topic: Topic | None
    ) -> None:
        document = row.document
        with translation.override(settings.LANGUAGE_CODE):  # what is stored is everybody's
            content, notes = read_content(document["content"])
        self.content: ItemContent | None = content
        self.notes: list[Note] = notes
        if topic_named(document["topic"], topics) is None and topic is None:
            said = f"“{document['topic'][:60]}” " if document["topic"] else ""
            text = f"Chủ đề {said}chưa có trong ngân hàng; hãy chọn chủ đề cho tệp."
            self.notes = [*notes, Note("error", "topic", text)]
        if document["difficulty"] not in Difficulty.values:
            document["difficulty"] = Difficulty.MEDIUM.value
            self.notes = [*self.notes, Note("warning", "difficulty", "Chưa rõ độ khó, đặt là Vừa.")]


class _Bank:
    """What the bank has that rows are equal or alike to: a few statements for all of them."""

    def __init__(self, rows: Sequence[ItemImportRow]) -> None:
        contents = [row.document["content"] for row in rows]
        likenesses = list(map(likeness_of, contents))
        self.likenesses = {row.place: said for row, said in zip(rows, likenesses, strict=True)}
        found = likest_items(contents, likenesses)
        self._likest = {row.place: one for row, one in zip(rows, found, strict=True) if one}
        items = Item.objects.only("code")
        self._items = items.in_bulk([pk for pk, _ in self._likest.values()])
        codes = {row.document["code"] for row in rows} - {""}
        self._named = {item.code: item for item in items.filter(code__in=codes)}
        same = Item.objects.filter(pk__in=[pk for pk, is_same in self._likest.values() if is_same])
        self._documents = newest_documents(same.select_related(*DOCUMENT_PARTS))

    def named(self, row: ItemImportRow) -> Item | None:
        return self._named.get(row.document["code"])

    def like(self, row: ItemImportRow) -> tuple[Item | None, bool]:
        """The most similar item, and whether all its words are the same."""
        pk, is_same = self._likest.get(row.place, (0, False))
        return self._items.get(pk), is_same

    def says(self, item: Item, said: ItemContent) -> bool:
        """Whether an item of the same words is the same in all the rest."""
        content = read_content(self._documents.get(item.pk, {}))[0]
        return content is not None and content.digest == said.digest


def _compare(row: ItemImportRow, one: _Judged, bank: _Bank, earlier: dict[str, int]) -> None:
    """Whether the bank, or the file before this row, has the item already."""
    row.state, row.similar = ImportRowState.NEW, None
    if one.content is None:
        return
    row.digest, row.likeness = one.content.digest, bank.likenesses[row.place]
    like, is_same = bank.like(row)
    first = earlier.setdefault(row.likeness, row.place)
    if like is not None and is_same:
        row.similar, row.state = like, ImportRowState.SAME
        if not bank.says(like, one.content):
            row.state = ImportRowState.SIMILAR
            text = f"Lời giống hệt câu {like.code} nhưng đáp án, giải thích hoặc nguồn khác."
            one.notes.append(Note("warning", "key", text))
    elif first != row.place:
        row.state = ImportRowState.SAME
        one.notes.append(Note("warning", "stem", f"Trùng với câu số {first} của chính tệp này."))
    elif (named := bank.named(row)) is not None:
        row.state, row.similar = ImportRowState.CHANGED, named
    elif like is not None:
        row.state, row.similar = ImportRowState.SIMILAR, like
        one.notes.append(Note("warning", "stem", f"Gần giống câu {like.code} đã có."))
