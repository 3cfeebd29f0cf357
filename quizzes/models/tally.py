"""Counters that move with the standings, so that nothing is ever counted row by row.

All of them can be made anew from the standings: see `quizzes/actions/tally.py`.
"""

from django.db import models

from quizzes.models.contest import Contest, Round


class RoundTally(models.Model):
    """The totals of a round, and the order its standings are kept in."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="tally")
    ranking = models.JSONField(default=list, help_text="The keys of the order, as ranked live.")
    people = models.PositiveIntegerField(default=0)
    attempts = models.PositiveBigIntegerField(default=0)
    frozen_people = models.PositiveIntegerField(default=0)
    frozen_attempts = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.round_id}: {self.people}"


class RankTally(models.Model):
    """How many standings of a round begin with these bytes of their order.

    Frozen rows count those that the public sees while the board stands still.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+", db_index=False)
    is_frozen = models.BooleanField(default=False, db_default=False)
    length = models.PositiveSmallIntegerField()
    beginning = models.BinaryField()
    people = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "is_frozen", "length", "beginning"], name="one_rank_tally"
            )
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {bytes(self.beginning).hex()}"


class OrganisationTally(models.Model):
    """What the people of one organisation did: in a round, on one of its days, in a contest.

    `path` is the organisation's place in the tree when its people joined, so that moving it
    leaves history alone. Frozen rows are what the public sees while a board stands still.
    """

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="+", db_index=False)
    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="+", null=True, db_index=False
    )
    day = models.DateField(null=True)
    is_frozen = models.BooleanField(default=False, db_default=False)
    path = models.CharField(max_length=255, db_collation="C")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", null=True
    )
    people = models.IntegerField(default=0)
    attempts = models.IntegerField(default=0)
    results = models.IntegerField(default=0, help_text="How many results make up the points.")
    points = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "round", "day", "is_frozen", "path", "organisation", "unit"],
                nulls_distinct=False,
                name="one_organisation_tally",
            )
        ]

    def __str__(self) -> str:
        return f"{self.contest_id}/{self.round_id} {self.path}: {self.people}"


class MinuteTally(models.Model):
    """How many attempts were scored in a minute."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+", db_index=False)
    minute = models.DateTimeField()
    attempts = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "minute"], name="one_minute_tally")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.minute}: {self.attempts}"
