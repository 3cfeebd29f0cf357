"""A lesson: its text for anyone, its progress and the answers of its quizzes for learners."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.errors import NotVisible
from backend.common.limiter import Limit
from courses.actions.progress import Told, answer_quiz, save_progress
from courses.api.course import person_of
from courses.api.lesson_shapes import (
    LessonSerializer,
    QuizGivenSerializer,
    QuizVerdictSerializer,
    SavedProgressSerializer,
    ToldProgressSerializer,
)
from courses.api.own import state_of
from courses.api.shapes import OwnStateSerializer
from courses.errors import InvalidQuizAnswer
from courses.models import Enrolment, LessonProgress
from courses.queries.course import neighbours, readable_version
from courses.queries.enrolment import done_lessons, find_enrolment, find_progress
from courses.queries.lesson import OF_ITEMS, asked_items
from courses.queries.version import LessonHead, VersionOutline, read_lesson, read_outline
from courses.rules.lesson_order import still_needed
from courses.rules.wants import items_of, needed_of
from quizzes.api.schema import with_refusals
from quizzes.queries.practice import (
    WHOLE,
    judged,
    practised_version,
    read_value,
    reviewed,
    shown_versions,
)
from quizzes.rules.response import Refused

ANSWERS = Limit("course-answers", count=120, seconds=60)


class LessonView(APIView):
    """The lesson of one's own version, or else of the current one; in one's own language where it
    is translated. Quizzes hold no key."""

    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="course_lesson", responses=with_refusals({200: LessonSerializer}, 404)
    )
    def get(self, request: Request, slug: str, key: str) -> Response:
        enrolment = find_enrolment(person_of(request), slug)
        course, version_id = readable_version(slug, enrolment)
        outline = read_outline(version_id)
        head = outline.lessons.get(key)
        if head is None:
            raise NotVisible
        language, document = read_lesson(head.version_id, get_language() or "")
        module = next(one for one in outline.document["modules"] if one["key"] == head.module)
        around = neighbours(outline, key)
        return Response(
            {
                **document,
                "course": {"slug": course.slug, "title": outline.document["title"]},
                "module": {"key": module["key"], "title": module["title"]},
                "version": outline.number,
                "key": key,
                "language": language,
                "parts": _parts(head.version_id, document),
                "previous": _named(around["previous"]),
                "next": _named(around["next"]),
                "progress": _own_progress(enrolment, key) if enrolment else None,
                "place": _place(enrolment, key),
                "closed_by": _closed_by(enrolment, outline, key),
            }
        )


class ProgressView(APIView):
    """Keep what was seen and ticked. Merged: what is repeated or comes late changes nothing."""

    @extend_schema(
        operation_id="course_progress",
        request=ToldProgressSerializer,
        responses=with_refusals({200: SavedProgressSerializer}, 400, 401, 404, 409, 422),
    )
    def put(self, request: Request, slug: str, key: str) -> Response:
        sent = ToldProgressSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        now, told = timezone.now(), Told(**sent.validated_data)
        progress = save_progress(signed_in(request), slug, key, told, now=now)
        return Response(saved_progress(progress, now))


class QuizAnswersView(APIView):
    """Judge an answer at once and keep it, once for each `key`; what it passes is progress."""

    @extend_schema(
        operation_id="course_answer",
        request=QuizGivenSerializer,
        responses=with_refusals({200: QuizVerdictSerializer}, 400, 401, 404, 409, 422, 429),
    )
    def post(self, request: Request, slug: str, key: str) -> Response:
        person = signed_in(request)
        ANSWERS.spend(str(person.uuid))
        given = QuizGivenSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        told, now = given.validated_data, timezone.now()
        version = practised_version(told["item"], told["version"])
        try:
            value = read_value(version, told["value"])
        except Refused as refused:
            raise InvalidQuizAnswer(reason=refused.reason) from refused
        answer, progress = answer_quiz(
            person, slug, (key, told["part"]), (told["key"], version, value), now=now
        )
        points = judged(version, answer.value)
        verdict = {
            "is_right": points == WHOLE,
            "percent": points,
            "review": reviewed(version, answer.value),
            "progress": saved_progress(progress, now),
        }
        return Response(QuizVerdictSerializer(verdict).data)


def _parts(lesson_version_id: int, document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The parts as they are stored, with what they need; of quizzes the items themselves, as far
    as they are asked."""
    asked = asked_items(lesson_version_id)
    shown = dict(zip(asked, shown_versions(asked.values()), strict=True))
    return [_part(part, shown) for part in document["parts"]]


def _part(part: Mapping[str, Any], shown: Mapping[str, Any]) -> Mapping[str, Any]:
    needs = needed_of(part)
    if not needs:
        return part
    codes = items_of(part)
    if not codes:
        return {**part, "needs": needs}
    items = [shown[code] for code in codes if code in shown]
    limited = {name: min(n, len(items)) if name in OF_ITEMS else n for name, n in needs.items()}
    told = {**part, "items": items, "needs": limited}
    if "questions" in part:
        told["questions"] = [
            {"at": one["at"], "item": shown[one["item"]]["item"]}
            for one in part["questions"]
            if one["item"] in shown
        ]
    return told


def _own_progress(enrolment: Enrolment, key: str) -> dict[str, Any]:
    found = find_progress(enrolment, key)
    if found is None:
        return {"share": 0, "is_done": False, "evidence": {}}
    return _progress(found)


def _closed_by(
    enrolment: Enrolment | None, outline: VersionOutline, key: str
) -> list[dict[str, str]]:
    """The lessons that come first; no query where none could."""
    if enrolment is None or key not in outline.before:
        return []
    done = done_lessons(enrolment)
    needed = [] if key in done else still_needed(key, outline.before, done)
    return [named for one in needed if (named := _named(outline.lessons[one]))]


def _progress(progress: LessonProgress) -> dict[str, Any]:
    is_done = progress.done_at is not None
    return {
        "share": 1000 if is_done else progress.share,
        "is_done": is_done,
        "evidence": progress.evidence,
    }


def saved_progress(progress: LessonProgress, now: datetime) -> dict[str, Any]:
    """As SavedProgressSerializer names it, without its cost: this is sent every few seconds."""
    state = state_of(progress.enrolment, now)
    if state["completed_at"] is not None:
        state = OwnStateSerializer(state).data
    return {**_progress(progress), "course": state}


def _named(head: LessonHead | None) -> dict[str, str] | None:
    return {"key": head.key, "title": head.title} if head else None


def _place(enrolment: Enrolment | None, key: str) -> str:
    lesson, _, part = enrolment.place.partition("#") if enrolment else ("", "", "")
    return part if lesson == key else ""
