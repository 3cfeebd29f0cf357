"""The shapes of a round's decision on the desk."""

from typing import Any

from rest_framework import serializers as s

from backend.common.api import JobSerializer
from quizzes.enums import DecisionState, ExclusionReason, GradingState, RoundState, VoidPolicy

NEXT_STEPS = ["draw", "review", "approve", "return", "publish"]
LONGEST_REASON = 500


class MomentSerializer(s.Serializer[Any]):
    """`by` is empty where the system did it."""

    by = s.CharField(allow_blank=True)
    at = s.DateTimeField()


class ExcludedCountSerializer(s.Serializer[Any]):
    reason = s.ChoiceField(ExclusionReason.choices)
    people = s.IntegerField()


class DecidedRankingSerializer(s.Serializer[Any]):
    number = s.IntegerField()
    uuid = s.UUIDField()
    state = s.ChoiceField(DecisionState.choices)
    is_under_way = s.BooleanField()
    reason = s.CharField(allow_blank=True)
    returned_reason = s.CharField(allow_blank=True)
    grading_run = s.IntegerField(allow_null=True)
    people = s.IntegerField()
    attempts = s.IntegerField()
    all_correct_people = s.IntegerField()
    target = s.IntegerField(allow_null=True)
    excluded = ExcludedCountSerializer(many=True)
    begun = MomentSerializer()
    computed = MomentSerializer(allow_null=True)
    reviewed = MomentSerializer(allow_null=True)
    approved = MomentSerializer(allow_null=True)
    published_at = s.DateTimeField(allow_null=True)
    appeals_until = s.DateTimeField(allow_null=True)


class LeadingRowSerializer(s.Serializer[Any]):
    rank = s.IntegerField()
    name = s.CharField()
    organisation = s.CharField(allow_blank=True)
    points = s.IntegerField()
    prediction = s.IntegerField(allow_null=True)
    distance = s.IntegerField(allow_null=True)
    time_used_ms = s.IntegerField()
    handed_in_at = s.DateTimeField()
    attempts = s.IntegerField()


class TiedBorderSerializer(s.Serializer[Any]):
    prize = s.CharField()
    rank = s.IntegerField()
    people = s.IntegerField()


class DrawEntrySerializer(s.Serializer[Any]):
    entry = s.CharField()
    tied_rank = s.IntegerField()
    lot = s.IntegerField(allow_null=True)


class DrawSerializer(s.Serializer[Any]):
    digest = s.CharField()
    source = s.CharField()  # type: ignore[assignment] # hides DRF's
    seed = s.CharField(allow_blank=True)
    witnesses = s.CharField(allow_blank=True)
    committed = MomentSerializer()
    drawn = MomentSerializer(allow_null=True)
    entries = DrawEntrySerializer(many=True)


class MoveSerializer(s.Serializer[Any]):
    """`ranks` and `points` before and after; null on the side where the person is not."""

    name = s.CharField()
    organisation = s.CharField(allow_blank=True)
    ranks = s.ListField(child=s.IntegerField(allow_null=True))
    points = s.ListField(child=s.IntegerField(allow_null=True))


class CertificateChangesSerializer(s.Serializer[Any]):
    """What would become of certificates; a replaced one states points that changed."""

    issued = s.IntegerField()
    revoked = s.IntegerField()
    replaced = s.IntegerField()


class TrialSerializer(s.Serializer[Any]):
    """What a regrade would change; pairs are before and after."""

    attempts_changed = s.IntegerField()
    people = s.IntegerField()
    people_gaining = s.IntegerField()
    people_losing = s.IntegerField()
    ranks_changed = s.IntegerField()
    target = s.ListField(child=s.IntegerField(allow_null=True))
    all_correct_people = s.ListField(child=s.IntegerField())
    prize_places = s.IntegerField()
    winners_changed = s.IntegerField()
    certificates = CertificateChangesSerializer(required=False, help_text="Not of older trials.")
    moves = MoveSerializer(many=True)


class CorrectionSerializer(s.Serializer[Any]):
    """A new key in the shape of the item's kind."""

    item = s.SlugField()
    correct = s.JSONField()


class VoidingSerializer(s.Serializer[Any]):
    item = s.SlugField()
    policy = s.ChoiceField(VoidPolicy.choices)


