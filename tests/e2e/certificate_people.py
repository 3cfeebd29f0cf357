"""A published round with many people, for the organiser of the demonstration: `manage.py shell`."""

import json
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from backend.accounts.models import User
from backend.common.text import name_sort_key, search_key
from backend.organisations.models import Organisation
from quizzes.actions.winner import award_prizes
from quizzes.enums import DecisionState, RoundState
from quizzes.models import Contest, Participant, Ranking, RankingRow, Round
from tests.factories.organisations import OrganisationFactory
from tests.factories.quizzes import make_round

FAMILIES = ("Nguyễn", "Trần", "Ma", "Nông", "Hoàng", "Lò")
GIVEN = ("Ánh", "Bình", "Chi", "Dũng", "Em", "Giang", "Hà", "Khánh", "Loan", "Mai")
PRIZES = {
    "people": [
        {"code": "nhat", "title": "Giải Nhất", "count": 2, "value": "5.000.000 đồng"},
        {"code": "ba", "title": "Giải Ba", "count": 18, "value": "1.000.000 đồng"},
    ]
}


@transaction.atomic  # or the running stack would close and rank the round itself
def settle(count: int) -> None:
    """Print {slug, commune} as one line of JSON; `count` people of two communes, by points.

    The first twenty of them hold a prize.
    """
    now = timezone.now()
    round_ = make_round(
        opens_at=now - timedelta(days=3),
        closes_at=now - timedelta(days=1),
        prizes=PRIZES,
        certificate=None,
    )
    province = Contest.objects.get(slug="nghi-quyet-57").organisation
    assert province is not None
    Contest.objects.filter(pk=round_.contest_id).update(organisation=province)
    Round.objects.filter(pk=round_.pk).update(state=RoundState.PUBLISHED)
    communes = [
        OrganisationFactory(parent=province, name=f"Xã Thử {name}", is_contest_unit=True)
        for name in ("Một", "Hai")
    ]
    ranking = Ranking.objects.create(
        contest=round_.contest,
        round=round_,
        number=1,
        rulebook=round_.rulebook,
        state=DecisionState.PUBLISHED,
        people=count,
        attempts=count,
        begun_at=now,
        computed_at=now,
        published_at=now,
    )
    _rank(ranking, _people(round_.contest, communes, count))
    organiser = User.objects.get(email="organiser@hocso.test")
    award_prizes(round_.contest, round_, actor=organiser, now=now)
    made = json.dumps({"slug": round_.contest.slug, "commune": communes[0].name})
    transaction.on_commit(lambda: print("SETTLED", made))


def _people(contest: Contest, communes: list[Organisation], count: int) -> list[Participant]:
    now, users = timezone.now(), []
    for number in range(count):
        family, given = FAMILIES[number % len(FAMILIES)], GIVEN[number % len(GIVEN)]
        name = f"{family} Thị {given}"
        users.append(
            User(
                phone=f"+8499{number:07}",
                full_name=name,
                password="!",
                search_key=search_key(name),
                name_sort_key=name_sort_key(name),
            )
        )
    User.objects.bulk_create(users)
    return Participant.objects.bulk_create(
        Participant(
            contest=contest,
            user=user,
            organisation=communes[number % 2],
            unit=communes[number % 2],
            joined_at=now,
        )
        for number, user in enumerate(users)
    )


def _rank(ranking: Ranking, people: list[Participant]) -> None:
    RankingRow.objects.bulk_create(
        RankingRow(
            ranking=ranking,
            participant=person,
            unit=person.unit,
            rank=rank,
            points=max(0, 40 - rank),
            time_used_ms=60_000 + rank,
            handed_in_at=ranking.begun_at,
        )
        for rank, person in enumerate(people, start=1)
    )
