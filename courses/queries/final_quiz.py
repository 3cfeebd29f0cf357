"""What a final quiz may ask, and what came of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from courses.models import FinalQuiz
from courses.queries.lesson import quizzes_of
from courses.queries.version import VersionOutline, lesson_document
from quizzes.models import ItemVersion
from quizzes.queries.practice import (
    WHOLE,
    judged,
    practice_versions,
    reviewed,
    shown_answer,
    shown_versions,
)


def quiz_items(outline: VersionOutline) -> dict[str, list[str]]:
    """Codes of the items that the lessons ask, by lesson in order."""
    return {
        key: [
            code for part in quizzes_of(lesson_document(head.version_id)) for code in part["items"]
        ]
        for key, head in outline.lessons.items()
    }


def pools(outline: VersionOutline) -> list[list[int]]:
    """By module, the versions that a final quiz may be drawn from."""
    asked = quiz_items(outline)
    known = practice_versions(code for codes in asked.values() for code in codes)
    return [
        [known[code].pk for lesson in module["lessons"] for code in asked[lesson] if code in known]
        for module in outline.document["modules"]
    ]


def asked_versions(quiz: FinalQuiz) -> list[ItemVersion]:
    """The quiz's items in order, as they were when it was drawn."""
    found = ItemVersion.objects.select_related("item__topic", "picture").in_bulk(quiz.versions)
    return [found[pk] for pk in quiz.versions]


def shown_quiz(quiz: FinalQuiz, versions: Sequence[ItemVersion]) -> dict[str, Any]:
    """The quiz as it is taken: items without keys, and what was answered so far, by place."""
    return {
        "number": quiz.number,
        "began_at": quiz.began_at,
        "items": shown_versions(versions),
        "answers": {
            place: shown_answer(versions[int(place)], value)
            for place, value in quiz.answers.items()
        },
    }


def missed_items(quiz: FinalQuiz, versions: Sequence[ItemVersion]) -> list[int]:
    """The items that were not answered wholly right, by id."""
    return [
        version.item_id
        for place, version in enumerate(versions)
        if judged(version, quiz.answers.get(str(place))) != WHOLE
    ]


def quiz_result(
    quiz: FinalQuiz, versions: Sequence[ItemVersion], outline: VersionOutline
) -> dict[str, Any]:
    """What came of a quiz that was handed in: every item with its key, and what to read again."""
    right = [
        judged(version, quiz.answers.get(str(place))) == WHOLE
        for place, version in enumerate(versions)
    ]
    judgements = list(zip(versions, right, strict=True))
    missed = {version.item.code for version, is_right in judgements if not is_right}
    return {
        "number": quiz.number,
        "handed_in_at": quiz.handed_in_at,
        "items": len(versions),
        "right": quiz.right,
        "is_passed": quiz.is_passed,
        "reviews": [
            {
                "is_right": is_right,
                "review": reviewed(version, quiz.answers.get(str(place))),
            }
            for place, (version, is_right) in enumerate(judgements)
        ],
        "read_again": _lessons_asking(outline, missed),
    }


def _lessons_asking(outline: VersionOutline, codes: set[str]) -> list[Mapping[str, str]]:
    return [
        {"key": key, "title": outline.lessons[key].title}
        for key, asked in quiz_items(outline).items()
        if codes & set(asked)
    ]
