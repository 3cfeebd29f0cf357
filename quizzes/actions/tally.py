"""Move the counters of rounds and organisations together with the standings they count."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from backend.organisations.queries.place import Places
from quizzes.actions.tally_rows import (
    OrganisationKey,
    add_beginnings,
    add_minutes,
    add_organisations,
)
from quizzes.enums import AttemptState, GradingState
from quizzes.models import Participant, Round, RoundTally, Score, Standing
from quizzes.queries.disqualification import participants_off_the_boards
from quizzes.queries.rulebook import rulebook_of
from quizzes.queries.standing import result_of
from quizzes.rules.order import counted_lengths, order_key
from quizzes.rules.tally import NOTHING, Amounts, HandIn, Move, Share, beginnings

Person = tuple[int, int]  # round, participant


class Tallies:
    """The counters of some rounds, locked until the transaction ends.

    Standings are locked first, these next, and new standings written last: whoever makes the
    counters anew goes the same way, so nobody waits for somebody who waits for them.
    """

    def __init__(self, rounds: Mapping[int, Round], standings: Iterable[Standing]) -> None:
        self.rounds = rounds
        self._before = {(one.round_id, one.participant_id): share_of(one) for one in standings}
        self._rows = lock_tallies(rounds)
        self._barred = {pk: participants_off_the_boards(one) for pk, one in rounds.items()}

    def put_in_order(self, standing: Standing) -> None:
        """Give a standing its place in the order, before it is stored."""
        policy = self._rows[standing.round_id].ranking
        standing.order = order_key(result_of(standing), policy)
        standing.is_barred = standing.participant_id in self._barred[standing.round_id]

    def move(
        self,
        standings: Iterable[Standing],
        participants: Mapping[int, Participant],
        hand_ins: Mapping[Person, Iterable[HandIn]],
    ) -> None:
        """Count the steps of stored standings; `hand_ins` are the attempts that led to them."""
        moves: dict[Person, Move] = {}
        for standing in standings:
            person = standing.round_id, standing.participant_id
            before, after = self._before.get(person, NOTHING), share_of(standing)
            is_counted = before.people or after.people
            counted = tuple(hand_ins.get(person, ())) if is_counted else ()
            moves[person] = Move(before, after, counted)
        self._move_totals(moves)
        self._move_organisations(moves, participants)

    def count_minute(self, hand_ins: Mapping[Person, Iterable[HandIn]], *, now: datetime) -> None:
        """Note how many attempts were scored in the running minute."""
        pace: dict[int, int] = defaultdict(int)
        for (round_id, _), gained in hand_ins.items():
            pace[round_id] += len(tuple(gained))
        add_minutes(pace, now=now)

    def _move_totals(self, moves: Mapping[Person, Move]) -> None:
        for round_id, row in self._rows.items():
            own = [move for person, move in moves.items() if person[0] == round_id]
            for move in own:
                amounts = move.amounts()
                row.people += amounts.people
                row.attempts += amounts.attempts
            row.save(update_fields=["people", "attempts"])
            add_beginnings(round_id, beginnings(own, counted_lengths(row.ranking)))

    def _move_organisations(
        self, moves: Mapping[Person, Move], participants: Mapping[int, Participant]
    ) -> None:
        """Add the steps to the round, its days and the contest, by organisation."""
        elsewhere = _counted_elsewhere(moves)
        places = Places(one.organisation_id for one in participants.values() if one.organisation_id)
        changes: dict[OrganisationKey, Amounts] = defaultdict(Amounts)
        for (round_id, participant_id), move in moves.items():
            participant = participants[participant_id]
            if participant.organisation_id is None:
                continue
            where = (
                places.at(participant.organisation_id, participant.joined_at),
                participant.organisation_id,
                participant.unit_id,
            )
            contest_id, amounts = participant.contest_id, move.amounts()
            changes[OrganisationKey(contest_id, round_id, None, *where)].add(amounts)
            for day, step in move.days():
                changes[OrganisationKey(contest_id, round_id, day, *where)].add(step)
            if elsewhere.get(participant_id, round_id) != round_id:
                amounts.people = 0
            elif amounts.people > 0:
                elsewhere[participant_id] = round_id
            changes[OrganisationKey(contest_id, None, None, *where)].add(amounts)
        add_organisations(changes)


@transaction.atomic
def bar_participant(participant: Participant, *, now: datetime) -> None:
    """Take a participant's standings off the boards, or put them back, as is decided now."""
    standings = list(
        Standing.objects.select_for_update(of=("self",))
        .filter(participant=participant)
        .order_by("pk")
    )
    rounds = {
        one.pk: one
        for one in Round.objects.with_contest().filter(
            pk__in=[standing.round_id for standing in standings]
        )
    }
    tallies = Tallies(rounds, standings)
    for standing in standings:
        tallies.put_in_order(standing)
        standing.updated_at = now
    Standing.objects.bulk_update(standings, ["order", "is_barred", "updated_at"])
    tallies.move(standings, {participant.pk: participant}, _hand_ins_of(participant))


def _hand_ins_of(participant: Participant) -> dict[Person, list[HandIn]]:
    """All that a participant handed in and got scored, by round."""
    scores = (
        Score.objects.filter(
            attempt__participant=participant,
            attempt__state=AttemptState.SCORED,
            run__state=GradingState.APPLIED,
        )
        .select_related("attempt")
        .order_by("attempt_id", "run__number")
    )
    found: dict[Person, list[HandIn]] = defaultdict(list)
    for score in {score.attempt_id: score for score in scores}.values():
        day = timezone.localdate(score.attempt.handed_in_at)
        found[score.attempt.round_id, participant.pk].append(HandIn(day, score.points))
    return found


def share_of(standing: Standing) -> Share:
    """What a standing adds to the counters."""
    if standing.is_barred:
        return NOTHING
    return Share(
        order=bytes(standing.order),
        people=1,
        attempts=standing.attempts,
        points=standing.points,
        days=frozenset(standing.days),
    )


def lock_tallies(rounds: Mapping[int, Round]) -> dict[int, RoundTally]:
    """The totals of the rounds, made where they are missing, locked by round."""
    RoundTally.objects.bulk_create(
        [
            RoundTally(round=one, ranking=list(rulebook_of(one).live_ranking))
            for _, one in sorted(rounds.items())
        ],
        ignore_conflicts=True,
    )
    rows = RoundTally.objects.select_for_update().filter(round_id__in=rounds).order_by("pk")
    return {row.round_id: row for row in rows}


def _counted_elsewhere(moves: Mapping[Person, Move]) -> dict[int, int]:
    """For those who come or go: another round of the contest in which they count."""
    changing = {
        participant_id
        for (_, participant_id), move in moves.items()
        if move.before.people != move.after.people
    }
    if not changing:
        return {}
    others = Standing.objects.filter(participant_id__in=changing, is_barred=False)
    return {
        participant_id: round_id
        for participant_id, round_id in others.values_list("participant_id", "round_id")
        if (round_id, participant_id) not in moves
    }
