"""The shapes of papers that are put together beforehand."""

from typing import Any

from django.utils.translation import gettext
from rest_framework import serializers as s

from quizzes.api.desk.live_shapes import LiveReasonSerializer, PlainTextField
from quizzes.enums import Difficulty, ItemKind

MOST_FORMS, MOST_ITEMS, MOST_SPARES = 24, 200, 5


class FormCellSerializer(s.Serializer[Any]):
    topic = s.SlugField()
    difficulty = s.ChoiceField(Difficulty.choices)
    count = s.IntegerField(min_value=1, max_value=MOST_ITEMS)


class FormWishSerializer(s.Serializer[Any]):
    name = PlainTextField(min_length=3, max_length=200)
    organiser = PlainTextField(max_length=200, required=False, allow_blank=True, default="")
    minutes = s.IntegerField(min_value=1, max_value=300, default=45)
    forms = s.IntegerField(min_value=1, max_value=MOST_FORMS)
    spares = s.IntegerField(min_value=0, max_value=MOST_SPARES, default=0)
    blueprint = FormCellSerializer(many=True, allow_empty=False)

    def validate_blueprint(self, cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if len({(cell["topic"], cell["difficulty"]) for cell in cells}) < len(cells):
            raise s.ValidationError(gettext("Mỗi ô chỉ ghi một lần."), "twice")
        if sum(cell["count"] for cell in cells) > MOST_ITEMS:
            raise s.ValidationError(gettext("Một đề có nhiều nhất 200 câu."), "too_many")
        return [dict(cell) for cell in cells]


class CellOfferSerializer(s.Serializer[Any]):
    items = s.IntegerField()
    unused = s.IntegerField(help_text="Never in a round or a form.")


class CellOffersSerializer(s.Serializer[Any]):
    easy = CellOfferSerializer()
    medium = CellOfferSerializer()
    hard = CellOfferSerializer()


class TopicOfferSerializer(s.Serializer[Any]):
    code = s.CharField()
    name = s.CharField()
    cells = CellOffersSerializer()


class KeyPlaceSerializer(s.Serializer[Any]):
    place = s.IntegerField(help_text="0 is A.")
    items = s.IntegerField()


class FormBalanceSerializer(s.Serializer[Any]):
    number = s.IntegerField()
    items = s.IntegerField()
    expected = s.FloatField(help_text="Expected share of the full mark.")
    known = s.IntegerField(help_text="Items of which it was measured.")
    uses = s.FloatField(help_text="Mean number of rounds and forms its items were in.")
    keys = KeyPlaceSerializer(many=True)


class BalanceSerializer(s.Serializer[Any]):
    spread = s.FloatField(help_text="Between the easiest and the hardest form.")
    shared = s.IntegerField(help_text="Items that stand in more than one form.")
    is_even = s.BooleanField()
    forms = FormBalanceSerializer(many=True)


class ExposureSerializer(s.Serializer[Any]):
    rounds = s.IntegerField()
    forms = s.IntegerField()
    attempts = s.IntegerField()


class FormPlaceSerializer(s.Serializer[Any]):
    place = s.IntegerField()
    is_spare = s.BooleanField()
    code = s.CharField()
    number = s.IntegerField(help_text="Of the version.")
    kind = s.ChoiceField(ItemKind.choices)
    stem = s.CharField()
    topic = s.CharField()
    difficulty = s.ChoiceField(Difficulty.choices)
    facility = s.FloatField(allow_null=True)
    exposure = ExposureSerializer()


class FormRoundSerializer(s.Serializer[Any]):
    contest = s.CharField()
    number = s.IntegerField()
    title = s.CharField()


class FormSerializer(s.Serializer[Any]):
    number = s.IntegerField()
    code = s.CharField(help_text="As it stands on the paper.")
    printed_at = s.DateTimeField(allow_null=True)
    rounds = FormRoundSerializer(many=True, help_text="Rounds in which everybody sits it.")
    items = FormPlaceSerializer(many=True)


class FormSetRowSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    name = s.CharField()
    organiser = s.CharField(allow_blank=True)
    minutes = s.IntegerField()
    items = s.IntegerField()
    forms = s.IntegerField()
    made_by = s.CharField()
    made_at = s.DateTimeField()


class FormSetSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    name = s.CharField()
    organiser = s.CharField(allow_blank=True)
    minutes = s.IntegerField()
    items = s.IntegerField()
    made_by = s.CharField()
    made_at = s.DateTimeField()
    blueprint = FormCellSerializer(many=True)
    spares = s.IntegerField()
    balance = BalanceSerializer()
    forms = FormSerializer(many=True)


class ReplacementSerializer(LiveReasonSerializer):
    place = s.IntegerField(min_value=1, max_value=MOST_ITEMS)


class FormUseSerializer(LiveReasonSerializer):
    contest = s.SlugField()
    round = s.IntegerField(min_value=1)


class RoundToComeSerializer(s.Serializer[Any]):
    contest = s.CharField()
    title = s.CharField()
    number = s.IntegerField()
    round = s.CharField()
    opens_at = s.DateTimeField()
