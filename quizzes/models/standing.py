"""Where people stand: live while a round is open, ranked once it is closed."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.enums import DecisionState, ExclusionReason
from quizzes.models.attempt import Attempt, GradingRun
from quizzes.models.contest import Contest, Participant, Round, RulebookVersion, new_secret


class Standing(models.Model):
    """A participant's counted result in a round, provisional until the round is ranked."""

    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="standings", db_index=False
    )
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="standings")
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    points = models.IntegerField()
    correct_items = models.PositiveSmallIntegerField()
    time_used_ms = models.PositiveIntegerField()
    handed_in_at = models.DateTimeField()
    prediction = models.BigIntegerField(null=True)
    attempts = models.PositiveIntegerField()
    days = ArrayField(
        models.DateField(), default=list, help_text="The days on which attempts were handed in."
    )
    order = models.BinaryField(default=b"", help_text="Smaller is better: see rules/order.py.")
    is_barred = models.BooleanField(default=False, help_text="Disqualified: on no board.")
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "participant"], name="one_standing")
        ]
        indexes = [
            models.Index(
                fields=["round", "order", "id"],
                condition=models.Q(is_barred=False),
                name="standings_in_order",
            ),
            models.Index(fields=["round", "updated_at"], name="standings_by_change"),
        ]
        verbose_name = _("thứ hạng tạm thời")
        verbose_name_plural = _("thứ hạng tạm thời")

    def __str__(self) -> str:
        return f"{self.round_id}/{self.participant_id}: {self.points}"


class FrozenStanding(models.Model):
    """A standing as it was when the public board stopped; all that may be seen until it moves.

    Fields have the names of `Standing`, so that the same queries read both.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+", db_index=False)
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
    )
    points = models.IntegerField()
    correct_items = models.PositiveSmallIntegerField()
    time_used_ms = models.PositiveIntegerField()
    handed_in_at = models.DateTimeField()
    attempts = models.PositiveIntegerField()
    order = models.BinaryField(default=b"")
    is_barred = models.BooleanField(default=False)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "participant"], name="one_frozen_standing")
        ]
        indexes = [
            models.Index(
                fields=["round", "order", "id"],
                condition=models.Q(is_barred=False),
                name="frozen_standings_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.participant_id}: {self.points}"


class BoardSnapshot(models.Model):
    """The board as everyone sees it: built at most once a second, encoded once."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="snapshot")
    version = models.PositiveBigIntegerField()
    people = models.PositiveIntegerField()
    attempts = models.PositiveIntegerField()
    payload = models.BinaryField(help_text="The board as JSON, as every way out sends it.")
    covers_until = models.DateTimeField(help_text="The newest standing it holds.")
    frozen_at = models.DateTimeField(
        null=True, help_text="Set while it stands still; its standings are kept."
    )
    built_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.round_id} v{self.version}"


class Ranking(models.Model):
    """A ranking on its way to publication: of a round, or (without one) of a whole contest.

    A correction is a new number; the old one is kept.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="rankings")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, related_name="rankings")
    number = models.PositiveIntegerField()
    state = models.CharField(
        max_length=20, choices=DecisionState, default=DecisionState.ELIGIBILITY_FROZEN
    )
    rulebook = models.ForeignKey(RulebookVersion, on_delete=models.PROTECT, related_name="+")
    grading_run = models.ForeignKey(
        GradingRun, on_delete=models.PROTECT, null=True, related_name="rankings"
    )
    reason = models.TextField(blank=True, help_text="Why it corrects the one before.")
    target = models.BigIntegerField(null=True, help_text="The number that was to be predicted.")
    people = models.PositiveIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0)
    all_correct_people = models.PositiveIntegerField(default=0)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    begun_at = models.DateTimeField(help_text="When the eligible participants were frozen.")
    computed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    returned_reason = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True)
    appeals_until = models.DateTimeField(null=True)
    file = models.CharField(max_length=200, blank=True, help_text="The Excel file, once written.")
    bulletin = models.CharField(max_length=200, blank=True, help_text="The PDF, once printed.")
    bundle = models.CharField(max_length=200, blank=True, help_text="The recount, once written.")
    bundle_digest = models.CharField(max_length=64, blank=True)
    bundle_root = models.CharField(
        max_length=64, blank=True, help_text="The Merkle root over the bundle's rows."
    )
    bundle_secret = models.CharField(
        max_length=64,
        default=new_secret,
        editable=False,
        help_text="Makes the names of the bundle's rows; without it nobody finds a person's row.",
    )
    picture = models.CharField(max_length=200, blank=True, help_text="The PNG to share.")
    leading_units = models.JSONField(
        default=dict, help_text="{measure: the first organisations}, as at the publication."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "number"],
                condition=models.Q(round__isnull=False),
                name="one_ranking_number",
            ),
            models.UniqueConstraint(
                fields=["contest", "number"],
                condition=models.Q(round__isnull=True),
                name="one_overall_ranking_number",
            ),
        ]
        verbose_name = _("bảng kết quả")
        verbose_name_plural = _("bảng kết quả")

    def __str__(self) -> str:
        return f"{self.round_id or self.contest_id}/{self.number}"


class Exclusion(models.Model):
    """A participant who does not count in a ranking, and why."""

    ranking = models.ForeignKey(
        Ranking, on_delete=models.CASCADE, related_name="exclusions", db_index=False
    )
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=20, choices=ExclusionReason)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ranking", "participant"], name="one_exclusion")
        ]

    def __str__(self) -> str:
        return f"{self.ranking_id}: {self.participant_id} ({self.reason})"


class RankingRow(models.Model):
    """One place. The attempt is the counted one; a place in a whole contest has none."""

    ranking = models.ForeignKey(
        Ranking, on_delete=models.PROTECT, related_name="rows", db_index=False
    )
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    rank = models.PositiveIntegerField()
    points = models.IntegerField()
    correct_items = models.PositiveSmallIntegerField(default=0)
    prediction = models.BigIntegerField(null=True)
    distance = models.BigIntegerField(null=True)
    time_used_ms = models.PositiveIntegerField()
    handed_in_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ranking", "participant"], name="one_row_per_participant"
            )
        ]
        indexes = [models.Index(fields=["ranking", "rank", "id"], name="ranking_rows_in_order")]

    def __str__(self) -> str:
        return f"{self.ranking_id}: {self.rank}"
