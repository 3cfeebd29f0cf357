"""Where am I? A person's own self-assessments, seen by nobody else."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.models import User
from backend.accounts.permissions import signed_in
from courses.actions.assessment import Said, forget_assessment, keep_assessment
from courses.api.lesson_shapes import LessonSourceSerializer
from courses.models import Assessment
from courses.queries.assessment import HISTORY, advice, assessments_of, shown_assessment
from courses.rules.assessment import TOP
from quizzes.api.schema import with_refusals
from quizzes.enums import Audience

MOST_ANSWERS = 100


class StatementSerializer(s.Serializer[Any]):
    key = s.CharField()
    title = s.CharField()
    levels = s.ListField(child=s.CharField(), help_text="From what one cannot do yet upwards.")


class AssessedDomainSerializer(s.Serializer[Any]):
    code = s.CharField()
    name = s.CharField()
    short = s.CharField()
    statements = StatementSerializer(many=True)


class DomainShareSerializer(s.Serializer[Any]):
    domain = s.CharField()
    share = s.IntegerField(help_text="In thousandths of the highest level.")


class OwnAssessmentSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    audience = s.CharField(allow_blank=True)
    answers = s.DictField(child=s.IntegerField())
    shares = s.SerializerMethodField()
    began_at = s.DateTimeField()
    finished_at = s.DateTimeField(allow_null=True)

    def get_shares(self, one: Assessment) -> dict[str, int]:
        """By domain, in thousandths."""
        shares: dict[str, int] = one.shares
        return shares


class SelfAssessmentSerializer(s.Serializer[Any]):
    """`mine`: one's own, the newest first; empty for visitors."""

    slug = s.CharField()
    title = s.CharField()
    sources = LessonSourceSerializer(many=True)
    domains = AssessedDomainSerializer(many=True)
    mine = OwnAssessmentSerializer(many=True)


class SaidSerializer(s.Serializer[Any]):
    answers = s.DictField(child=s.IntegerField(min_value=0, max_value=TOP))
    audience = s.ChoiceField(Audience.choices, required=False, default="", allow_blank=True)

    def validate_answers(self, answers: dict[str, int]) -> dict[str, int]:
        if len(answers) > MOST_ANSWERS:
            raise s.ValidationError("Too many.")
        return answers


class AdvisedLessonSerializer(s.Serializer[Any]):
    """`why`: the statement that it is for."""

    why = s.CharField()
    course = s.CharField()
    course_title = s.CharField()
    lesson = s.CharField()
    title = s.CharField()
    minutes = s.IntegerField()


class AdviceSerializer(s.Serializer[Any]):
    shares = DomainShareSerializer(many=True)
    lessons = AdvisedLessonSerializer(many=True)


class AssessmentView(APIView):
    """The statements, and one's own earlier answers. Anybody may assess themselves."""

    permission_classes = [AllowAny]

    @extend_schema(operation_id="assessment", responses={200: SelfAssessmentSerializer})
    def get(self, request: Request) -> Response:
        user = request.user
        mine = assessments_of(user)[:HISTORY] if isinstance(user, User) else ()
        shown = shown_assessment(get_language() or "vi") | {"mine": mine}
        return Response(SelfAssessmentSerializer(shown).data)


class AdviceView(APIView):
    """What answers come to, and what to learn next. Nothing of it is kept."""

    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="assessment_advice",
        request=SaidSerializer,
        responses=with_refusals({200: AdviceSerializer}, 400),
    )
    def post(self, request: Request) -> Response:
        said = _said(request)
        person = request.user if isinstance(request.user, User) else None
        return Response(AdviceSerializer(advice(person, said.answers, said.audience)).data)


class OwnAssessmentView(APIView):
    """Keep answers under a name that the device chose, or forget them."""

    @extend_schema(
        operation_id="assessment_keep",
        request=SaidSerializer,
        responses=with_refusals({200: OwnAssessmentSerializer}, 400, 401, 404),
    )
    def put(self, request: Request, uuid: UUID) -> Response:
        kept = keep_assessment(signed_in(request), uuid, _said(request), now=timezone.now())
        return Response(OwnAssessmentSerializer(kept).data)

    @extend_schema(operation_id="assessment_forget", responses=with_refusals({204: None}, 401, 404))
    def delete(self, request: Request, uuid: UUID) -> Response:
        forget_assessment(signed_in(request), uuid)
        return Response(status=204)


def _said(request: Request) -> Said:
    said = SaidSerializer(data=request.data)
    said.is_valid(raise_exception=True)
    return Said(**said.validated_data)
