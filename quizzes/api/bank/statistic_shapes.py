"""The shapes of items' statistics."""

from typing import Any

from rest_framework import serializers as s

from quizzes.enums import CountedPapers, Difficulty, ItemKind


class MeasuredContestSerializer(s.Serializer[Any]):
    slug = s.CharField()
    title = s.CharField()


class PaperFiguresSerializer(s.Serializer[Any]):
    attempts = s.IntegerField()
    papers = s.ChoiceField(CountedPapers.choices, help_text="Which papers of a person were read.")
    run = s.IntegerField(help_text="The grading run whose points were read.")
    mean = s.FloatField(allow_null=True, help_text="In percent of the full mark.")
    deviation = s.FloatField(allow_null=True)
    alpha = s.FloatField(allow_null=True, help_text="Cronbach's alpha in percent.")
    error = s.FloatField(allow_null=True, help_text="Standard error of measurement.")
    spread = s.ListField(child=s.IntegerField(), help_text="Papers by tenth of the full mark.")
    computed_at = s.DateTimeField()


class MeasuredRoundSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    number = s.IntegerField()
    title = s.CharField()
    contest = MeasuredContestSerializer()
    closed_at = s.DateTimeField()


class MeasuredRoundRowSerializer(MeasuredRoundSerializer):
    suspect = s.IntegerField(help_text="Items whose key ought to be checked.")
    paper = PaperFiguresSerializer(allow_null=True)


class AnswerCountSerializer(s.Serializer[Any]):
    answer = s.CharField(
        help_text='An option\'s place, "option-target", "place-option", "=points", a typed text,'
        ' "*" for other texts, "" for no answer.',
        allow_blank=True,
    )
    right = s.BooleanField(allow_null=True)
    all = s.IntegerField()
    top = s.IntegerField(help_text="Of the best 27 % of the papers.")
    bottom = s.IntegerField(help_text="Of the weakest 27 %.")


class ChoicesSerializer(s.Serializer[Any]):
    papers = s.ListField(child=s.IntegerField(), help_text="All, top, bottom.")
    answers = AnswerCountSerializer(many=True)


class ItemFiguresSerializer(s.Serializer[Any]):
    version = s.IntegerField()
    code = s.CharField()
    number = s.IntegerField(help_text="Of the version.")
    kind = s.ChoiceField(ItemKind.choices)
    topic = s.CharField()
    difficulty = s.ChoiceField(Difficulty.choices)
    stem = s.CharField()
    options = s.ListField(child=s.CharField())
    targets = s.ListField(child=s.CharField())
    attempts = s.IntegerField()
    facility = s.FloatField(allow_null=True, help_text="Mean mark of the full mark, 0 to 1.")
    discrimination = s.FloatField(allow_null=True, help_text="-100 to 100.")
    efficiency = s.FloatField(allow_null=True)
    weight = s.FloatField(allow_null=True, help_text="Effective weight in percent.")
    seconds = s.FloatField(allow_null=True, help_text="Median time spent.")
    choices = ChoicesSerializer()
    alarms = s.ListField(
        child=s.CharField(),
        help_text="check_key, too_hard, too_easy, weak, often_blank, unused_option, few_papers, "
        "voided.",
    )
    computed_at = s.DateTimeField()


class MeasuredRoundDetailSerializer(MeasuredRoundSerializer):
    paper = PaperFiguresSerializer(allow_null=True)
    job = s.UUIDField(allow_null=True, help_text="The work that is computing it now.")
    items = ItemFiguresSerializer(many=True)


class ItemHistoryRowSerializer(ItemFiguresSerializer):
    round = MeasuredRoundSerializer()


class StatisticsWishSerializer(s.Serializer[Any]):
    papers = s.ChoiceField(CountedPapers.choices, default=CountedPapers.COUNTED)
