"""The shapes of a contest and its rounds on the desk."""

from typing import Any

from rest_framework import serializers as s

from quizzes.api.serializers import RuleSerializer, TotalsSerializer

PHASES = ["draft", "scheduled", "open", "paused", "deciding", "between", "finished"]
STEPS = ["set_up", "wait", "watch", "resume", "decide", "finished"]


class NextStepSerializer(s.Serializer[Any]):
    step = s.ChoiceField(STEPS)
    round = s.CharField()
    at = s.DateTimeField(allow_null=True)


class DeskContestRowSerializer(s.Serializer[Any]):
    slug = s.CharField()
    title = s.CharField()
    organiser = s.CharField()
    phase = s.ChoiceField(PHASES)
    next = NextStepSerializer()
    people = s.IntegerField()
    attempts = s.IntegerField()
    in_progress = s.IntegerField()


class OpeningHoursSerializer(s.Serializer[Any]):
    weekdays = s.ListField(child=s.IntegerField())
    opens = s.CharField()
    closes = s.CharField()


class DeskRoundSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    number = s.IntegerField()
    title = s.CharField()
    opens_at = s.DateTimeField()
    closes_at = s.DateTimeField()
    state = s.ChoiceField(["planned", "open", "closed", "published"])
    paused_at = s.DateTimeField(allow_null=True)
    frozen_at = s.DateTimeField(allow_null=True)
    minutes = s.IntegerField()
    items = s.IntegerField()
    pool_size = s.IntegerField()
    has_attempts = s.BooleanField()
    totals = TotalsSerializer()
    rulebook_version = s.IntegerField()
    opening_hours = OpeningHoursSerializer(many=True)


class NamedOrganisationSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    name = s.CharField()
    path = s.CharField()


class CommitteeMemberSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    full_name = s.CharField()


class DocumentSerializer(s.Serializer[Any]):
    title = s.CharField(max_length=200)
    url = s.URLField(max_length=500)


class ContestPrizeSerializer(s.Serializer[Any]):
    title = s.CharField(max_length=200)
    count = s.IntegerField(min_value=1, max_value=10_000)
    value = s.CharField(max_length=200, allow_blank=True, default="")
    text = s.CharField(max_length=500, allow_blank=True, default="")


class CertificateFactsSerializer(s.Serializer[Any]):
    issuer = s.CharField(max_length=200, allow_blank=True, default="")
    signing_for = s.CharField(max_length=200, allow_blank=True, default="")
    signatory_title = s.CharField(max_length=200, allow_blank=True, default="")
    signatory = s.CharField(max_length=200, allow_blank=True, default="")
    place = s.CharField(max_length=200, allow_blank=True, default="")


class DeskContestSerializer(DeskContestRowSerializer):
    uuid = s.UUIDField()
    is_visible = s.BooleanField()
    summary = s.CharField()
    contact = s.CharField()
    rules = RuleSerializer(many=True)
    rules_html = s.CharField()
    prizes = ContestPrizeSerializer(many=True)
    certificate = CertificateFactsSerializer()
    banner = s.CharField(allow_null=True)
    banner_alt = s.CharField()
    documents = DocumentSerializer(many=True)
    preset = s.CharField()
    organisation = NamedOrganisationSerializer(allow_null=True)
    committee = CommitteeMemberSerializer(many=True)
    has_essays = s.BooleanField()
    rounds = DeskRoundSerializer(many=True)
