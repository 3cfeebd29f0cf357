"""The shapes of prizes and winners on the desk."""

from typing import Any

from rest_framework import serializers as s

from quizzes.api.texts import WrittenField
from quizzes.enums import WinnerKind, WinnerState


class WinnerClaimSerializer(s.Serializer[Any]):
    number_ending = s.CharField(help_text="The last three digits.")
    delivery = s.CharField()
    submitted_at = s.DateTimeField()


class WinnerSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    kind = s.ChoiceField(WinnerKind.choices)
    title = s.CharField()
    place = s.IntegerField()
    name = s.CharField()
    organisation = s.CharField()
    rank = s.IntegerField(allow_null=True)
    facts = s.JSONField()
    state = s.ChoiceField(WinnerState.choices)
    reason = s.CharField()
    changed_at = s.DateTimeField()
    claim = WinnerClaimSerializer(allow_null=True)


class CandidateSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    name = s.CharField()


class PrizePlaceSerializer(s.Serializer[Any]):
    place = s.IntegerField()
    winner = WinnerSerializer(allow_null=True)
    proposed = CandidateSerializer(allow_null=True)


class UndecidedSerializer(s.Serializer[Any]):
    places = s.ListField(child=s.IntegerField())
    people = s.IntegerField(help_text="How many stand level; 0: waits for a prize above.")
    level = CandidateSerializer(many=True)


class DeskPrizeSerializer(s.Serializer[Any]):
    code = s.CharField()
    title = s.CharField()
    value = s.CharField()
    kind = s.ChoiceField(WinnerKind.choices)
    count = s.IntegerField()
    places = PrizePlaceSerializer(many=True)
    undecided = UndecidedSerializer(many=True)


class PrizeDeskSerializer(s.Serializer[Any]):
    ranking = s.UUIDField(allow_null=True)
    number = s.IntegerField(allow_null=True)
    is_published = s.BooleanField()
    is_corrected = s.BooleanField(help_text="Winners are still those of an earlier ranking.")
    prizes = DeskPrizeSerializer(many=True)
    gone = WinnerSerializer(many=True)


class PrizeRoundSerializer(s.Serializer[Any]):
    round = s.IntegerField(
        required=False,
        allow_null=True,
        default=None,
        min_value=1,
        max_value=32767,
        help_text="Without one: the whole contest.",
    )


class SettlePlaceSerializer(PrizeRoundSerializer):
    prize = s.CharField(max_length=60)
    place = s.IntegerField(min_value=1, max_value=32767)
    holder = s.UUIDField()
    reason = WrittenField(max_length=500)


WINNER_STEPS = ["contacted", "confirmed", "handed_over", "declined"]


class WinnerStepSerializer(s.Serializer[Any]):
    state = s.ChoiceField(WINNER_STEPS)
    reason = WrittenField(max_length=500, required=False, default="")

    def validate(self, wish: dict[str, Any]) -> dict[str, Any]:
        if wish["state"] == WinnerState.DECLINED and not wish["reason"]:
            raise s.ValidationError({"reason": self.fields["reason"].error_messages["required"]})
        return wish


class RevealedClaimSerializer(s.Serializer[Any]):
    phone = s.CharField()
    number = s.CharField()
    birth_year = s.IntegerField(help_text="As the number says.")
    is_woman = s.BooleanField(help_text="As the number says.")
    birth_date = s.DateField(allow_null=True, help_text="As the person registered.")
