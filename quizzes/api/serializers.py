"""The shapes of the contest API. Values come from queries; these only name and check them."""

from typing import Any

from rest_framework import serializers as s

from quizzes.enums import HallScene, ItemKind, VoidPolicy


class RuleSerializer(s.Serializer[Any]):
    icon = s.CharField()
    title = s.CharField()
    text = s.CharField()


class PrizeSerializer(s.Serializer[Any]):
    title = s.CharField()
    count = s.IntegerField()
    value = s.CharField(required=False)


class PredictionQuestionSerializer(s.Serializer[Any]):
    question = s.CharField()
    unit = s.CharField()


class TotalsSerializer(s.Serializer[Any]):
    people = s.IntegerField()
    attempts = s.IntegerField()


class RoundSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    number = s.IntegerField()
    title = s.CharField()
    opens_at = s.DateTimeField()
    closes_at = s.DateTimeField()
    state = s.ChoiceField(["planned", "open", "closed", "published"])
    items = s.IntegerField()
    minutes = s.IntegerField()
    attempts_per_day = s.IntegerField(allow_null=True)
    counted = s.ChoiceField(["best", "first", "last", "average"], help_text="Which attempt counts.")
    paused = s.BooleanField()
    totals = TotalsSerializer(allow_null=True)
    prediction = PredictionQuestionSerializer(allow_null=True)


class ContestSummarySerializer(s.Serializer[Any]):
    slug = s.CharField()
    title = s.CharField()
    organiser = s.CharField()
    rounds = RoundSerializer(many=True)


class AllowanceSerializer(s.Serializer[Any]):
    per = s.ChoiceField(["day", "week", "round", "contest"])
    allowed = s.IntegerField()
    left = s.IntegerField()
    renewed_at = s.DateTimeField(allow_null=True, help_text="When it begins anew; null: never.")


class OwnPartSerializer(s.Serializer[Any]):
    attempts_left_today = s.IntegerField(
        allow_null=True, help_text="By every limit together. None: no limit."
    )
    limits = AllowanceSerializer(many=True)
    active_attempt = s.UUIDField(allow_null=True)


class ContestDetailSerializer(ContestSummarySerializer):
    summary = s.CharField()
    contact = s.CharField()
    rules = RuleSerializer(many=True)
    rules_html = s.CharField()
    prizes = PrizeSerializer(many=True)
    now_ms = s.IntegerField(help_text="The server's clock, epoch milliseconds.")
    me = OwnPartSerializer(allow_null=True)


class StartSerializer(s.Serializer[Any]):
    client_key = s.UUIDField(
        help_text="Names this device's wish to start: repeating it changes nothing."
    )


class ShownOptionSerializer(s.Serializer[Any]):
    token = s.CharField()
    text = s.CharField()
    markup = s.CharField(required=False, help_text="The text as harmless HTML.")


class ShownStimulusSerializer(s.Serializer[Any]):
    """A text that several items ask about; `markup` is harmless HTML, or empty."""

    uuid = s.UUIDField()
    title = s.CharField()
    text = s.CharField()
    markup = s.CharField(allow_blank=True)


class ShownPictureSerializer(s.Serializer[Any]):
    address = s.CharField()
    alt = s.CharField()
    width = s.IntegerField()
    height = s.IntegerField()


class ShownItemSerializer(s.Serializer[Any]):
    slot = s.IntegerField()
    kind = s.ChoiceField(ItemKind.choices)
    stem = s.CharField()
    options = ShownOptionSerializer(many=True)
    targets = ShownOptionSerializer(
        many=True, required=False, help_text="What options are matched with."
    )
    unit = s.CharField(required=False, help_text="Of the number that is asked for.")
    limit = s.IntegerField(required=False, help_text="How many letters an essay may have.")
    markup = s.CharField(required=False, help_text="The stem as harmless HTML.")
    stimulus = ShownStimulusSerializer(required=False)
    picture = ShownPictureSerializer(
        required=False, help_text="What is pointed into, for items of kind hotspot."
    )


class ShownPredictionSerializer(PredictionQuestionSerializer):
    slot = s.IntegerField()
    locked_value = s.IntegerField(allow_null=True)


class SavedResponseSerializer(s.Serializer[Any]):
    slot = s.IntegerField(min_value=0)
    revision = s.IntegerField(min_value=1)
    value = s.JSONField(
        allow_null=True,
        help_text=(
            "By the item's kind: tokens of chosen options, of all options in their order, pairs of "
            "tokens, a number as it is written in Vietnamese, a text, [x, y] in thousandths of a "
            "picture's width and height. The predicted number (slot 0). Null for cleared."
        ),
    )


