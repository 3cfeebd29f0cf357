"""The shapes of anomalies and disqualifications on the desk."""

from typing import Any

from rest_framework import serializers as s

from quizzes.api.texts import WrittenField
from quizzes.enums import AnomalyKind, AnomalyState


class AnomalySerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    kind = s.ChoiceField(AnomalyKind.choices)
    round = s.IntegerField()
    round_title = s.CharField()
    weight = s.IntegerField(help_text="0 to 100: how far from ordinary.")
    state = s.ChoiceField(AnomalyState.choices)
    size = s.IntegerField(help_text="How many people it is about.")
    evidence = s.JSONField(help_text="Counted facts by kind, without names.")
    found_at = s.DateTimeField()
    seen_at = s.DateTimeField()


class AnomalyQueueSerializer(s.Serializer[Any]):
    states = s.DictField(child=s.IntegerField())
    kinds = s.DictField(child=s.IntegerField())
    anomalies = AnomalySerializer(many=True)


class AnomalyPersonSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    name = s.CharField()
    organisation = s.CharField()
    attempt = s.UUIDField(allow_null=True)
    started_at = s.DateTimeField(allow_null=True)
    handed_in_at = s.DateTimeField(allow_null=True)
    facts = s.JSONField()
    points = s.IntegerField(allow_null=True)
    correct_items = s.IntegerField(allow_null=True)
    time_used_ms = s.IntegerField(allow_null=True)
    prediction = s.IntegerField(allow_null=True)
    rank = s.IntegerField(allow_null=True)
    is_disqualified = s.BooleanField()
    warnings = s.IntegerField()


class SharedErrorSerializer(s.Serializer[Any]):
    stem = s.CharField()
    answer = s.CharField()
    people = s.ListField(child=s.UUIDField())


class AnomalyDetailSerializer(AnomalySerializer):
    reason = s.CharField()
    decided_by = s.CharField()
    decided_at = s.DateTimeField(allow_null=True)
    people = AnomalyPersonSerializer(many=True)
    items = SharedErrorSerializer(many=True)


class AnomalyFilterSerializer(s.Serializer[Any]):
    state = s.ChoiceField(AnomalyState.choices, required=False, default="")
    kind = s.ChoiceField(AnomalyKind.choices, required=False, default="")
    round = s.IntegerField(required=False, default=None, min_value=1, max_value=32767)


class AnomalyDecisionSerializer(s.Serializer[Any]):
    decision = s.ChoiceField(["dismiss", "warn", "disqualify"])
    reason = WrittenField(max_length=500, help_text="For the committee's record.")
    notice = WrittenField(required=False, default="", help_text="What the people read.")
    people = s.ListField(child=s.UUIDField(), required=False, default=list, max_length=500)
    whole_contest = s.BooleanField(required=False, default=False)

    def validate(self, wish: dict[str, Any]) -> dict[str, Any]:
        if wish["decision"] != "dismiss" and not wish["notice"]:
            raise s.ValidationError({"notice": self.fields["notice"].error_messages["required"]})
        return wish


class DisqualificationSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    person = s.UUIDField()
    name = s.CharField()
    organisation = s.CharField()
    round = s.IntegerField(allow_null=True, help_text="Null: the whole contest.")
    round_title = s.CharField()
    anomaly = s.UUIDField(allow_null=True)
    reason = s.CharField()
    notice = s.CharField()
    decided_by = s.CharField()
    decided_at = s.DateTimeField()
    appeals_until = s.DateTimeField()
    appeal = s.CharField()
    appealed_at = s.DateTimeField(allow_null=True)
    answer = s.CharField()
    answered_at = s.DateTimeField(allow_null=True)
    lifted_at = s.DateTimeField(allow_null=True)
    awaits_answer = s.BooleanField()


class NewDisqualificationSerializer(s.Serializer[Any]):
    person = s.UUIDField()
    round = s.IntegerField(allow_null=True, default=None, min_value=1, max_value=32767)
    reason = WrittenField(max_length=500)
    notice = WrittenField()


class AppealAnswerSerializer(s.Serializer[Any]):
    accepted = s.BooleanField()
    answer = WrittenField()


class ReasonSerializer(s.Serializer[Any]):
    reason = WrittenField(max_length=500)


class FoundParticipantSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    name = s.CharField()
    organisation = s.CharField()


class TriedDisqualificationSerializer(s.Serializer[Any]):
    """`round` is null for the whole contest."""

    people = s.ListField(child=s.UUIDField(), max_length=200)
    round = s.IntegerField(allow_null=True, default=None, min_value=1)


class LostPlaceSerializer(s.Serializer[Any]):
    name = s.CharField()
    round = s.CharField()
    rank = s.IntegerField(allow_null=True, help_text="Null while nothing is published.")


class LostCertificateSerializer(s.Serializer[Any]):
    name = s.CharField()
    round = s.CharField()
    code = s.CharField()
    issued_at = s.DateTimeField()


class LostPrizeSerializer(s.Serializer[Any]):
    name = s.CharField()
    round = s.CharField(help_text="Empty for a prize of the whole contest.")
    title = s.CharField()


class DisqualificationTrialSerializer(s.Serializer[Any]):
    """Certificates and prizes go with the next ranking that is published."""

    places = LostPlaceSerializer(many=True)
    certificates = LostCertificateSerializer(many=True)
    prizes = LostPrizeSerializer(many=True)
