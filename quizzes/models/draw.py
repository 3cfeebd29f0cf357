"""A draw among tied entries: committed to before the seed is known, so that nobody chooses."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.models.standing import Ranking, RankingRow


class Draw(models.Model):
    """The draw of a ranking. The digest of its entries stands before there is a seed."""

    ranking = models.OneToOneField(Ranking, on_delete=models.PROTECT, related_name="draw")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the entries in order.")
    source = models.TextField(help_text="Where the seed will come from, said beforehand.")
    committed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    committed_at = models.DateTimeField()
    seed = models.CharField(max_length=200, blank=True)
    witnesses = models.TextField(blank=True)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    drawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(seed="", drawn_at__isnull=True)
                | (~models.Q(seed="") & models.Q(drawn_at__gt=models.F("committed_at"))),
                name="seed_after_commitment",
            )
        ]
        verbose_name = _("lễ bốc thăm")
        verbose_name_plural = _("lễ bốc thăm")

    def __str__(self) -> str:
        return f"{self.ranking_id}: {self.digest[:12]}"


class DrawEntry(models.Model):
    """A tied place under a name that says nothing of the person."""

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="entries")
    row = models.OneToOneField(RankingRow, on_delete=models.PROTECT, related_name="draw_entry")
    entry = models.CharField(max_length=32)
    tied_rank = models.PositiveIntegerField(help_text="The rank that was shared before.")
    lot = models.PositiveIntegerField(null=True, help_text="1 is drawn first in its tie.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draw", "entry"], name="one_draw_entry")]

    def __str__(self) -> str:
        return f"{self.tied_rank}:{self.entry}"
