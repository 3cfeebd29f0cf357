"""A learner's own assignments: what was handed in, and what a trainer made of it."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.errors import NotVisible
from backend.common.limiter import Limit
from courses.actions.assignment import HandIn, hand_in
from courses.enums import WorkState
from courses.errors import NotEnrolled
from courses.formats.assignment import MOST_FILES
from courses.queries.assignment import assignment_part, own_assignment, works_of
from courses.queries.enrolment import find_enrolment
from courses.queries.version import outline_of
from quizzes.api.schema import with_refusals
from quizzes.api.texts import WrittenField

HAND_INS = Limit("course-hand-ins", count=30, seconds=3600)


class WorkFileSerializer(s.Serializer[Any]):
    """Read at `files/<uuid>/content/`; `bytes` as it is handed out."""

    uuid = s.UUIDField()
    name = s.CharField()
    bytes = s.IntegerField()
    is_picture = s.BooleanField()


class OwnWorkSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    number = s.IntegerField()
    text = s.CharField(allow_blank=True)
    files = WorkFileSerializer(many=True)
    is_late = s.BooleanField()
    handed_in_at = s.DateTimeField()
    state = s.ChoiceField(WorkState.choices)
    levels = s.ListField(child=s.IntegerField(), allow_null=True)
    points = s.IntegerField(allow_null=True)
    comment = s.CharField(allow_blank=True)
    judged_at = s.DateTimeField(allow_null=True)
    judged_by = s.CharField(allow_blank=True)


class AssignmentSerializer(s.Serializer[Any]):
    """`left`: tries that are left; `works` the newest first.

    Without `is_judged` one learns alone, and having handed in is enough.
    """

    due_on = s.DateField(allow_null=True)
    left = s.IntegerField()
    may_hand_in = s.BooleanField()
    is_judged = s.BooleanField()
    most_files = s.IntegerField()
    works = OwnWorkSerializer(many=True)


class HandInSerializer(s.Serializer[Any]):
    key = s.UUIDField(help_text="Chosen by the device; repeating it changes nothing.")
    text = WrittenField(min_length=0, max_length=20_000, allow_blank=True)
    files = s.ListField(
        child=s.UUIDField(), max_length=MOST_FILES, default=list, help_text="Brought before."
    )


class AssignmentView(APIView):
    """Hand in, as often as the assignment allows."""

    @extend_schema(
        operation_id="course_assignment",
        responses=with_refusals({200: AssignmentSerializer}, 401, 404, 409),
    )
    def get(self, request: Request, slug: str, key: str, part: str) -> Response:
        return Response(_shown(request, slug, key, part))

    @extend_schema(
        operation_id="course_assignment_hand_in",
        request=HandInSerializer,
        responses=with_refusals({200: AssignmentSerializer}, 400, 401, 404, 409, 429),
    )
    def post(self, request: Request, slug: str, key: str, part: str) -> Response:
        person = signed_in(request)
        sent = HandInSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        HAND_INS.spend(str(person.uuid))
        told = sent.validated_data
        given = HandIn(told["key"], told["text"], sorted(set(told["files"])))
        hand_in(person, slug, (key, part), given, now=timezone.now())
        return Response(_shown(request, slug, key, part))


def _shown(request: Request, slug: str, lesson: str, key: str) -> Any:
    enrolment = find_enrolment(signed_in(request), slug)
    if enrolment is None:
        raise NotEnrolled
    head = outline_of(enrolment.version_id).lessons.get(lesson)
    part = assignment_part(head.version_id, key) if head else None
    if part is None:
        raise NotVisible
    shown = own_assignment(enrolment, part, works_of(enrolment, lesson, key))
    return AssignmentSerializer(shown).data
