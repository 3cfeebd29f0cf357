"""What a person can do today in the contests that are open."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from backend.accounts.models import User
from quizzes.enums import RoundState
from quizzes.models import Attempt, Contest, Round
from quizzes.queries.contest import open_round, own_part, started_in, visible_contests


@dataclass(frozen=True, slots=True)
class OpenRound:
    """A round that takes attempts; `left` of one's own today, None where nothing limits them."""

    contest: Contest
    round: Round
    left: int | None
    is_under_way: bool
    has_begun: bool


def open_rounds(person: User, now: datetime) -> list[OpenRound]:
    """By three queries, however many contests are open."""
    contests = visible_contests().filter(rounds__state=RoundState.RUNNING).distinct()
    found = [(one, round_) for one in contests if (round_ := open_round(one, now))]
    own: dict[int, list[Attempt]] = defaultdict(list)
    if found:
        contest_of = {each.pk: one.pk for one, _ in found for each in one.rounds.all()}
        for attempt in started_in([one.pk for one, _ in found], person):
            own[contest_of[attempt.round_id]].append(attempt)
    return [_shown(one, round_, own[one.pk], now) for one, round_ in found]


def _shown(contest: Contest, round_: Round, own: list[Attempt], now: datetime) -> OpenRound:
    part = own_part(round_, own, now)
    return OpenRound(
        contest,
        round_,
        left=part["attempts_left_today"],
        is_under_way=part["active_attempt"] is not None,
        has_begun=bool(own),
    )
