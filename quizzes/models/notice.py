"""What a participant is told on their own page."""

import uuid

from django.db import models

from quizzes.enums import NoticeKind
from quizzes.models.contest import Participant, Round
from quizzes.models.disqualification import Disqualification
from quizzes.models.winner import Winner


class Notice(models.Model):
    """A message to one person about their part in a contest; never changed once sent."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="notices")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=20, choices=NoticeKind)
    text = models.TextField(blank=True)
    disqualification = models.ForeignKey(
        Disqualification, on_delete=models.PROTECT, null=True, related_name="notices"
    )
    winner = models.ForeignKey(Winner, on_delete=models.PROTECT, null=True, related_name="notices")
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-sent_at", "-id"]

    def __str__(self) -> str:
        return f"{self.participant_id}: {self.kind}"
