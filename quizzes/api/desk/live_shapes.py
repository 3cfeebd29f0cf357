"""The shapes of a round while it is open, as its organisers see it."""

import unicodedata
from typing import Any

from django.utils.translation import gettext
from rest_framework import serializers as s

from backend.common.text import collapsed, nfc
from quizzes.api.serializers import BoardOrganisationSerializer, PausedSerializer
from quizzes.enums import HallScene
from quizzes.models import Announcement

LONGEST_REASON = 500


class PlainTextField(s.CharField):
    """One paragraph in one normal form, without signs that nobody sees."""

    def to_internal_value(self, data: Any) -> str:
        text = collapsed(nfc(super().to_internal_value(data)))
        if any(unicodedata.category(sign) in {"Cc", "Cf", "Co", "Cs"} for sign in text):
            raise s.ValidationError(gettext("Có ký tự không dùng được."), "odd_sign")
        return text


class LiveReasonSerializer(s.Serializer[Any]):
    reason = PlainTextField(min_length=5, max_length=LONGEST_REASON)


class ExtensionWishSerializer(LiveReasonSerializer):
    minutes = s.IntegerField(min_value=1, max_value=31 * 24 * 60)
    person = s.UUIDField(required=False, allow_null=True, default=None)


class ResumeSerializer(s.Serializer[Any]):
    moves_close = s.BooleanField(default=False)


class AnnouncementWishSerializer(s.Serializer[Any]):
    text = PlainTextField(min_length=5, max_length=Announcement.MAX_LENGTH)


class HallWishSerializer(s.Serializer[Any]):
    scene = s.ChoiceField(HallScene.choices)
    round = s.IntegerField(required=False, allow_null=True, default=None, min_value=1)
    place = s.IntegerField(
        required=False, allow_null=True, default=None, min_value=1, max_value=100
    )


class ForecastSerializer(s.Serializer[Any]):
    expected = s.ListField(child=s.IntegerField(), help_text="By minute, from now on.")
    peak = s.IntegerField()
    peak_in_minutes = s.IntegerField()


class LateCountSerializer(s.Serializer[Any]):
    answers = s.IntegerField()
    attempts = s.IntegerField()


class AnnouncementSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    text = s.CharField()
    made_at = s.DateTimeField()
    withdrawn_at = s.DateTimeField(allow_null=True)


class ExtensionSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    minutes = s.IntegerField()
    reason = s.CharField()
    person = s.CharField(allow_null=True)
    granted_by = s.CharField()
    granted_at = s.DateTimeField()


class LiveNumbersSerializer(s.Serializer[Any]):
    now = s.DateTimeField()
    state = s.ChoiceField(["planned", "open", "closed", "published"])
    opens_at = s.DateTimeField()
    closes_at = s.DateTimeField()
    closes_in_ms = s.IntegerField()
    frozen_at = s.DateTimeField(allow_null=True)
    frozen_by_rule = s.BooleanField()
    pause = PausedSerializer(allow_null=True)
    people = s.IntegerField()
    starts = s.IntegerField()
    in_progress = s.IntegerField()
    handed_in = s.IntegerField()
    waiting = s.IntegerField(help_text="Handed in, not scored yet.")
    starts_per_minute = s.ListField(child=s.IntegerField())
    hand_ins_per_minute = s.ListField(child=s.IntegerField())
    forecast = ForecastSerializer()
    late = LateCountSerializer()
    organisations = BoardOrganisationSerializer(many=True)
    announcements = AnnouncementSerializer(many=True)
    extensions = ExtensionSerializer(many=True)


class LateRowSerializer(s.Serializer[Any]):
    code = s.CharField()
    name = s.CharField()
    organisation = s.CharField()
    answers = s.IntegerField()
    last_at = s.DateTimeField()
    seconds_after_end = s.IntegerField()


class TakerSerializer(s.Serializer[Any]):
    person = s.UUIDField()
    name = s.CharField()
    organisation = s.CharField()
    code = s.CharField(help_text="Of the running paper, if there is one.")
    remaining_ms = s.IntegerField(allow_null=True)
