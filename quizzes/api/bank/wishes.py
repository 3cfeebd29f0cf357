"""What those who work on the bank send."""

from typing import Any

from rest_framework import serializers as s

from quizzes.api.bank.shapes import DocumentField
from quizzes.enums import Audience, Difficulty, ItemKind, ItemStatus, ItemUse, Verdict
from quizzes.formats.item_content import ItemSource
from quizzes.queries.item_page import LARGEST_PAGE, ORDERS, PAGE


class ItemSearchSerializer(s.Serializer[Any]):
    """Lists are given by repeating a parameter; competences read "framework:code"."""

    q = s.CharField(required=False, allow_blank=True, max_length=200)
    topic = s.ListField(child=s.CharField(max_length=50), required=False)
    kind = s.ListField(child=s.ChoiceField(ItemKind.choices), required=False)
    difficulty = s.ListField(child=s.ChoiceField(Difficulty.choices), required=False)
    status = s.ListField(child=s.ChoiceField(ItemStatus.choices), required=False)
    use = s.ChoiceField(ItemUse.choices, required=False)
    tag = s.ListField(child=s.CharField(max_length=50), required=False)
    competence = s.ListField(child=s.CharField(max_length=50), required=False)
    audience = s.ListField(child=s.ChoiceField(Audience.choices), required=False)
    language = s.ChoiceField(["vi", "en"], required=False)
    author = s.UUIDField(required=False)
    reviewable = s.BooleanField(required=False, allow_null=True)
    alarm = s.BooleanField(required=False, allow_null=True)
    facility_from = s.FloatField(required=False)
    facility_to = s.FloatField(required=False)
    discrimination_from = s.FloatField(required=False)
    discrimination_to = s.FloatField(required=False)
    used = s.ChoiceField(["never", "contest", "open"], required=False)
    source = s.ChoiceField(["missing", "expired", "expiring"], required=False)  # type: ignore[assignment] # hides DRF's
    draft = s.BooleanField(required=False, allow_null=True)
    commented = s.BooleanField(required=False, allow_null=True)
    code = s.ListField(child=s.CharField(max_length=50), required=False)


class ItemPageWishSerializer(ItemSearchSerializer):
    order = s.ChoiceField(list(ORDERS), default="newest")
    cursor = s.CharField(required=False, allow_blank=True, max_length=300, default="")
    size = s.IntegerField(min_value=1, max_value=LARGEST_PAGE, default=PAGE)


class ItemTraitsSerializer(s.Serializer[Any]):
    """What an item has besides its words; `competences` read "framework:code"."""

    topic = s.CharField(max_length=50)
    difficulty = s.ChoiceField(Difficulty.choices)
    use = s.ChoiceField(ItemUse.choices)
    grade = s.ChoiceField(["A", "B"])
    audience = s.ListField(child=s.ChoiceField(Audience.choices), max_length=10)
    tags = s.ListField(child=s.CharField(max_length=50), max_length=30)
    competences = s.ListField(child=s.CharField(max_length=50), max_length=30)


class ItemCreationSerializer(ItemTraitsSerializer):
    use = s.ChoiceField(ItemUse.choices, default=ItemUse.CONTEST)
    grade = s.ChoiceField(["A", "B"], default="A")
    audience = s.ListField(child=s.ChoiceField(Audience.choices), max_length=10, default=list)
    tags = s.ListField(child=s.CharField(max_length=50), max_length=30, default=list)
    competences = s.ListField(child=s.CharField(max_length=50), max_length=30, default=list)
    document = DocumentField(default=dict)


class ItemSourceSerializer(s.Serializer[Any]):
    """Where the key can be looked up; days are written as 2026-12-31."""

    def get_fields(self) -> dict[str, s.Field[Any, Any, Any, Any]]:
        return {
            name: s.CharField(required=False, allow_blank=True, max_length=500)
            for name in ItemSource.model_fields
        }


class TraitsWishSerializer(ItemTraitsSerializer):
    """Only what is named is changed. A source goes into the item's draft."""

    add_tags = s.ListField(child=s.CharField(max_length=50), max_length=30)
    remove_tags = s.ListField(child=s.CharField(max_length=50), max_length=30)

    def get_fields(self) -> dict[str, s.Field[Any, Any, Any, Any]]:
        fields = super().get_fields()
        fields["source"] = ItemSourceSerializer()
        for field in fields.values():
            field.required = False
        return fields


class DraftWishSerializer(s.Serializer[Any]):
    """`revision`: the one that was typed upon, 0 where there was no draft."""

    revision = s.IntegerField(min_value=0)
    document = DocumentField()


class RevisionSerializer(s.Serializer[Any]):
    revision = s.IntegerField(min_value=0)


class VersionWishSerializer(RevisionSerializer):
    version = s.IntegerField(min_value=1)


class ReviewWishSerializer(s.Serializer[Any]):
    """`version` is the one that was read; what is returned needs a comment."""

    version = s.IntegerField(min_value=1)
    verdict = s.ChoiceField(Verdict.choices)
    comment = s.CharField(max_length=2000, allow_blank=True, default="")


class ItemReasonSerializer(s.Serializer[Any]):
    reason = s.CharField(max_length=500, allow_blank=True, default="")


class CommentWishSerializer(s.Serializer[Any]):
    text = s.CharField(max_length=2000)
