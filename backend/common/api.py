"""How far a piece of long work has come, for whoever asked for it."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.common.errors import NotVisible
from backend.common.jobs import may_see_job
from backend.common.models import Job
from backend.common.models.job import JobState
from backend.common.serializers import ProblemSerializer


class JobSerializer(serializers.Serializer[Job]):
    """`done` of `total` (null: not known yet); `failure` is for people to read."""

    uuid = serializers.UUIDField()
    kind = serializers.CharField()
    state = serializers.ChoiceField(choices=JobState.choices)
    done = serializers.IntegerField()
    total = serializers.IntegerField(allow_null=True)
    step = serializers.SerializerMethodField()
    failure = serializers.SerializerMethodField()
    result = serializers.SerializerMethodField()
    asked_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)

    def get_step(self, job: Job) -> str:
        return gettext(job.step) if job.step else ""

    def get_failure(self, job: Job) -> str:
        return gettext(job.failure) if job.failure else ""

    @extend_schema_field({"type": "object", "additionalProperties": {}, "nullable": True})
    def get_result(self, job: Job) -> dict[str, Any] | None:
        result: dict[str, Any] | None = job.result
        return result


class JobView(APIView):
    """A job that one asked for or answers for. Ask again every second or two while it runs."""

    @extend_schema(
        operation_id="job",
        responses={200: JobSerializer, 401: ProblemSerializer, 404: ProblemSerializer},
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        job = Job.objects.filter(uuid=uuid).first()
        if job is None or not may_see_job(request.user, job):
            raise NotVisible
        return Response(JobSerializer(job).data)
