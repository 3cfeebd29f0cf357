"""What a result bulletin says besides totals: who leads, which organisations, the key in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Avg, Count, Prefetch, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.enums import Purpose
from backend.accounts.models import Consent, User
from backend.common.text import initials, masked_name
from quizzes.enums import ItemKind, VoidPolicy
from quizzes.models import ItemVersion, Ranking, RankingRow, Winner
from quizzes.models.winner import HOLDING
from quizzes.queries.grading import answer_keys, voidings
from quizzes.queries.rulebook import tells
from quizzes.queries.standing import SMALLEST_RATED_HEADCOUNT
from quizzes.rules.disclosure import SMALLEST_UNIT
from quizzes.rules.eligibility import age_on
from quizzes.rules.number import written_number

LEADERS = 10
MEASURES = {
    "people": gettext_lazy("Theo số người dự thi"),
    "attempts": gettext_lazy("Theo số lượt thi"),
    "rate": gettext_lazy("Theo tỉ lệ người dự thi trên quân số"),
}
RANKING_WORDS = {
    "score": gettext_lazy("Điểm cao hơn"),
    "correct_items": gettext_lazy("Nhiều câu đúng hơn"),
    "prediction_distance": gettext_lazy("Dự đoán gần đáp số hơn"),
    "prediction_not_above": gettext_lazy("Dự đoán không vượt quá đáp số"),
    "time_used": gettext_lazy("Làm bài nhanh hơn"),
    "handed_in_at": gettext_lazy("Nộp bài sớm hơn"),
    "handed_in_last": gettext_lazy("Nộp bài muộn hơn"),
    "fewest_attempts": gettext_lazy("Ít lượt thi hơn"),
    "most_attempts": gettext_lazy("Nhiều lượt thi hơn"),
}
ADULT_NAMES_FROM = 16


@dataclass(frozen=True, slots=True)
class UnitRow:
    """An organisation in a ranking.

    `rate` is a share of its headcount; it and the average are None where they would say more
    about one person than about the organisation.
    """

    name: str
    people: int
    attempts: int
    average: float | None
    headcount: int | None
    rate: float | None


@dataclass(frozen=True, slots=True)
class Leader:
    rank: int
    name: str
    organisation: str
    points: int
    distance: int | None
    time_used_ms: int


@dataclass(frozen=True, slots=True)
class PrizeRow:
    """Who holds a place of a prize: a person with their unit, or an organisation."""

    title: str
    value: str
    name: str
    organisation: str


@dataclass(frozen=True, slots=True)
class KeyRow:
    """An item with its right answer in words; `note` says what became of a voided one."""

    number: int
    text: str
    answers: tuple[str, ...]
    explanation: str
    source: str
    note: str


def unit_rows(ranking: Ranking) -> list[UnitRow]:
    """Every organisation that took part, by people, then name."""
    rows = (
        RankingRow.objects.filter(ranking=ranking, unit__isnull=False)
        .order_by()
        .values_list("unit__name", "unit__headcount")
        .annotate(people=Count("pk"), total=Sum("attempts"), average=Avg("points"))
    )
    found = [
        UnitRow(
            name=name,
            people=people,
            attempts=attempts,
            average=float(average) if people >= SMALLEST_UNIT else None,
            headcount=headcount,
            rate=_rate(people, headcount),
        )
        for name, headcount, people, attempts, average in rows
    ]
    return sorted(found, key=lambda row: (-row.people, row.name))


def leading_units(rows: Sequence[UnitRow], measure: str, limit: int = LEADERS) -> list[UnitRow]:
    """The first by `people`, `attempts` or `rate`."""
    measured = [row for row in rows if getattr(row, measure) is not None]
    return sorted(measured, key=lambda row: (-getattr(row, measure), row.name))[:limit]


def _rate(people: int, headcount: int | None) -> float | None:
    if not headcount or headcount < SMALLEST_RATED_HEADCOUNT or people < SMALLEST_UNIT:
        return None
    return min(1.0, people / headcount)


def leaders(ranking: Ranking, limit: int = LEADERS) -> list[Leader]:
    """The first rows; a name in full only with consent, a child's as initials."""
    rows = (
        RankingRow.objects.filter(ranking=ranking)
        .select_related("participant__user", "unit")
        .prefetch_related(_publishing())
        .order_by("rank", "id")[:limit]
    )
    assert ranking.published_at is not None
    today = ranking.published_at.date()
    return [
        Leader(
            rank=row.rank,
            name=published_name(row.participant.user, today),
            organisation=row.unit.name if row.unit else "",
            points=row.points,
            distance=row.distance,
            time_used_ms=row.time_used_ms,
        )
        for row in rows
    ]


