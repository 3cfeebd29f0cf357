"""The tables of contests."""

from quizzes.models.announcement import Announcement
from quizzes.models.anomaly import Anomaly, AnomalyPerson
from quizzes.models.attempt import Attempt, GradingRun, LateResponse, Response, Score, VoidedItem
from quizzes.models.contest import Contest, Participant, Round, RoundItem, RulebookVersion
from quizzes.models.disqualification import Disqualification
from quizzes.models.draw import Draw, DrawEntry
from quizzes.models.editing import (
    BulkChange,
    ItemComment,
    ItemDraft,
    ItemFilter,
    ItemReview,
    ItemSighting,
    KeyChange,
)
from quizzes.models.essay import Essay, EssayMark
from quizzes.models.extension import Extension, Pause
from quizzes.models.form import Form, FormItem, FormSet
from quizzes.models.hall import HallScreen
from quizzes.models.item import (
    Competence,
    Item,
    ItemKey,
    ItemVersion,
    Picture,
    Stimulus,
    Topic,
)
from quizzes.models.item_import import ItemImport, ItemImportRow
from quizzes.models.notice import Notice
from quizzes.models.practice import PracticeAnswer, PracticeCard, PracticeDay
from quizzes.models.standing import (
    BoardSnapshot,
    Exclusion,
    FrozenStanding,
    Ranking,
    RankingRow,
    Standing,
)
from quizzes.models.statistic import ItemStatistic, PaperStatistic
from quizzes.models.tally import MinuteTally, OrganisationTally, RankTally, RoundTally
from quizzes.models.winner import Claim, Winner

__all__ = [
    "Announcement",
    "Anomaly",
    "AnomalyPerson",
    "Attempt",
    "BoardSnapshot",
    "BulkChange",
    "Claim",
    "Competence",
    "Contest",
    "Disqualification",
    "Draw",
    "DrawEntry",
    "Essay",
    "EssayMark",
    "Exclusion",
    "Extension",
    "Form",
    "FormItem",
    "FormSet",
    "FrozenStanding",
    "GradingRun",
    "HallScreen",
    "Item",
    "ItemComment",
    "ItemDraft",
    "ItemFilter",
    "ItemImport",
    "ItemImportRow",
    "ItemKey",
    "ItemReview",
    "ItemSighting",
    "ItemStatistic",
    "ItemVersion",
    "KeyChange",
    "LateResponse",
    "MinuteTally",
    "Notice",
    "OrganisationTally",
    "PaperStatistic",
    "Participant",
    "Pause",
    "Picture",
    "PracticeAnswer",
    "PracticeCard",
    "PracticeDay",
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
    "Stimulus",
    "Topic",
    "VoidedItem",
    "Winner",
]
