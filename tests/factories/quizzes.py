"""Contests, items and attempts for tests."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from backend.accounts.models import User
from quizzes.actions.attempt import start_attempt, submit_attempt
from quizzes.actions.response import save_responses
from quizzes.actions.scoring import score_pending_attempts
from quizzes.enums import ItemStatus
from quizzes.models import (
    Attempt,
    Contest,
    Item,
    ItemKey,
    ItemVersion,
    Picture,
    Round,
    RoundItem,
    RulebookVersion,
    Topic,
)
from quizzes.queries.attempt import started_attempt
from quizzes.queries.bank import scored_items
from quizzes.queries.paper import token_key
from quizzes.rules.response import Answer
from quizzes.rules.scoring import ScoredItem
from quizzes.rules.tokens import AttemptGrant, read_attempt_token
from tests.factories.accounts import UserFactory

NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
OPENS_AT = NOON - timedelta(days=1)
CLOSES_AT = NOON + timedelta(days=2)


def rulebook_document(items: int = 4, **changes: Any) -> dict[str, Any]:
    """A small rulebook over one topic; `changes` replace whole parts."""
    return {
        "paper": {
            "minutes": 15,
            "blueprint": [{"topic": "nghi-quyet-57", "difficulty": "easy", "items": items}],
        },
        "attempts": {"per_day": 3, "counted": "best"},
        "prediction": {
            "target": "all_correct_people",
            "question": "Bao nhiêu người trả lời đúng tất cả?",
            "unit": "người",
        },
        "ranking": ["score", "prediction_distance", "time_used", "handed_in_at"],
        "certificate": {"threshold_percent": 75},
        "eligibility": {"minimum_age": 14},
        "transport_grace_seconds": 60,
        **changes,
    }


def make_items(count: int, topic_code: str = "nghi-quyet-57") -> list[ItemVersion]:
    """Approved items whose right option is the first; every fourth takes two options."""
    topic, _ = Topic.objects.get_or_create(code=topic_code, defaults={"name": "Nghị quyết 57"})
    start = Item.objects.count()
    versions = []
    for place in range(start, start + count):
        item = Item.objects.create(
            code=f"item-{place}", topic=topic, difficulty="easy", status=ItemStatus.APPROVED
        )
        several = place % 4 == 3
        version = ItemVersion.objects.create(
            item=item,
            number=1,
            kind="multiple" if several else "single",
            stem=f"Câu hỏi số {place}?",
            options=[f"Phương án {letter} của câu {place}" for letter in "ABCD"],
            explanation=f"Giải thích KEYCANARY-{place}",
            source={"document": "57-NQ/TW"},
            digest=f"{place:064d}",
        )
        ItemKey.objects.create(version=version, correct=[0, 2] if several else [0])
        _name_version(version)
        versions.append(version)
    return versions


# One item of each kind: what a version holds, and its key.
KINDS: dict[str, tuple[dict[str, Any], Any]] = {
    "single": ({"options": ["Một", "Hai", "Ba"]}, [1]),
    "multiple": ({"options": ["Một", "Hai", "Ba", "Bốn"]}, [0, 3]),
    "true_false": ({"options": ["Đúng", "Sai"]}, [1]),
    "matching": ({"options": ["Một", "Hai", "Ba"], "targets": ["1", "2", "3", "4"]}, [2, 0, 2]),
    "ordering": ({"options": ["Ba", "Bốn", "Hai", "Một"]}, [3, 2, 0, 1]),
    "number": ({"options": [], "unit": "km"}, {"value": "3.5", "tolerance": "0.1"}),
    "short_text": ({"options": []}, {"accepted": ["Bình dân học vụ số KEYCANARY", "BDHVS"]}),
    "hotspot": (
        {"options": [], "picture_alt": "Mô hình kim tự tháp"},
        {"areas": [{"shape": "circle", "x": 250, "y": 750, "radius": 100}]},
    ),
    "essay": (
        {"options": [], "limit": 500},
        {
            "rubric": [
                {"criterion": "Đúng ý KEYCANARY-tiêu-chí", "points": 7},
                {"criterion": "Viết rõ", "points": 3},
            ]
        },
    ),
}


def make_items_of_every_kind(
    kinds: Sequence[str] = tuple(KINDS), topic_code: str = "nhieu-dang"
) -> list[ItemVersion]:
    """An approved item of each kind."""
    topic, _ = Topic.objects.get_or_create(code=topic_code, defaults={"name": "Nhiều dạng"})
    versions = []
    for kind in kinds:
        place = Item.objects.count()
        item = Item.objects.create(
            code=f"item-{place}", topic=topic, difficulty="easy", status=ItemStatus.APPROVED
        )
        content, correct = KINDS[kind]
        picture = make_picture() if kind == "hotspot" else None
        version = ItemVersion.objects.create(
            item=item,
            number=1,
            kind=kind,
            picture=picture,
            stem=f"Câu {kind} số {place}?",
            explanation=f"Giải thích KEYCANARY-{place}",
            digest=f"{place:064d}",
            **content,
        )
        ItemKey.objects.create(version=version, correct=correct)
        _name_version(version)
        versions.append(version)
    return versions


def make_picture(digest: str = "ab" * 32) -> Picture:
    """A picture's row; its file is not there."""
    size = {"width": 1200, "height": 800, "uploaded_at": NOON}
    return Picture.objects.get_or_create(digest=digest, defaults=size)[0]


