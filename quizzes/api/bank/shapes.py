"""The shapes of items as those who work on the bank see and write them."""

import json
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers as s

from quizzes.enums import (
    Audience,
    Difficulty,
    ItemKind,
    ItemStatus,
    ItemUse,
    KeyChangeState,
    RoundState,
    Verdict,
)
from quizzes.formats.item_content import ItemSource
from quizzes.formats.item_draft import MOST_LETTERS

TEXT = {"type": "string"}
TEXTS = {"type": "array", "items": TEXT}
DOCUMENT = {
    "type": "object",
    "description": "formats/item_content.py has the shape of the key by kind.",
    "properties": {
        "kind": {"type": "string", "enum": ItemKind.values},
        "stem": TEXT,
        "options": TEXTS,
        "targets": TEXTS,
        "key": {"nullable": True},
        "unit": TEXT,
        "limit": {"type": "integer", "nullable": True},
        "explanation": TEXT,
        "markup": {
            "type": "object",
            "properties": {"stem": TEXT, "options": TEXTS, "explanation": TEXT},
        },
        "language": {"type": "string", "enum": ["vi", "en"]},
        "stimulus": {
            "type": "object",
            "nullable": True,
            "properties": {"title": TEXT, "text": TEXT, "markup": TEXT},
        },
        "picture": {
            "type": "object",
            "nullable": True,
            "properties": {"digest": TEXT, "alt": TEXT},
        },
        "source": {
            "type": "object",
            "properties": dict.fromkeys(ItemSource.model_fields, TEXT),
        },
    },
}


@extend_schema_field(DOCUMENT)
class DocumentField(s.JSONField):
    """A draft's document, of a bounded size; what is in it is looked at later."""

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, dict):
            raise s.ValidationError("Cần một tài liệu của câu hỏi.")
        if len(json.dumps(data)) > 4 * MOST_LETTERS:
            raise s.ValidationError("Câu hỏi quá dài.")
        return data


class ColleagueSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    name = s.CharField()


class RowFiguresSerializer(s.Serializer[Any]):
    attempts = s.IntegerField()
    facility = s.FloatField(allow_null=True)
    discrimination = s.FloatField(allow_null=True)
    alarms = s.ListField(child=s.CharField())


class ItemRowSerializer(s.Serializer[Any]):
    """`newest` and `current` are numbers of versions; `may_…` tells what this person may do."""

    uuid = s.UUIDField()
    code = s.CharField()
    text = s.CharField(allow_blank=True)
    kind = s.ChoiceField(ItemKind.choices)
    topic = s.CharField()
    topic_name = s.CharField()
    difficulty = s.ChoiceField(Difficulty.choices)
    status = s.ChoiceField(ItemStatus.choices)
    grade = s.ChoiceField(["A", "B"])
    use = s.ChoiceField(ItemUse.choices)
    audience = s.ListField(child=s.ChoiceField(Audience.choices))
    tags = s.ListField(child=s.CharField())
    language = s.CharField()
    has_source = s.BooleanField()
    ends_on = s.DateField(allow_null=True)
    newest = s.IntegerField(allow_null=True)
    current = s.IntegerField(allow_null=True)
    has_draft = s.BooleanField()
    author = ColleagueSerializer(allow_null=True)
    created_at = s.DateTimeField()
    updated_at = s.DateTimeField()
    open_comments = s.IntegerField()
    figures = RowFiguresSerializer(allow_null=True)
    may_edit = s.BooleanField()
    may_submit = s.BooleanField()
    may_review = s.BooleanField()
    may_retire = s.BooleanField()
    may_restore = s.BooleanField()
    may_change_key = s.BooleanField()


class ItemPageSerializer(s.Serializer[Any]):
    """`total` is counted up to 1,000; of more, `total_is_exact` is false and facets tell."""

    total = s.IntegerField()
    total_is_exact = s.BooleanField()
    next = s.CharField(allow_null=True, help_text="The cursor of the page that follows.")
    items = ItemRowSerializer(many=True)


class DraftSerializer(s.Serializer[Any]):
    revision = s.IntegerField()
    document = DocumentField()
    author = ColleagueSerializer(allow_null=True)
    updated_at = s.DateTimeField()


class ItemReviewSerializer(s.Serializer[Any]):
    reviewer = ColleagueSerializer()
    verdict = s.ChoiceField(Verdict.choices)
    comment = s.CharField(allow_blank=True)
    at = s.DateTimeField()


class VersionRowSerializer(s.Serializer[Any]):
    number = s.IntegerField()
    author = ColleagueSerializer(allow_null=True)
    created_at = s.DateTimeField()
    keys = s.IntegerField(help_text="How many keys it has had.")
    is_current = s.BooleanField()
    reviews = ItemReviewSerializer(many=True)


class ItemVersionSerializer(s.Serializer[Any]):
    number = s.IntegerField()
    document = DocumentField()


class ItemCommentSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    author = ColleagueSerializer()
    text = s.CharField()
    at = s.DateTimeField()
    settled_at = s.DateTimeField(allow_null=True)
    settled_by = ColleagueSerializer(allow_null=True)


class KeyChangeSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    code = s.CharField()
    version = s.IntegerField()
    correct = s.JSONField()
    before = s.JSONField()
    reason = s.CharField()
    state = s.ChoiceField(KeyChangeState.choices)
    proposed_by = ColleagueSerializer()
    proposed_at = s.DateTimeField()
    decided_by = ColleagueSerializer(allow_null=True)
    decided_at = s.DateTimeField(allow_null=True)
    may_decide = s.BooleanField()


class ItemUseSerializer(s.Serializer[Any]):
    contest = s.CharField()
    contest_title = s.CharField()
    round = s.IntegerField()
    round_title = s.CharField()
    version = s.IntegerField()
    opens_at = s.DateTimeField()
    closes_at = s.DateTimeField()
    state = s.ChoiceField(RoundState.choices)


class ItemCompetenceSerializer(s.Serializer[Any]):
    framework = s.CharField()
    code = s.CharField()
    name = s.CharField()


class ItemDetailSerializer(ItemRowSerializer):
    """`document` is the draft's, or else the newest version's; `revision` is 0 without a draft."""

    revision = s.IntegerField()
    draft = DraftSerializer(allow_null=True)
    document = DocumentField(allow_null=True)
    competences = ItemCompetenceSerializer(many=True)
    versions = VersionRowSerializer(many=True)
    comments = ItemCommentSerializer(many=True)
    key_changes = KeyChangeSerializer(many=True)
    uses = ItemUseSerializer(many=True)
