"""Who gets which prize, and what winners alone are asked for."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quizzes.enums import WinnerKind, WinnerState
from quizzes.models.contest import Contest, Participant, Round
from quizzes.models.standing import Ranking

# Those who still hold their prize.
HOLDING = (
    WinnerState.AWARDED,
    WinnerState.CONTACTED,
    WinnerState.CONFIRMED,
    WinnerState.HANDED_OVER,
)


class Winner(models.Model):
    """One place of one prize of a ranking: a person's, or an organisation's."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="winners")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, related_name="winners")
    ranking = models.ForeignKey(Ranking, on_delete=models.PROTECT, related_name="winners")
    kind = models.CharField(max_length=20, choices=WinnerKind)
    prize = models.CharField(max_length=60, help_text="The prize's code in the rulebook.")
    title = models.CharField(max_length=200)
    value = models.CharField(max_length=100, blank=True)
    place = models.PositiveSmallIntegerField(help_text="1 to the number of such prizes.")
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, null=True, related_name="wins"
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    rank = models.PositiveIntegerField(null=True)
    facts = models.JSONField(default=dict, help_text="The counted facts that earned it.")
    state = models.CharField(max_length=20, choices=WinnerState, default=WinnerState.AWARDED)
    reason = models.TextField(blank=True, help_text="Of the newest step, where one is needed.")
    passed_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="passed_to"
    )
    awarded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    awarded_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    handed_over_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "round", "prize", "place"],
                condition=Q(state__in=HOLDING),
                nulls_distinct=False,
                name="one_holder_of_a_prize",
            ),
            models.CheckConstraint(
                condition=Q(participant__isnull=False, organisation__isnull=True)
                | Q(participant__isnull=True, organisation__isnull=False),
                name="winner_is_a_person_or_an_organisation",
            ),
        ]
        verbose_name = _("giải thưởng")
        verbose_name_plural = _("giải thưởng")

    def __str__(self) -> str:
        return f"{self.prize}/{self.place}"


class Claim(models.Model):
    """What a winner told so that a prize can be handed over. Readable with the key file alone."""

    participant = models.OneToOneField(Participant, on_delete=models.PROTECT, related_name="claim")
    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="+")
    sealed = models.TextField(blank=True, help_text="Phone and number, encrypted.")
    number_mac = models.CharField(
        max_length=64, blank=True, help_text="A keyed hash: one number, one winner."
    )
    number_ending = models.CharField(max_length=3, blank=True)
    delivery = models.CharField(max_length=200, blank=True, help_text="How it should be handed on.")
    submitted_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "number_mac"],
                condition=~Q(number_mac=""),
                name="one_claim_per_number",
            )
        ]

    def __str__(self) -> str:
        return f"{self.participant_id}"