class RegradeSerializer(s.Serializer[Any]):
    number = s.IntegerField()
    state = s.ChoiceField(GradingState.choices)
    reason = s.CharField(allow_blank=True)
    corrections = CorrectionSerializer(many=True)
    voided = VoidingSerializer(many=True)
    created = MomentSerializer()
    approved_by = s.CharField(allow_blank=True)
    applied_at = s.DateTimeField(allow_null=True)
    summary = TrialSerializer(allow_null=True)
    may_apply = s.BooleanField()


class UndecidedTiesSerializer(s.Serializer[Any]):
    """Places that wait for lots. `was_drawn`: those drawn for an earlier ranking do not count."""

    ranks = s.IntegerField()
    people = s.IntegerField()
    was_drawn = s.BooleanField()


class LeftToApproveSerializer(s.Serializer[Any]):
    """How many other organisers could approve: now, or once this person has reviewed or ranked."""

    now = s.IntegerField()
    after_review = s.IntegerField()
    after_rank = s.IntegerField()


class DecisionSerializer(s.Serializer[Any]):
    """`next` is what this person may do now; rankings and regrades with the newest first."""

    round = s.IntegerField()
    title = s.CharField()
    state = s.ChoiceField(RoundState.choices)
    closes_at = s.DateTimeField()
    unscored = s.IntegerField()
    approval = s.ChoiceField(["automatic", "second_person"])
    ties = s.ChoiceField(["shared_rank", "draw"])
    appeal_days = s.IntegerField()
    prize_places = s.IntegerField()
    job = JobSerializer(allow_null=True)
    rankings = DecidedRankingSerializer(many=True)
    next = s.ListField(child=s.ChoiceField(NEXT_STEPS))
    undecided = UndecidedTiesSerializer(allow_null=True)
    left_to_approve = LeftToApproveSerializer(allow_null=True, help_text="Null: nobody has to.")
    is_stale = s.BooleanField()
    leading = LeadingRowSerializer(many=True)
    tied_borders = TiedBorderSerializer(many=True)
    draw = DrawSerializer(allow_null=True)
    regrades = RegradeSerializer(many=True)


class ExcludedPersonSerializer(s.Serializer[Any]):
    name = s.CharField()
    organisation = s.CharField(allow_blank=True)
    reason = s.ChoiceField(ExclusionReason.choices)


class RankingChangesSerializer(s.Serializer[Any]):
    """Against the published ranking before; `rows` are the changes nearest to the top."""

    against = s.IntegerField()
    target = s.ListField(child=s.IntegerField(allow_null=True))
    moved = s.IntegerField()
    entered = s.IntegerField()
    left = s.IntegerField()
    points_changed = s.IntegerField()
    rows = MoveSerializer(many=True)


class ItemPictureSerializer(s.Serializer[Any]):
    digest = s.CharField()
    alt = s.CharField()


class RoundItemSerializer(s.Serializer[Any]):
    item = s.CharField()
    kind = s.CharField()
    stem = s.CharField()
    options = s.ListField(child=s.CharField())
    targets = s.ListField(child=s.CharField())
    unit = s.CharField()
    picture = ItemPictureSerializer(allow_null=True)
    correct = s.JSONField(allow_null=True)
    voided = s.ChoiceField(VoidPolicy.choices, allow_null=True)


class StepReasonSerializer(s.Serializer[Any]):
    reason = s.CharField(min_length=5, max_length=LONGEST_REASON)


class ReturnSerializer(StepReasonSerializer):
    number = s.IntegerField(min_value=1)


class StepSerializer(s.Serializer[Any]):
    """`number`: the ranking that was looked at."""

    number = s.IntegerField(min_value=1)


class DrawWishSerializer(StepSerializer):
    source = s.CharField(min_length=5, max_length=LONGEST_REASON)  # type: ignore[assignment]


class SeedSerializer(StepSerializer):
    seed = s.CharField(max_length=200)
    witnesses = s.CharField(max_length=LONGEST_REASON, required=False, default="", allow_blank=True)


class RegradeWishSerializer(StepReasonSerializer):
    corrections = CorrectionSerializer(many=True, required=False, default=list)
    voided = VoidingSerializer(many=True, required=False, default=list)


class VoidWishSerializer(StepReasonSerializer):
    item = s.SlugField()
    policy = s.ChoiceField(VoidPolicy.choices)
