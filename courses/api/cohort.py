"""Come into a cohort by its code, leave it, and be noted as present."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.errors import NotVisible
from courses.actions.cohort_place import join_cohort, leave_cohort
from courses.actions.session import attend_by_code
from courses.api.teaching.cohort_shapes import CohortInvitationSerializer
from courses.queries.cohort import cohort_invitation
from quizzes.api.schema import with_refusals


class CohortInvitationView(APIView):
    """What a code opens."""

    @extend_schema(
        operation_id="cohorts_invitation",
        responses=with_refusals({200: CohortInvitationSerializer}, 401, 404),
    )
    def get(self, request: Request, code: str) -> Response:
        signed_in(request)
        return Response(_shown(request, code))


class CohortEnrolmentView(APIView):
    """Come in, or wait where the cohort is full; leave."""

    @extend_schema(
        operation_id="cohorts_join",
        request=None,
        responses=with_refusals({200: CohortInvitationSerializer}, 401, 404, 409),
    )
    def post(self, request: Request, code: str) -> Response:
        join_cohort(code, signed_in(request), now=timezone.now())
        return Response(_shown(request, code))

    @extend_schema(operation_id="cohorts_leave", responses=with_refusals({204: None}, 401, 404))
    def delete(self, request: Request, code: str) -> Response:
        leave_cohort(code, signed_in(request), now=timezone.now())
        return Response(status=204)


def _shown(request: Request, code: str) -> object:
    found = cohort_invitation(code, request.user, timezone.localdate())
    if found is None:
        raise NotVisible
    return CohortInvitationSerializer(found).data


class AttendanceCodeSerializer(s.Serializer[Any]):
    code = s.CharField(max_length=120)


class AttendedSerializer(s.Serializer[Any]):
    """What one was noted for."""

    session = s.CharField()
    cohort = s.CharField()
    starts_at = s.DateTimeField()


class AttendanceView(APIView):
    """Note oneself by the code on the wall."""

    @extend_schema(
        operation_id="attendance_note",
        request=AttendanceCodeSerializer,
        responses=with_refusals({200: AttendedSerializer}, 400, 401, 409),
    )
    def post(self, request: Request) -> Response:
        person = signed_in(request)
        asked = AttendanceCodeSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        found = attend_by_code(asked.validated_data["code"], person, now=timezone.now())
        shown = {
            "session": found.title,
            "cohort": found.cohort.title,
            "starts_at": found.starts_at,
        }
        return Response(AttendedSerializer(shown).data)
