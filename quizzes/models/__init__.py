"""The tables of contests."""

from quizzes.models.announcement import Announcement
from quizzes.models.anomaly import Anomaly, AnomalyPerson
from quizzes.models.attempt import Attempt, GradingRun, LateResponse, Response, Score, VoidedItem
from quizzes.models.contest import Contest, Participant, Round, RoundItem, RulebookVersion
from quizzes.models.disqualification import Disqualification
from quizzes.models.draw import Draw, DrawEntry
from quizzes.models.essay import Essay, EssayMark
from quizzes.models.extension import Extension, Pause
from quizzes.models.hall import HallScreen
from quizzes.models.item import Item, ItemKey, ItemVersion, Topic
from quizzes.models.notice import Notice
from quizzes.models.standing import (
    BoardSnapshot,
    Exclusion,
    FrozenStanding,
    Ranking,
    RankingRow,
    Standing,
)
from quizzes.models.tally import MinuteTally, OrganisationTally, RankTally, RoundTally
from quizzes.models.winner import Claim, Winner

__all__ = [
    "Announcement",
    "Anomaly",
    "AnomalyPerson",
    "Attempt",
    "BoardSnapshot",
    "Claim",
    "Contest",
    "Disqualification",
    "Draw",
    "DrawEntry",
    "Essay",
    "EssayMark",
    "Exclusion",
    "Extension",
    "FrozenStanding",
    "GradingRun",
    "HallScreen",
    "Item",
    "ItemKey",
    "ItemVersion",
    "LateResponse",
    "MinuteTally",
    "Notice",
    "OrganisationTally",
    "Participant",
    "Pause",
    "RankTally",
    "Ranking",
    "RankingRow",
    "Response",
    "Round",
    "RoundItem",
    "RoundTally",
    "RulebookVersion",
    "Score",
    "Standing",
    "Topic",
    "VoidedItem",
    "Winner",
]