def _name_version(version: ItemVersion) -> None:
    """What approving a version does to its item."""
    item = version.item
    item.newest = item.current = version
    item.kind, item.text = version.kind, version.stem
    item.save(update_fields=["newest", "current", "kind", "text"])


def make_round_of_every_kind(kinds: Sequence[str] = tuple(KINDS), **changes: Any) -> Round:
    """A round whose papers hold one item of each kind."""
    versions = make_items_of_every_kind(kinds)
    rulebook = {
        "paper": {
            "minutes": 15,
            "blueprint": [{"topic": "nhieu-dang", "difficulty": "easy", "items": len(kinds)}],
            "points_per_item": 10,
        },
        **changes,
    }
    round_ = make_round(pool=0, **rulebook)
    RoundItem.objects.bulk_create([RoundItem(round=round_, version=one) for one in versions])
    return round_


def make_round(
    *,
    items: int = 4,
    pool: int | None = None,
    opens_at: datetime = OPENS_AT,
    closes_at: datetime = CLOSES_AT,
    is_visible: bool = True,
    **changes: Any,
) -> Round:
    """A round of a new contest with a pool of `pool` (default: `items` + 4) items."""
    suffix = uuid4().hex[:8]
    contest = Contest.objects.create(
        slug=f"cuoc-thi-{suffix}",
        title="Tìm hiểu Nghị quyết 57",
        organiser="Ban Tổ chức",
        rules=[{"icon": "users", "title": "Ai được dự thi?", "text": "Người từ 14 tuổi."}],
        certificate={"issuer": "Ban Tổ chức", "place": "Tuyên Quang"},
        is_visible=is_visible,
    )
    rulebook = RulebookVersion.objects.create(
        contest=contest, number=1, document=rulebook_document(items, **changes)
    )
    round_ = Round.objects.create(
        contest=contest,
        rulebook=rulebook,
        number=1,
        title="Vòng 1",
        opens_at=opens_at,
        closes_at=closes_at,
    )
    versions = make_items(items + 4 if pool is None else pool)
    RoundItem.objects.bulk_create([RoundItem(round=round_, version=one) for one in versions])
    return round_


def make_attempt(
    round_: Round | None = None, user: User | None = None, *, now: datetime = NOON
) -> Attempt:
    """A started attempt."""
    return start_attempt(user or UserFactory(), (round_ or make_round()).uuid, uuid4(), now=now)


def grant_of(attempt: Attempt, now: datetime = NOON) -> AttemptGrant:
    """What the attempt's newest token allows."""
    return read_attempt_token(started_attempt(attempt, now)["token"], token_key())


def right_answers(attempt: Attempt, wrong: int = 0, revision: int = 1) -> list[Answer]:
    """An answer to every slot; the first `wrong` slots are wrong."""
    items = scored_items(version for version, _ in attempt.paper)
    return [
        Answer(slot, revision, [1] if slot <= wrong else right_value(items[version]))
        for slot, (version, _) in enumerate(attempt.paper, start=1)
    ]


def right_value(item: ScoredItem) -> Any:
    """What earns everything, as it is stored; an essay's points are for people to give."""
    if item.kind == "matching":
        return [[option, target] for option, target in enumerate(item.key)]
    if item.kind == "number":
        return item.key["value"]
    if item.kind == "short_text":
        return item.key["accepted"][-1]
    if item.kind == "hotspot":
        return [item.key["areas"][0]["x"], item.key["areas"][0]["y"]]
    return "Bài viết của tôi." if item.kind == "essay" else list(item.key)


def hand_in(
    attempt: Attempt,
    *,
    wrong: int = 0,
    prediction: int | None = None,
    after: timedelta = timedelta(minutes=5),
) -> Attempt:
    """Answer, hand in `after` the start and score."""
    moment = attempt.started_at + after
    answers = right_answers(attempt, wrong)
    if prediction is not None:
        answers.append(Answer(0, 1, prediction))
    save_responses(grant_of(attempt), answers, now=moment)
    submit_attempt(attempt.pk, now=moment)
    score_pending_attempts(now=moment)
    attempt.refresh_from_db()
    return attempt
