"""What was handed in, across all cohorts that one teaches: the queue, and judging."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.errors import NotVisible
from backend.organisations.permissions import TeachersOnly
from courses.actions.assignment import Judgement, judge_work
from courses.api.assignment import OwnWorkSerializer, WorkFileSerializer
from courses.api.lesson_shapes import RubricCriterionSerializer
from courses.enums import WorkState
from courses.models import Work
from courses.permissions import judged_works
from courses.queries.assignment import work_detail, work_page
from quizzes.api.schema import with_refusals


class WorkRowSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    full_name = s.CharField()
    cohort = s.CharField(allow_blank=True)
    lesson = s.CharField()
    title = s.CharField()
    number = s.IntegerField()
    is_late = s.BooleanField()
    state = s.ChoiceField(WorkState.choices)
    points = s.IntegerField(allow_null=True)
    handed_in_at = s.DateTimeField()


class WaitingCohortSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    title = s.CharField()
    waiting = s.IntegerField()


class WorkPageSerializer(s.Serializer[Any]):
    count = s.IntegerField()
    page_size = s.IntegerField()
    cohorts = WaitingCohortSerializer(many=True)
    works = WorkRowSerializer(many=True)


class WorkSerializer(WorkRowSerializer):
    """`task` harmless HTML; `next`: what waits longest besides."""

    text = s.CharField(allow_blank=True)
    files = WorkFileSerializer(many=True)
    levels = s.ListField(child=s.IntegerField(), allow_null=True)
    comment = s.CharField(allow_blank=True)
    judged_by = s.CharField(allow_blank=True)
    task = s.CharField()
    criteria = RubricCriterionSerializer(many=True)
    passing = s.IntegerField()
    tries = s.IntegerField()
    before = OwnWorkSerializer(many=True)
    next = s.UUIDField(allow_null=True)


class WorkQuestionSerializer(s.Serializer[Any]):
    state = s.ChoiceField(WorkState.choices, default=WorkState.WAITING)
    cohort = s.UUIDField(required=False, default=None)
    page = s.IntegerField(min_value=1, max_value=10_000, default=1)


class WorkJudgementSerializer(s.Serializer[Any]):
    """`levels`: by criterion, the place of the level reached, from 0."""

    verdict = s.ChoiceField([WorkState.ACCEPTED, WorkState.RETURNED])
    levels = s.ListField(child=s.IntegerField(min_value=0, max_value=10), max_length=10)
    comment = s.CharField(allow_blank=True, max_length=2000, default="")


class WorkListView(APIView):
    """The works of one's own cohorts."""

    permission_classes = [TeachersOnly]

    @extend_schema(
        operation_id="teaching_works_list",
        parameters=[WorkQuestionSerializer],
        responses=with_refusals({200: WorkPageSerializer}, 400, 401, 403),
    )
    def get(self, request: Request) -> Response:
        question = WorkQuestionSerializer(data=request.query_params)
        question.is_valid(raise_exception=True)
        page = work_page(judged_works(request.user), **question.validated_data)
        return Response(WorkPageSerializer(page).data)


class WorkView(APIView):
    """One work with its task and rubric."""

    @extend_schema(
        operation_id="teaching_works_retrieve",
        responses=with_refusals({200: WorkSerializer}, 401, 404),
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        return Response(_shown(request, uuid))


class WorkJudgementView(APIView):
    """Accept or return it."""

    @extend_schema(
        operation_id="teaching_works_judge",
        request=WorkJudgementSerializer,
        responses=with_refusals({200: WorkSerializer}, 400, 401, 404, 409, 422),
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        work = _seen(request, uuid)
        sent = WorkJudgementSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        judgement = Judgement(**sent.validated_data)
        judge_work(work.pk, judgement, actor=signed_in(request), now=timezone.now())
        return Response(_shown(request, uuid))


def _seen(request: Request, uuid: UUID) -> Work:
    signed_in(request)
    related = ("enrolment__person", "enrolment__cohort", "version", "judged_by")
    found = judged_works(request.user).filter(uuid=uuid).select_related(*related).first()
    if found is None:
        raise NotVisible
    return found


def _shown(request: Request, uuid: UUID) -> Any:
    return WorkSerializer(work_detail(_seen(request, uuid), judged_works(request.user))).data