def prize_rows(ranking: Ranking) -> list[PrizeRow]:
    """Those who hold a prize of the round or contest by now, in the order of the prizes."""
    winners = (
        Winner.objects.filter(contest=ranking.contest_id, round=ranking.round_id, state__in=HOLDING)
        .select_related("participant__user", "participant__unit", "organisation")
        .prefetch_related(_publishing())
        .order_by("pk")
    )
    today = (ranking.published_at or ranking.begun_at).date()
    return [
        PrizeRow(
            title=one.title,
            value=one.value,
            name=published_name(one.participant.user, today)
            if one.participant
            else str(one.organisation),
            organisation=one.participant.unit.name
            if one.participant and one.participant.unit
            else "",
        )
        for one in winners
    ]


def _publishing() -> Prefetch:
    return Prefetch(
        "participant__user__consents",
        Consent.objects.filter(purpose=Purpose.PUBLISH_NAME).order_by("-given_at", "-pk"),
        to_attr="publishing",
    )


def published_name(user: User, today: date) -> str:
    """`user.publishing` holds the answers to publishing the name, the newest first."""
    if user.birth_date and age_on(user.birth_date, today) < ADULT_NAMES_FROM:
        return initials(user.full_name)
    answers: Sequence[Consent] = user.publishing  # type: ignore[attr-defined]
    return user.full_name if answers and answers[0].granted else masked_name(user.full_name)


def answer_key(ranking: Ranking) -> list[KeyRow]:
    """The items of the round with their key, where the rulebook lets it be told."""
    round_ = ranking.round
    if round_ is None or not tells(round_, "key"):
        return []
    explains = tells(round_, "explanations")
    versions = list(
        ItemVersion.objects.filter(rounds=round_)
        .select_related("item__topic")
        .order_by("item__topic__position", "item__code")
    )
    keys = answer_keys(ranking, [version.pk for version in versions])
    voided = voidings(ranking)
    return [
        KeyRow(
            number=number,
            text=version.stem,
            answers=tuple(key_in_words(version, keys[version.pk])),
            explanation=version.explanation if explains else "",
            source=_source(version.source) if explains else "",
            note=str(VoidPolicy(voided[version.pk]).label) if version.pk in voided else "",
        )
        for number, version in enumerate(versions, start=1)
        if version.pk in keys
    ]


def key_in_words(version: ItemVersion, key: Any) -> Iterable[str]:
    """The right answer, as many lines as it has parts."""
    if version.kind == ItemKind.MATCHING:
        return [
            f"{option} → {version.targets[key[place]]}"
            for place, option in enumerate(version.options)
        ]
    if version.kind == ItemKind.ORDERING:
        return [f"{place}. {version.options[one]}" for place, one in enumerate(key, start=1)]
    if version.kind == ItemKind.NUMBER:
        return [_number(version, key)]
    if version.kind == ItemKind.SHORT_TEXT:
        return [" / ".join(key["accepted"])]
    if version.kind == ItemKind.HOTSPOT:
        return [_("Vùng đúng trên hình: %(picture)s") % {"picture": version.picture_alt}]
    if version.kind == ItemKind.ESSAY:
        return [_("Giám khảo chấm theo thang điểm.")]
    return [version.options[position] for position in key]


def _number(version: ItemVersion, key: Mapping[str, str]) -> str:
    tolerance = key.get("tolerance", "0")
    spread = f" ± {written_number(tolerance)}" if tolerance != "0" else ""
    return f"{written_number(key['value'])}{spread} {version.unit}".strip()


def _source(source: Mapping[str, Any]) -> str:
    parts = (source.get("document"), source.get("article"))
    return ", ".join(str(part) for part in parts if part)
