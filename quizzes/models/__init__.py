"""The tables of contests."""

from quizzes.models.attempt import (
    Attempt,
    GradingRun,
    LateResponse,
    Response,
    Score,
    VoidedItem,
)
from quizzes.models.contest import Contest, Participant, Round, RoundItem, RulebookVersion
from quizzes.models.draw import Draw, DrawEntry
from quizzes.models.item import Item, ItemKey, ItemVersion, Topic
from quizzes.models.standing import BoardSnapshot, Exclusion, Ranking, RankingRow, Standing

__all__ = [
    "Attempt",
    "BoardSnapshot",
    "Contest",
    "Draw",
    "DrawEntry",
    "Exclusion",
    "GradingRun",
    "Item",
    "ItemKey",
    "ItemVersion",
    "LateResponse",
    "Participant",
    "Ranking",
    "RankingRow",
    "Response",
    "Round",
    "RoundItem",
    "RulebookVersion",
    "Score",
    "Standing",
    "Topic",
    "VoidedItem",
]