class PausedSerializer(s.Serializer[Any]):
    at = s.DateTimeField()
    reason = s.CharField()


class ShownAnnouncementSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    text = s.CharField()
    at = s.DateTimeField()


class NewsSerializer(s.Serializer[Any]):
    """What everybody who sits a paper of the round is told; sockets carry the same."""

    version = s.IntegerField()
    paused = PausedSerializer(allow_null=True)
    announcements = ShownAnnouncementSerializer(many=True)
    extended = s.DictField(
        child=s.IntegerField(),
        help_text="Minutes given to single attempts, by the first 12 digits of their uuid.",
    )
    closes_at = s.DateTimeField()


class OwnNewsSerializer(s.Serializer[Any]):
    remaining_ms = s.IntegerField()
    state = s.CharField()
    news = NewsSerializer()


class HallSceneSerializer(s.Serializer[Any]):
    version = s.IntegerField()
    scene = s.ChoiceField(HallScene.choices)
    round = s.UUIDField(allow_null=True)
    round_number = s.IntegerField(allow_null=True)
    place = s.IntegerField(allow_null=True, help_text="Results are shown from this place down.")


class StartedAttemptSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    token = s.CharField(help_text="Bearer token of this attempt on this device.")
    epoch = s.IntegerField()
    number = s.IntegerField()
    state = s.CharField()
    remaining_ms = s.IntegerField()
    limit_ms = s.IntegerField()
    grace_ms = s.IntegerField()
    server_ms = s.IntegerField()
    news = NewsSerializer()
    contest_slug = s.CharField()
    round_title = s.CharField()
    round_uuid = s.UUIDField()
    items = ShownItemSerializer(many=True)
    prediction = ShownPredictionSerializer(allow_null=True)
    responses = SavedResponseSerializer(many=True)


class ResponseBatchSerializer(s.Serializer[Any]):
    responses = SavedResponseSerializer(many=True)


class StoredRevisionSerializer(s.Serializer[Any]):
    slot = s.IntegerField()
    revision = s.IntegerField()


class SavedBatchSerializer(s.Serializer[Any]):
    stored = StoredRevisionSerializer(many=True)
    remaining_ms = s.IntegerField()
    paused = s.BooleanField(help_text="The clock stands still; answers are taken all the same.")
    state = s.CharField()


class ReceiptSerializer(s.Serializer[Any]):
    """Of fixed shape: it says what was handed in, nothing about what was right."""

    uuid = s.UUIDField()
    code = s.CharField()
    state = s.CharField()
    contest_slug = s.CharField()
    contest_title = s.CharField()
    round_title = s.CharField()
    round_uuid = s.UUIDField()
    number = s.IntegerField()
    handed_in_at = s.DateTimeField(allow_null=True)
    answered = s.IntegerField()
    items = s.IntegerField()


class OwnCertificateSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    code = s.CharField()
    printed = s.BooleanField()


class PlaceSerializer(s.Serializer[Any]):
    """One's own place. While the board is frozen the rank is the one at that moment."""

    rank = s.IntegerField(allow_null=True)
    people = s.IntegerField(allow_null=True)
    points = s.IntegerField()
    time_used_ms = s.IntegerField()
    organisation_name = s.CharField()
    organisation_rank = s.IntegerField(allow_null=True)
    is_final = s.BooleanField()
    frozen_at = s.DateTimeField(allow_null=True)


class ReviewedOptionSerializer(s.Serializer[Any]):
    text = s.CharField()
    chosen = s.BooleanField()
    correct = s.BooleanField()
    markup = s.CharField(required=False)


class ReviewedPairSerializer(s.Serializer[Any]):
    text = s.CharField()
    chosen = s.CharField(allow_null=True)
    correct = s.CharField()


class ReviewedPlaceSerializer(s.Serializer[Any]):
    """An option of an ordering item; the list stands as it ought to."""

    text = s.CharField()
    put = s.IntegerField(allow_null=True, help_text="The place it was put in, from 1.")


class ReviewedNumberSerializer(s.Serializer[Any]):
    chosen = s.CharField(allow_null=True)
    correct = s.CharField()
    tolerance = s.CharField()
    unit = s.CharField()


class ReviewedShortTextSerializer(s.Serializer[Any]):
    chosen = s.CharField(allow_null=True)
    accepted = s.ListField(child=s.CharField())


