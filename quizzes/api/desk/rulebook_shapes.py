"""The shapes of a contest's rulebook on the desk."""

from typing import Any

from rest_framework import serializers as s

from backend.common.fields import planned
from quizzes.enums import WinnerKind

STATES = ["in_force", "planned", "superseded"]
REFUSALS = ["", "rulebook_unchanged", "rounds_over", "paper_in_use", "pool_too_small"]


class SummarySectionSerializer(s.Serializer[Any]):
    code = s.CharField()
    title = s.CharField()
    lines = s.ListField(child=s.CharField())


class RulebookChangeSerializer(s.Serializer[Any]):
    code = s.CharField()
    title = s.CharField()
    before = s.ListField(child=s.CharField())
    after = s.ListField(child=s.CharField())


class RulebookVersionSerializer(s.Serializer[Any]):
    number = s.IntegerField()
    state = s.ChoiceField(STATES)
    effective_at = s.DateTimeField()
    created_at = s.DateTimeField()
    created_by = s.CharField()
    reason = s.CharField()
    changes = RulebookChangeSerializer(many=True)
    document = s.DictField()


class StockTopicSerializer(s.Serializer[Any]):
    """A topic with how many items of each difficulty papers may draw."""

    code = s.CharField()
    name = s.CharField()
    easy = s.IntegerField()
    medium = s.IntegerField()
    hard = s.IntegerField()


class DeskRulebookSerializer(s.Serializer[Any]):
    current = s.IntegerField(allow_null=True, help_text="The number of the version in force.")
    preset = s.CharField()
    document = s.DictField(allow_null=True, help_text="In force, every default written out.")
    summary = SummarySectionSerializer(many=True)
    versions = RulebookVersionSerializer(many=True)
    topics = StockTopicSerializer(many=True)


class PresetSourceSerializer(s.Serializer[Any]):
    document = s.CharField()
    link = s.CharField()
    notes = s.CharField()


class PresetScheduleSerializer(s.Serializer[Any]):
    count = s.IntegerField()
    every_days = s.IntegerField()
    days = s.IntegerField()
    opens = s.CharField()
    closes = s.CharField()
    begins_on = s.IntegerField(allow_null=True, help_text="1 is Monday.")


class PresetSerializer(s.Serializer[Any]):
    code = s.CharField()
    title = s.CharField()
    description = s.CharField()
    source = PresetSourceSerializer()  # type: ignore[assignment]  # a field of that name
    schedule = PresetScheduleSerializer()
    document = s.DictField(allow_null=True, help_text="Fitted to the items there are.")
    missing_items = s.IntegerField()
    summary = SummarySectionSerializer(many=True)


class RulebookDocumentSerializer(s.Serializer[Any]):
    document = s.DictField(help_text="See the JSON Schema at …/rulebook/schema/.")


class RulebookSummarySerializer(s.Serializer[Any]):
    """The plain words of a document, or what is wrong with it by dotted field."""

    summary = SummarySectionSerializer(many=True)
    changes = RulebookChangeSerializer(many=True, help_text="Against the version in force.")
    problems = s.DictField(child=s.ListField(child=s.CharField()))


class RulebookTrialSerializer(RulebookDocumentSerializer):
    effective_at = s.DateTimeField(
        allow_null=True, default=None, validators=[planned], help_text="None: at once."
    )


class NewRulebookVersionSerializer(RulebookTrialSerializer):
    reason = s.CharField(max_length=1000)


class TouchedRoundSerializer(s.Serializer[Any]):
    number = s.IntegerField()
    title = s.CharField()
    state = s.ChoiceField(["planned", "open", "closed", "published"])
    takes_it = s.BooleanField()
    paper_changes = s.BooleanField()
    missing_items = s.IntegerField()
    attempts = s.IntegerField()
    people = s.IntegerField()
    running = s.IntegerField()


class RulebookImpactSerializer(s.Serializer[Any]):
    changes = RulebookChangeSerializer(many=True)
    rounds = TouchedRoundSerializer(many=True)
    people = s.IntegerField(help_text="Who already took part in rounds that take it over.")
    running_attempts = s.IntegerField(help_text="These keep the rulebook they began with.")
    refusal = s.ChoiceField(REFUSALS)


class SimulationQuestionSerializer(s.Serializer[Any]):
    """`round` is the number of one whose attempts are scored; null invents people."""

    first = s.DictField(allow_null=True, default=None, help_text="Null: the rulebook in force.")
    second = s.DictField()
    round = s.IntegerField(allow_null=True, default=None, min_value=1)
    people = s.IntegerField(default=5000, min_value=10, max_value=200_000)
    all_correct_percent = s.IntegerField(default=20, min_value=0, max_value=100)
    seed = s.IntegerField(default=1, min_value=0, max_value=2**31 - 1)


class SimulatedTieSerializer(s.Serializer[Any]):
    prize = s.CharField()
    rank = s.IntegerField()
    people = s.IntegerField()
    places = s.IntegerField()


class SimulatedPrizeSerializer(s.Serializer[Any]):
    """`given` are settled, `level` stand level for what is left; names of organisations, and
    masked ones of those who spread the contest."""

    title = s.CharField()
    kind = s.ChoiceField(choices=WinnerKind.choices)
    count = s.IntegerField()
    given = s.IntegerField()
    level = s.IntegerField()
    names = s.ListField(child=s.CharField())


class SimulatedOutcomeSerializer(s.Serializer[Any]):
    people = s.IntegerField()
    attempts = s.IntegerField()
    all_correct_people = s.IntegerField()
    target = s.IntegerField(allow_null=True)
    excluded = s.IntegerField(help_text="People with attempts who may not take part.")
    ties = SimulatedTieSerializer(many=True)
    prizes = SimulatedPrizeSerializer(many=True)


class SimulatedPlaceSerializer(s.Serializer[Any]):
    rank = s.IntegerField()
    wins = s.BooleanField(help_text="For sure, or level with others.")
    is_level = s.BooleanField()
    prizes = s.ListField(child=s.CharField())
    points = s.IntegerField()
    distance = s.IntegerField(allow_null=True)
    time_used_ms = s.IntegerField()
    attempts = s.IntegerField()


class SimulatedRowSerializer(s.Serializer[Any]):
    name = s.CharField(help_text="Masked; invented people have a number.")
    organisation = s.CharField()
    first = SimulatedPlaceSerializer(allow_null=True)
    second = SimulatedPlaceSerializer(allow_null=True)


class SimulationSerializer(s.Serializer[Any]):
    first = SimulatedOutcomeSerializer()
    second = SimulatedOutcomeSerializer()
    prizes = s.IntegerField()
    winners_in_both = s.IntegerField()
    winners_only_first = s.IntegerField()
    winners_only_second = s.IntegerField()
    unconsidered = s.ListField(
        child=s.CharField(), help_text="Codes of what could not be considered."
    )
    rows = SimulatedRowSerializer(many=True)
