"""Where people stand: live while a round is open, ranked once it is closed."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.models.attempt import Attempt
from quizzes.models.contest import Participant, Round


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
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "participant"], name="one_standing")
        ]
        indexes = [
            models.Index(
                models.F("round"),
                models.F("points").desc(),
                models.F("time_used_ms"),
                models.F("handed_in_at"),
                models.F("id"),
                name="standings_in_order",
            ),
            models.Index(fields=["round", "updated_at"], name="standings_by_change"),
        ]
        verbose_name = _("thứ hạng tạm thời")
        verbose_name_plural = _("thứ hạng tạm thời")

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
    built_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.round_id} v{self.version}"


class Ranking(models.Model):
    """A final ranking of a round; a correction is a new number and the old one is kept."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="rankings")
    number = models.PositiveIntegerField()
    target = models.BigIntegerField(null=True, help_text="The number that was to be predicted.")
    people = models.PositiveIntegerField()
    attempts = models.PositiveIntegerField()
    all_correct_people = models.PositiveIntegerField()
    computed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    file = models.CharField(max_length=200, blank=True, help_text="The Excel file, once written.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="one_ranking_number")
        ]
        verbose_name = _("bảng kết quả")
        verbose_name_plural = _("bảng kết quả")

    def __str__(self) -> str:
        return f"{self.round_id}/{self.number}"


class RankingRow(models.Model):
    ranking = models.ForeignKey(
        Ranking, on_delete=models.PROTECT, related_name="rows", db_index=False
    )
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveIntegerField()
    points = models.IntegerField()
    prediction = models.BigIntegerField(null=True)
    distance = models.BigIntegerField(null=True)
    time_used_ms = models.PositiveIntegerField()
    handed_in_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ranking", "participant"], name="one_row_per_participant"
            )
        ]
        indexes = [models.Index(fields=["ranking", "rank", "id"], name="ranking_rows_in_order")]

    def __str__(self) -> str:
        return f"{self.ranking_id}: {self.rank}"
