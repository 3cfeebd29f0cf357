"""Notes and marked lessons, each person's own."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.limiter import Limit
from courses.actions.note import keep_note
from courses.api.shapes import NamedSerializer
from courses.formats.note_text import write_notes
from courses.queries.enrolment import find_enrolment
from courses.queries.note import OwnNote, notable_course, note_of, notes_of
from courses.rules.note import LONGEST, MOST_MARKS, Note
from quizzes.api.schema import with_refusals

NOTES = Limit("lesson-notes", count=120, seconds=60)
PLAIN = "text/plain; charset=utf-8"


class LessonNoteSerializer(s.Serializer[Any]):
    """`marks`: how often the lesson was marked and unmarked; odd is marked."""

    text = s.CharField(allow_blank=True)
    revision = s.IntegerField()
    marks = s.IntegerField()


class ToldNoteSerializer(s.Serializer[Any]):
    """`revision`: of the text that this one was typed upon. The highest `marks` counts."""

    text = s.CharField(allow_blank=True, max_length=LONGEST, trim_whitespace=False)
    revision = s.IntegerField(min_value=0, max_value=2**31 - 1)
    marks = s.IntegerField(min_value=0, max_value=MOST_MARKS)


class NotedCourseSerializer(s.Serializer[Any]):
    slug = s.CharField()
    title = s.CharField()


class OwnNoteSerializer(s.Serializer[Any]):
    """`lesson` is null where the course has it no more; the note is still one's own."""

    course = NotedCourseSerializer()
    lesson = NamedSerializer(allow_null=True)
    text = s.CharField(allow_blank=True)
    is_marked = s.BooleanField()
    updated_at = s.DateTimeField()


class NoteWishSerializer(s.Serializer[Any]):
    course = s.SlugField(required=False, default="", help_text="Of this course alone.")


class LessonNoteView(APIView):
    """One's own note to a lesson. Told late, it is put below what came meanwhile."""

    @extend_schema(
        operation_id="lesson_note",
        responses=with_refusals({200: LessonNoteSerializer}, 401, 404),
    )
    def get(self, request: Request, slug: str, key: str) -> Response:
        person = signed_in(request)
        course = notable_course(slug, key, find_enrolment(person, slug))
        return Response(LessonNoteSerializer(note_of(person, course, key)).data)

    @extend_schema(
        operation_id="lesson_note_keep",
        request=ToldNoteSerializer,
        responses=with_refusals({200: LessonNoteSerializer}, 400, 401, 404, 422, 429),
    )
    def put(self, request: Request, slug: str, key: str) -> Response:
        person = signed_in(request)
        NOTES.spend(str(person.uuid))
        told = ToldNoteSerializer(data=request.data)
        told.is_valid(raise_exception=True)
        kept = keep_note(person, slug, key, Note(**told.validated_data), now=timezone.now())
        return Response(LessonNoteSerializer(kept).data)


class OwnNotesView(APIView):
    """All notes and marked lessons, by course and lesson."""

    @extend_schema(
        operation_id="own_notes",
        parameters=[NoteWishSerializer],
        responses=with_refusals({200: OwnNoteSerializer(many=True)}, 400, 401),
    )
    def get(self, request: Request) -> Response:
        notes = notes_of(signed_in(request), _wished(request))
        return Response(OwnNoteSerializer([_shown(one) for one in notes], many=True).data)


class OwnNotesTextView(APIView):
    """The same as a text file."""

    @extend_schema(
        operation_id="own_notes_text",
        parameters=[NoteWishSerializer],
        responses=with_refusals({(200, PLAIN): OpenApiTypes.STR}, 400, 401),  # type: ignore[dict-item] # a media type along
    )
    def get(self, request: Request) -> HttpResponse:
        notes = notes_of(signed_in(request), _wished(request))
        text = write_notes(_("Ghi chú và dấu trang"), [_Line(one) for one in notes])
        answer = HttpResponse(text, content_type=PLAIN)
        answer["Content-Disposition"] = 'attachment; filename="ghi-chu.txt"'
        return answer


class _Line:
    """A note as the text file names it."""

    def __init__(self, own: OwnNote) -> None:
        self.course_title = own.course_title
        self.lesson_title = own.lesson.title if own.lesson else _("Bài không còn trong khóa học")
        self.is_marked, self.text = own.note.is_marked, own.note.text


def _wished(request: Request) -> str:
    wish = NoteWishSerializer(data=request.query_params)
    wish.is_valid(raise_exception=True)
    slug: str = wish.validated_data["course"]
    return slug


def _shown(own: OwnNote) -> dict[str, Any]:
    lesson = own.lesson
    return {
        "course": {"slug": own.course.slug, "title": own.course_title},
        "lesson": {"key": lesson.key, "title": lesson.title} if lesson else None,
        "text": own.note.text,
        "is_marked": own.note.is_marked,
        "updated_at": own.updated_at,
    }