class AreaSerializer(s.Serializer[Any]):
    """A part of a picture, in thousandths: a rectangle, a circle or a polygon."""

    shape = s.ChoiceField(["rectangle", "circle", "polygon"])
    x = s.IntegerField(required=False)
    y = s.IntegerField(required=False)
    width = s.IntegerField(required=False)
    height = s.IntegerField(required=False)
    radius = s.IntegerField(required=False)
    points = s.ListField(child=s.ListField(child=s.IntegerField()), required=False)


class ReviewedPlaceInPictureSerializer(s.Serializer[Any]):
    picture = ShownPictureSerializer(allow_null=True)
    chosen = s.ListField(child=s.IntegerField(), allow_null=True)
    areas = AreaSerializer(many=True)


class CriterionSerializer(s.Serializer[Any]):
    criterion = s.CharField()
    points = s.IntegerField()


class ReviewedEssaySerializer(s.Serializer[Any]):
    text = s.CharField()
    rubric = CriterionSerializer(many=True)


class ReviewedItemSerializer(s.Serializer[Any]):
    """`options`, `pairs`, `order`, `number`, `short`, `place` or `essay`, by the item's kind."""

    slot = s.IntegerField()
    kind = s.ChoiceField(ItemKind.choices)
    stem = s.CharField()
    options = ReviewedOptionSerializer(many=True)
    pairs = ReviewedPairSerializer(many=True, required=False)
    order = ReviewedPlaceSerializer(many=True, required=False)
    number = ReviewedNumberSerializer(required=False)
    short = ReviewedShortTextSerializer(required=False)
    place = ReviewedPlaceInPictureSerializer(required=False)
    essay = ReviewedEssaySerializer(required=False)
    points = s.IntegerField(allow_null=True)
    voided = s.ChoiceField(VoidPolicy.choices, allow_null=True)
    explanation = s.CharField()
    explanation_markup = s.CharField(required=False)
    markup = s.CharField(required=False)
    stimulus = ShownStimulusSerializer(required=False)
    source = s.JSONField()  # type: ignore[assignment]  # a field of that name


class AttemptResultSerializer(ReceiptSerializer):
    round_number = s.IntegerField()
    scored = s.BooleanField()
    points = s.IntegerField(allow_null=True)
    max_points = s.IntegerField()
    correct_items = s.IntegerField(allow_null=True)
    time_used_ms = s.IntegerField(allow_null=True)
    counted = s.BooleanField(allow_null=True)
    prediction = s.IntegerField(allow_null=True)
    prediction_target = s.IntegerField(allow_null=True)
    certificate = OwnCertificateSerializer(allow_null=True)
    standing = PlaceSerializer(allow_null=True)
    review = ReviewedItemSerializer(many=True, allow_null=True)


class BoardRowSerializer(s.Serializer[Any]):
    rank = s.IntegerField()
    name = s.CharField(help_text="Masked.")
    organisation = s.CharField()
    points = s.IntegerField()
    time_used_ms = s.IntegerField()


class BoardOrganisationSerializer(s.Serializer[Any]):
    rank = s.IntegerField()
    uuid = s.UUIDField()
    name = s.CharField()
    people = s.IntegerField()
    headcount = s.IntegerField(allow_null=True)
    rate = s.FloatField(allow_null=True, help_text="0 to 1.")


class BoardSerializer(s.Serializer[Any]):
    version = s.IntegerField()
    at_ms = s.IntegerField()
    state = s.ChoiceField(["planned", "open", "closed", "published"])
    closes_at = s.DateTimeField()
    closes_in_ms = s.IntegerField()
    frozen_at = s.DateTimeField(allow_null=True, help_text="Set while the board stands still.")
    paused = s.BooleanField()
    totals = TotalsSerializer(allow_null=True)
    top = BoardRowSerializer(many=True)
    organisations = BoardOrganisationSerializer(many=True)
    per_minute = s.ListField(child=s.IntegerField())


class RankingRowSerializer(s.Serializer[Any]):
    rank = s.IntegerField()
    name = s.CharField(help_text="Masked.")
    organisation = s.CharField()
    points = s.IntegerField()
    prediction = s.IntegerField(allow_null=True)
    distance = s.IntegerField(allow_null=True)
    time_used_ms = s.IntegerField()
    handed_in_at = s.DateTimeField()


class RankingSerializer(s.Serializer[Any]):
    number = s.IntegerField()
    target = s.IntegerField(allow_null=True)
    people = s.IntegerField()
    attempts = s.IntegerField()
    all_correct_people = s.IntegerField()
    published_at = s.DateTimeField()
    has_file = s.BooleanField()
    page = s.IntegerField()
    pages = s.IntegerField()
    rows = RankingRowSerializer(many=True)
