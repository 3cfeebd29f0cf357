"""Shapes of files of items."""

from typing import Any

from rest_framework import serializers as s

from quizzes.enums import ImportRowState, ImportState
from quizzes.formats.items.limited import MOST_BYTES, TOO_LARGE
from quizzes.models import Topic

MOST_PLACES = 5_000


class ImportUploadSerializer(s.Serializer[Any]):
    """A file in any format that we read; `topic` is for items that name none of ours."""

    file = s.FileField(max_length=200)
    topic = s.SlugRelatedField(
        slug_field="code", queryset=Topic.objects.all(), required=False, allow_null=True
    )

    def validate_file(self, file: Any) -> Any:
        if file.size > MOST_BYTES:
            raise s.ValidationError(TOO_LARGE)
        return file


class TopicWishSerializer(s.Serializer[Any]):
    topic = s.SlugRelatedField(slug_field="code", queryset=Topic.objects.all())


class ItemImportSerializer(s.Serializer[Any]):
    """A file and what became of it; `counts` by state of its items, `wanted` and `blocked`."""

    uuid = s.UUIDField()
    name = s.CharField()
    format = s.CharField(allow_blank=True)
    topic = s.CharField(allow_null=True)
    state = s.ChoiceField(choices=ImportState.choices)
    problem = s.CharField(allow_blank=True)
    notes = s.ListField(child=s.CharField())
    counts = s.DictField(child=s.IntegerField())
    brought_by = s.CharField()
    brought_at = s.DateTimeField()
    applied_at = s.DateTimeField(allow_null=True)
    undone_at = s.DateTimeField(allow_null=True)
    job = s.UUIDField(allow_null=True, help_text="The work on it that is under way.")


class ItemNoteSerializer(s.Serializer[Any]):
    level = s.ChoiceField(choices=["error", "warning"])
    field = s.CharField(allow_blank=True)
    text = s.CharField()


class LikeItemSerializer(s.Serializer[Any]):
    code = s.CharField()
    text = s.CharField()
    document = s.JSONField(help_text="What it says now, its key included.")


class ItemImportRowSerializer(s.Serializer[Any]):
    """One item of a file; `similar` is what the bank has that is equal or alike."""

    place = s.IntegerField()
    where = s.CharField()
    state = s.ChoiceField(choices=ImportRowState.choices)
    is_wanted = s.BooleanField()
    is_mended = s.BooleanField()
    document = s.JSONField()
    notes = ItemNoteSerializer(many=True)
    similar = LikeItemSerializer(allow_null=True)
    item = s.CharField(allow_null=True, help_text="The code of the item that it became.")


class RowPageSerializer(s.Serializer[Any]):
    rows = ItemImportRowSerializer(many=True)
    total = s.IntegerField()


class RowPageWishSerializer(s.Serializer[Any]):
    """`state`, `wanted`: only these rows; `after`: the last place of the page before."""

    state = s.ChoiceField(choices=ImportRowState.choices, required=False, default="")
    wanted = s.BooleanField(required=False, allow_null=True, default=None)
    after = s.IntegerField(min_value=0, required=False, default=0)
    size = s.IntegerField(min_value=1, max_value=200, required=False, default=50)


class WantedRowsSerializer(s.Serializer[Any]):
    """Rows by `places`, or all of a `state`."""

    places = s.ListField(
        child=s.IntegerField(min_value=1), max_length=MOST_PLACES, required=False, allow_null=True
    )
    state = s.ChoiceField(choices=ImportRowState.choices, required=False, default="")
    wanted = s.BooleanField()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        attrs.setdefault("places", None)
        if attrs["places"] is None and not attrs["state"]:
            raise s.ValidationError("Hãy nêu câu hoặc trạng thái.")
        return attrs


class RowDocumentSerializer(s.Serializer[Any]):
    """What the row ought to say; parts that are missing stay as they are."""

    topic = s.CharField(required=False, allow_blank=True, max_length=200)
    difficulty = s.CharField(required=False, allow_blank=True, max_length=10)
    tags = s.ListField(child=s.CharField(max_length=50), required=False, max_length=20)
    content = s.DictField(required=False)


class MendedRowSerializer(s.Serializer[Any]):
    document = RowDocumentSerializer()


class ApplyWishSerializer(s.Serializer[Any]):
    submit = s.BooleanField(help_text="Whether the items await their review at once.")
