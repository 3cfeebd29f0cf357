"""What practising sends and is sent."""

from typing import Any

from rest_framework import serializers as s

from quizzes.api.serializers import ReviewedItemSerializer, ShownItemSerializer
from quizzes.enums import Audience


class PracticeTopicSerializer(s.Serializer[Any]):
    """`mastered` and `learning` of `items`; what is in neither is new."""

    code = s.SlugField()
    name = s.CharField()
    items = s.IntegerField()
    mastered = s.IntegerField()
    learning = s.IntegerField()


class PracticeProgressSerializer(s.Serializer[Any]):
    topics = PracticeTopicSerializer(many=True)
    streak = s.IntegerField(help_text="Days in a row, by Vietnam's clock.")
    today = s.IntegerField(help_text="Answers given today.")
    due = s.IntegerField(help_text="How many items want to be seen again by now.")
    wrong = s.IntegerField(help_text="How many were answered wrong last time.")


class TopicsField(s.ListField):
    """Codes of topics, each as a parameter of its own; all topics where there is none."""

    child = s.SlugField()

    def get_value(self, dictionary: Any) -> Any:
        return dictionary.getlist(self.field_name)


class PracticeWishSerializer(s.Serializer[Any]):
    topics = TopicsField(required=False, default=list, max_length=100)
    audience = s.ChoiceField(Audience.choices, required=False, default="")
    only_wrong = s.BooleanField(required=False, default=False)
    only_due = s.BooleanField(
        required=False, default=False, help_text="What wants to be seen again, and nothing new."
    )
    ahead = s.BooleanField(
        required=False, default=False, help_text="Also what is not due yet, soonest first."
    )
    cursor = s.CharField(required=False, default="", allow_blank=True, max_length=64)


class PracticeItemSerializer(ShownItemSerializer):
    item = s.UUIDField()
    version = s.IntegerField()
    topic = s.CharField()


class PracticeBatchSerializer(s.Serializer[Any]):
    items = PracticeItemSerializer(many=True)
    cursor = s.CharField(allow_blank=True, help_text="For the batch behind this one.")
    next_due_at = s.DateTimeField(
        allow_null=True, help_text="Where nothing is left for now: when the next item is due."
    )


class PracticeGivenSerializer(s.Serializer[Any]):
    key = s.UUIDField(help_text="Chosen by the device; repeating it changes nothing.")
    item = s.UUIDField()
    version = s.IntegerField(min_value=1, max_value=2**31 - 1)
    value = s.JSONField(allow_null=True, help_text="As in a paper; null for no idea.")


class PracticeVerdictSerializer(s.Serializer[Any]):
    is_right = s.BooleanField()
    percent = s.IntegerField(help_text="How much of the answer is right.")
    due_at = s.DateTimeField(allow_null=True, help_text="When it comes back; null for visitors.")
    review = ReviewedItemSerializer()
