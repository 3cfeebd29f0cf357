"""Meetings of a cohort, the code on the wall, and the roll."""

from typing import Any
from uuid import UUID

import segno
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.errors import NotVisible
from backend.common.fields import planned
from courses.actions.session import (
    NewSession,
    change_session,
    note_attendance,
    plan_session,
    remove_session,
)
from courses.api.teaching.cohort import taught_cohort
from courses.enums import AttendanceWay
from courses.models import Cohort, Session
from courses.permissions import seen_enrolments
from courses.queries.session import calendar_key, roll, sessions_of, shown_session
from courses.rules.attendance_code import SHOWN_FOR, attendance_code
from quizzes.api.schema import with_refusals

MOST_NOTED = 1000


class SessionSerializer(s.Serializer[Any]):
    """`present` of the people that one may know; `is_on`: a code on the wall works."""

    uuid = s.UUIDField()
    title = s.CharField()
    starts_at = s.DateTimeField()
    ends_at = s.DateTimeField()
    place = s.CharField(allow_blank=True)
    link = s.CharField(allow_blank=True)
    present = s.IntegerField()
    is_on = s.BooleanField()


class SessionListSerializer(s.Serializer[Any]):
    """`calendar`: a secret address that calendars follow."""

    calendar = s.CharField()
    sessions = SessionSerializer(many=True)


class SessionPlanSerializer(s.Serializer[Any]):
    title = s.CharField(max_length=200)
    starts_at = s.DateTimeField(validators=[planned])
    ends_at = s.DateTimeField(validators=[planned])
    place = s.CharField(max_length=300, allow_blank=True, default="")
    link = s.URLField(max_length=500, allow_blank=True, default="")

    def validate_link(self, link: str) -> str:
        if link and not link.startswith(("https://", "http://")):
            raise s.ValidationError(gettext("Hãy nhập địa chỉ bắt đầu bằng https://."))
        return link

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["ends_at"] <= attrs["starts_at"]:
            raise s.ValidationError({"ends_at": gettext("Giờ kết thúc phải sau giờ bắt đầu.")})
        return attrs


class WallCodeSerializer(s.Serializer[Any]):
    """What to show: an address for a QR code. Ask again after `seconds`."""

    address = s.CharField()
    qr = s.CharField(help_text="The address as a picture, a data: URI.")
    seconds = s.IntegerField()


class RollEntrySerializer(s.Serializer[Any]):
    enrolment = s.UUIDField()
    full_name = s.CharField()
    organisation = s.CharField(allow_blank=True)
    way = s.ChoiceField(choices=AttendanceWay.choices, allow_null=True)


class RollChangeSerializer(s.Serializer[Any]):
    present = s.ListField(child=s.UUIDField(), max_length=MOST_NOTED, default=list)
    absent = s.ListField(child=s.UUIDField(), max_length=MOST_NOTED, default=list)


def taught_session(request: Request, uuid: UUID, session: UUID) -> tuple[Cohort, Session]:
    """The session of a cohort that this person teaches; NotVisible otherwise."""
    cohort = taught_cohort(request, uuid)
    found = Session.objects.select_related("cohort").filter(uuid=session, cohort=cohort).first()
    if found is None:
        raise NotVisible
    return cohort, found


class SessionListView(APIView):
    """The meetings, in their order."""

    @extend_schema(
        operation_id="teaching_sessions_list",
        responses=with_refusals({200: SessionListSerializer}, 401, 404),
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        cohort = taught_cohort(request, uuid)
        people = seen_enrolments(request.user, cohort)
        key = calendar_key(cohort)
        shown = {
            "calendar": f"{settings.PUBLIC_URL}/lich-hoc/{key}.ics",
            "sessions": sessions_of(cohort, people, timezone.now()),
        }
        return Response(SessionListSerializer(shown).data)

    @extend_schema(
        operation_id="teaching_sessions_plan",
        request=SessionPlanSerializer,
        responses=with_refusals({201: SessionSerializer}, 400, 401, 404),
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        cohort = taught_cohort(request, uuid)
        asked = SessionPlanSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        now = timezone.now()
        new = NewSession(**asked.validated_data)
        made = plan_session(cohort, new, actor=signed_in(request), now=now)
        return Response(SessionSerializer(shown_session(made, now)).data, status=201)


class SessionView(APIView):
    """One meeting."""

    @extend_schema(
        operation_id="teaching_sessions_change",
        request=SessionPlanSerializer,
        responses=with_refusals({200: SessionSerializer}, 400, 401, 404),
    )
    def put(self, request: Request, uuid: UUID, session: UUID) -> Response:
        _cohort, found = taught_session(request, uuid, session)
        asked = SessionPlanSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        now = timezone.now()
        changes: dict[str, Any] = asked.validated_data
        changed = change_session(found.pk, changes, actor=signed_in(request), now=now)
        return Response(SessionSerializer(shown_session(changed, now)).data)

    @extend_schema(
        operation_id="teaching_sessions_remove",
        responses=with_refusals({204: None}, 401, 404, 409),
    )
    def delete(self, request: Request, uuid: UUID, session: UUID) -> Response:
        _cohort, found = taught_session(request, uuid, session)
        remove_session(found.pk, actor=signed_in(request), now=timezone.now())
        return Response(status=204)


class WallCodeView(APIView):
    """The code to show now; a new one every half minute."""

    @extend_schema(
        operation_id="teaching_sessions_code",
        responses=with_refusals({200: WallCodeSerializer}, 401, 404),
    )
    def get(self, request: Request, uuid: UUID, session: UUID) -> Response:
        _cohort, found = taught_session(request, uuid, session)
        code = attendance_code(found.uuid, found.secret, timezone.now())
        address = f"{settings.PUBLIC_URL}/diem-danh/{code}/"
        shown = {
            "address": address,
            "qr": segno.make(address, error="m").svg_data_uri(scale=4, border=2),
            "seconds": int(SHOWN_FOR.total_seconds()),
        }
        return Response(WallCodeSerializer(shown).data)


class RollView(APIView):
    """Everybody with a place, and who was there."""

    @extend_schema(
        operation_id="teaching_sessions_roll",
        responses=with_refusals({200: RollEntrySerializer(many=True)}, 401, 404),
    )
    def get(self, request: Request, uuid: UUID, session: UUID) -> Response:
        cohort, found = taught_session(request, uuid, session)
        shown = roll(found, seen_enrolments(request.user, cohort))
        return Response(RollEntrySerializer(shown, many=True).data)

    @extend_schema(
        operation_id="teaching_sessions_note",
        request=RollChangeSerializer,
        responses=with_refusals({200: RollEntrySerializer(many=True)}, 400, 401, 404),
    )
    def put(self, request: Request, uuid: UUID, session: UUID) -> Response:
        cohort, found = taught_session(request, uuid, session)
        asked = RollChangeSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        people = seen_enrolments(request.user, cohort)
        wish: dict[str, Any] = asked.validated_data
        noted = {
            name: list(people.filter(uuid__in=wish[name]).values_list("pk", flat=True))
            for name in ("present", "absent")
        }
        note_attendance(found.pk, **noted, actor=signed_in(request), now=timezone.now())
        return Response(RollEntrySerializer(roll(found, people), many=True).data)
