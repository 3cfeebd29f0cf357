"""Play a round with invented people: every attempt goes the same way as a real one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID, uuid5

from backend.accounts.models import User
from quizzes.actions.attempt import start_attempt, submit_attempt
from quizzes.actions.board import refresh_board
from quizzes.actions.response import save_responses
from quizzes.actions.round import close_round
from quizzes.actions.scoring import score_pending_attempts
from quizzes.actions.sealing import seal_due_attempts
from quizzes.models import Attempt, ItemVersion, Round
from quizzes.queries.bank import newest_keys
from quizzes.rules.response import Answer
from quizzes.rules.tokens import AttemptGrant

NAMESPACE = UUID("6f0c2f0e-57d5-4c5b-9d2b-0d5a57c57c57")
BETWEEN_ATTEMPTS = timedelta(minutes=40)
BEFORE_THE_END = timedelta(minutes=20)
AFTER_THE_CLOSE = timedelta(minutes=3)
LEFT_OPEN = 0.05  # share of attempts nobody hands in
LEFT_BLANK = 0.01  # share of items nobody answers
SCORED_TOGETHER = 10


@dataclass(frozen=True, slots=True)
class Player:
    """`skill` is the chance of a right answer."""

    user: User
    skill: float


@dataclass(frozen=True, slots=True)
class Sitting:
    """One attempt to come."""

    player: Player
    starts_at: datetime
    number: int


def rehearse(round_: Round, players: Sequence[Player], *, now: datetime) -> int:
    """Play what has passed of a round by `now`, in the order of the clock; how many attempts.

    A round that is over is closed, ranked and published. Choices depend on the round's number
    and the player alone, never on chance.
    """
    sittings = sorted(_sittings(round_, players, now), key=lambda one: one.starts_at)
    keys = newest_keys(round_.round_items.values_list("version_id", flat=True))
    sizes = {
        version: len(options)
        for version, options in ItemVersion.objects.filter(rounds=round_).values_list(
            "pk", "options"
        )
    }
    for place, sitting in enumerate(sittings, start=1):
        moment = _play(round_, sitting, keys, sizes)
        if place % SCORED_TOGETHER == 0:
            score_pending_attempts(now=moment)
    _finish(round_, now)
    return len(sittings)


def _sittings(round_: Round, players: Sequence[Player], now: datetime) -> Iterator[Sitting]:
    end = min(round_.closes_at, now) - BEFORE_THE_END
    for player in players:
        chance = _chance(round_, player, "sittings")
        times = sorted(
            round_.opens_at + chance.random() * (end - round_.opens_at)
            for _ in range(chance.choice((1, 1, 1, 2, 2)))
        )
        previous, number = None, 0
        for starts_at in times:
            if previous is None or starts_at - previous >= BETWEEN_ATTEMPTS:
                previous, number = starts_at, number + 1
                yield Sitting(player, starts_at, number)


def _play(
    round_: Round,
    sitting: Sitting,
    keys: Mapping[int, frozenset[int]],
    sizes: Mapping[int, int],
) -> datetime:
    """One attempt from start to hand-in, and when that was."""
    chance = _chance(round_, sitting.player, sitting.number)
    client_key = uuid5(NAMESPACE, f"{round_.uuid}/{sitting.player.user.pk}/{sitting.number}")
    attempt = start_attempt(sitting.player.user, round_.uuid, client_key, now=sitting.starts_at)
    moment = sitting.starts_at + timedelta(seconds=chance.uniform(230, 860))
    grant = AttemptGrant(attempt.uuid, attempt.pk, attempt.epoch, len(attempt.paper), shapes=b"")
    answers = [*_answers(attempt, sitting, chance, keys, sizes)]
    save_responses(grant, answers, now=moment)
    if chance.random() >= LEFT_OPEN:
        submit_attempt(attempt.pk, epoch=attempt.epoch, now=moment)
    return moment


def _answers(
    attempt: Attempt,
    sitting: Sitting,
    chance: Random,
    keys: Mapping[int, frozenset[int]],
    sizes: Mapping[int, int],
) -> Iterator[Answer]:
    if sitting.number == 1:
        yield Answer(0, 1, chance.randint(0, 15))
    for slot, (version, _) in enumerate(attempt.paper, start=1):
        is_right, is_blank = chance.random() < sitting.player.skill, chance.random() < LEFT_BLANK
        if is_right:
            yield Answer(slot, 1, sorted(keys[version]))
        elif not is_blank:
            yield Answer(slot, 1, _wrong_choice(keys[version], sizes[version], chance))


def _wrong_choice(key: frozenset[int], options: int, chance: Random) -> list[int]:
    """One wrong option; in an item with several right ones, a right one less besides."""
    wrong = chance.choice([position for position in range(options) if position not in key])
    kept = sorted(key)[1:]
    return sorted([wrong, *kept])


def _finish(round_: Round, now: datetime) -> None:
    moment = min(round_.closes_at + AFTER_THE_CLOSE, now)
    seal_due_attempts(now=moment)
    while score_pending_attempts(now=moment):
        pass
    if not close_round(round_.pk, now=moment):
        refresh_board(round_, now=moment)


def _chance(round_: Round, player: Player, what: object) -> Random:
    return Random(f"{round_.number}/{player.user.email}/{what}")
