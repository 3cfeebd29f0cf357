"""What a round tells about its items: figures that can be computed again at any time."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.enums import CountedPapers
from quizzes.models.contest import Round
from quizzes.models.item import ItemVersion


class ItemStatistic(models.Model):
    """The figures of one version in one round; formulas: rules/item_statistics.py."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="item_statistics")
    version = models.ForeignKey(ItemVersion, on_delete=models.CASCADE, related_name="statistics")
    attempts = models.PositiveIntegerField(help_text="Counted papers that held the version.")
    facility = models.FloatField(null=True, help_text="Mean mark of the full mark, 0 to 1.")
    discrimination = models.FloatField(null=True, help_text="Index, -100 to 100.")
    efficiency = models.FloatField(null=True, help_text="Discriminative efficiency, up to 100.")
    weight = models.FloatField(null=True, help_text="Effective weight in percent.")
    seconds = models.FloatField(null=True, help_text="Median time spent.")
    choices = models.JSONField(
        default=dict,
        help_text="{papers: [all, top, bottom], answers: [{answer, right, all, top, bottom}]};"
        " codes of answers as rules/item_choices.py gives them.",
    )
    alarms = models.JSONField(default=list, help_text="Codes: check_key, too_easy, …")
    computed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "version"], name="one_item_statistic")
        ]
        verbose_name = _("thống kê câu hỏi")
        verbose_name_plural = _("thống kê câu hỏi")

    def __str__(self) -> str:
        return f"{self.round_id}: {self.version_id}"


class PaperStatistic(models.Model):
    """The figures of a round's papers as a whole."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="paper_statistic")
    attempts = models.PositiveIntegerField()
    papers = models.CharField(
        max_length=10,
        default=CountedPapers.COUNTED,
        choices=CountedPapers,
        help_text="Which papers of a person were read.",
    )
    run = models.PositiveIntegerField(
        default=0, help_text="The number of the grading run whose points were read."
    )
    mean = models.FloatField(null=True, help_text="Of the points, in percent of the full mark.")
    deviation = models.FloatField(null=True, help_text="Standard deviation, same unit.")
    alpha = models.FloatField(null=True, help_text="Cronbach's alpha, in percent.")
    error = models.FloatField(null=True, help_text="Standard error of measurement, in percent.")
    spread = models.JSONField(default=list, help_text="How many papers by tenth of the full mark.")
    computed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("thống kê đề thi")
        verbose_name_plural = _("thống kê đề thi")

    def __str__(self) -> str:
        return str(self.round_id)
