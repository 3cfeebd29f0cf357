"""The shapes of a contest and its rounds on the desk."""

from typing import Any

from django.utils.translation import gettext
from rest_framework import serializers as s

from backend.common.fields import planned
from quizzes.api.serializers import RuleSerializer, TotalsSerializer

PHASES = ["draft", "scheduled", "open", "paused", "deciding", "between", "finished"]
TIMES = ("opens_at", "closes_at")
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


class RuleTextSerializer(s.Serializer[Any]):
    icon = s.SlugField(max_length=30)
    title = s.CharField(max_length=200)
    text = s.CharField(max_length=500)


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
    adds_up = s.BooleanField(help_text="Whether there is a ranking of the whole contest: round 0.")
    rounds = DeskRoundSerializer(many=True)


class ContestCreationSerializer(s.Serializer[Any]):
    title = s.CharField(max_length=200)
    organiser = s.CharField(max_length=200)
    organisation = s.UUIDField()
    preset = s.SlugField(max_length=50, allow_blank=True, default="")


class ContestCloneSerializer(s.Serializer[Any]):
    title = s.CharField(max_length=200)
    first_opens_at = s.DateTimeField(validators=[planned])


class ContestChangeSerializer(s.Serializer[Any]):
    """What the desk's form sets; a part that is left out stays as it is."""

    title = s.CharField(max_length=200, required=False)
    organiser = s.CharField(max_length=200, required=False)
    summary = s.CharField(max_length=2000, allow_blank=True, required=False)
    contact = s.CharField(max_length=200, allow_blank=True, required=False)
    rules = RuleTextSerializer(many=True, required=False)
    rules_html = s.CharField(max_length=200_000, allow_blank=True, required=False)
    prizes = ContestPrizeSerializer(many=True, required=False)
    certificate = CertificateFactsSerializer(required=False)
    banner_alt = s.CharField(max_length=200, allow_blank=True, required=False)
    documents = DocumentSerializer(many=True, required=False)
    preset = s.SlugField(max_length=50, allow_blank=True, required=False)
    committee = s.ListField(child=s.UUIDField(), max_length=100, required=False)


class RoundPlanSerializer(s.Serializer[Any]):
    title = s.CharField(max_length=200)
    opens_at = s.DateTimeField(validators=[planned])
    closes_at = s.DateTimeField(validators=[planned])

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        times = [attrs.get(name) or getattr(self.instance, name) for name in TIMES]
        if times[1] <= times[0]:
            raise s.ValidationError({"closes_at": gettext("Giờ đóng phải sau giờ mở.")})
        return attrs


class WeeklyPlanSerializer(s.Serializer[Any]):
    first_on = s.DateField(validators=[planned])
    weeks = s.IntegerField(min_value=1, max_value=53)
    opens_day = s.IntegerField(min_value=1, max_value=7)
    opens = s.TimeField()
    closes_day = s.IntegerField(min_value=1, max_value=7)
    closes = s.TimeField()


class TopicChoiceSerializer(s.Serializer[Any]):
    topics = s.ListField(child=s.SlugField(), min_length=1, max_length=200)


class BankTopicSerializer(s.Serializer[Any]):
    code = s.CharField()
    name = s.CharField()
    easy = s.IntegerField()
    medium = s.IntegerField()
    hard = s.IntegerField()
    waiting = s.IntegerField(help_text="Items that are not approved yet.")


class CellSerializer(s.Serializer[Any]):
    topic = s.CharField()
    difficulty = s.CharField()
    items = s.IntegerField()


class PoolSerializer(s.Serializer[Any]):
    """What the bank offers, what the paper asks for, and which topics were chosen."""

    topics = BankTopicSerializer(many=True)
    blueprint = CellSerializer(many=True)
    chosen = s.ListField(child=s.CharField())
    is_fixed = s.BooleanField(help_text="Somebody has begun a paper: nothing may change.")


class ChecklistEntrySerializer(s.Serializer[Any]):
    code = s.CharField()
    state = s.ChoiceField(["done", "look", "missing"])
    facts = s.DictField()


class BannerSerializer(s.Serializer[Any]):
    picture = s.FileField()
