"""The shapes of changes to many items, of searches that are kept, and of what is offered."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers as s

from quizzes.api.bank.shapes import ColleagueSerializer
from quizzes.api.bank.wishes import ItemSearchSerializer, TraitsWishSerializer

MOST_AT_ONCE = 1000
MOST_SUBMITTED = 50


class ChangeOfItemSerializer(TraitsWishSerializer):
    code = s.CharField(max_length=50)

    def get_fields(self) -> dict[str, s.Field[Any, Any, Any, Any]]:
        fields = super().get_fields()
        fields["code"].required = True
        return fields


class BulkWishSerializer(s.Serializer[Any]):
    """Either the same change for many `codes`, or `each` with its own, as `undo` gives them."""

    codes = s.ListField(child=s.CharField(max_length=50), max_length=MOST_AT_ONCE, required=False)
    change = TraitsWishSerializer(required=False)
    each = ChangeOfItemSerializer(many=True, required=False)


class BulkOutcomeSerializer(s.Serializer[Any]):
    """`undo`, sent as `each`, puts everything back as it was; so does undoing `uuid` later."""

    uuid = s.UUIDField(allow_null=True, help_text="None where nothing changed.")
    changed = s.IntegerField()
    unchanged = s.IntegerField()
    undo = ChangeOfItemSerializer(many=True)


class BulkSubmissionWishSerializer(s.Serializer[Any]):
    """Few at a time: each is checked against the whole bank."""

    codes = s.ListField(child=s.CharField(max_length=50), min_length=1, max_length=MOST_SUBMITTED)


class RefusedItemSerializer(s.Serializer[Any]):
    """Why a draft was not handed in; `hindrances` by field where it lacks something."""

    code = s.CharField(help_text="The item's.")
    refusal = s.CharField(help_text="Its stable code.")
    title = s.CharField()
    hindrances = s.DictField(child=s.ListField(child=s.CharField()))


class BulkSubmissionSerializer(s.Serializer[Any]):
    submitted = s.ListField(child=s.CharField())
    refused = RefusedItemSerializer(many=True)


class BulkChangeSerializer(s.Serializer[Any]):
    """Many items changed together. `codes` are the first few of the `items` of them."""

    uuid = s.UUIDField()
    by = ColleagueSerializer(allow_null=True)
    at = s.DateTimeField()
    traits = s.ListField(child=s.CharField())
    items = s.IntegerField()
    codes = s.ListField(child=s.CharField())
    undone_at = s.DateTimeField(allow_null=True)


class KeyWishSerializer(s.Serializer[Any]):
    version = s.IntegerField(min_value=1)
    correct = s.JSONField()
    reason = s.CharField(max_length=2000)


class KeyDecisionSerializer(s.Serializer[Any]):
    accept = s.BooleanField()


class KeyOutcomeSerializer(s.Serializer[Any]):
    contest = s.CharField(help_text="Its slug.")
    contest_title = s.CharField()
    round = s.IntegerField(help_text="Its number.")
    round_title = s.CharField()
    outcome = s.ChoiceField(
        ["regrade_proposed", "regrade_under_way", "open", "upcoming", "untouched"]
    )


class KeyDecidedSerializer(s.Serializer[Any]):
    """What became of each round that may draw the version; nothing is regraded by itself."""

    rounds = KeyOutcomeSerializer(many=True)


@extend_schema_field(ItemSearchSerializer)
class KeptSearchField(s.JSONField):
    """A search as it was kept: what it does not name it does not ask for."""


class FilterSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    name = s.CharField()
    query = KeptSearchField()


class FilterWishSerializer(s.Serializer[Any]):
    name = s.CharField(max_length=100)
    query = ItemSearchSerializer()


class FacetsSerializer(s.Serializer[Any]):
    """How many of the found items there are by each facet's value."""

    total = s.IntegerField()
    topic = s.DictField(child=s.IntegerField())
    difficulty = s.DictField(child=s.IntegerField())
    status = s.DictField(child=s.IntegerField())
    kind = s.DictField(child=s.IntegerField())
    use = s.DictField(child=s.IntegerField())


class TopicChoiceSerializer(s.Serializer[Any]):
    code = s.CharField()
    name = s.CharField()
    parent = s.CharField(allow_null=True)  # type: ignore[assignment] # hides DRF's
    items = s.IntegerField()


class CompetenceChoiceSerializer(s.Serializer[Any]):
    framework = s.CharField()
    code = s.CharField()
    name = s.CharField()
    name_en = s.CharField(allow_blank=True)
    parent = s.CharField(allow_null=True)  # type: ignore[assignment] # hides DRF's


class TagChoiceSerializer(s.Serializer[Any]):
    tag = s.CharField()
    items = s.IntegerField()


class VocabularySerializer(s.Serializer[Any]):
    topics = TopicChoiceSerializer(many=True)
    competences = CompetenceChoiceSerializer(many=True)
    tags = TagChoiceSerializer(many=True)
    authors = ColleagueSerializer(many=True)
