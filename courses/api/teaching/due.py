"""By when what is to be done in a cohort."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.fields import planned
from courses.actions.due import set_due_dates
from courses.api.teaching.cohort import taught_cohort
from courses.formats.lesson import KEY
from courses.queries.due import due_plan
from courses.rules.due import LESSON, MODULE, Due
from quizzes.api.schema import with_refusals

MOST_DATES = 2000
LAST_DAY = 3660


class DueDateSerializer(s.Serializer[Any]):
    """Day `day` of the cohort, 1 is the first, or the date `on`."""

    of = s.ChoiceField([MODULE, LESSON])
    key = s.RegexField(KEY, max_length=100)
    day = s.IntegerField(min_value=1, max_value=LAST_DAY, required=False, allow_null=True)
    on = s.DateField(validators=[planned], required=False, allow_null=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """One of the two."""
        if (attrs.get("day") is None) == (attrs.get("on") is None):
            raise s.ValidationError(gettext("Hãy ghi một ngày, hoặc ngày thứ mấy của lớp."))
        return attrs


class DueDatesWishSerializer(s.Serializer[Any]):
    due_dates = s.ListField(child=DueDateSerializer(), max_length=MOST_DATES)


class DueRowSerializer(s.Serializer[Any]):
    """A module or a lesson; null where it has no date."""

    of = s.ChoiceField([MODULE, LESSON])
    key = s.CharField()
    title = s.CharField()
    day = s.IntegerField(allow_null=True)
    on = s.DateField(allow_null=True)
    falls_on = s.DateField(allow_null=True)


class DuePlanSerializer(s.Serializer[Any]):
    opens_on = s.DateField()
    closes_on = s.DateField()
    rows = DueRowSerializer(many=True)


class DueDatesView(APIView):
    """The dates of modules and lessons; a lesson's own counts, not its module's."""

    @extend_schema(
        operation_id="teaching_due_dates",
        responses=with_refusals({200: DuePlanSerializer}, 401, 404),
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        return Response(DuePlanSerializer(due_plan(taught_cohort(request, uuid))).data)

    @extend_schema(
        operation_id="teaching_due_dates_set",
        request=DueDatesWishSerializer,
        responses=with_refusals({200: DuePlanSerializer}, 400, 401, 404),
    )
    def put(self, request: Request, uuid: UUID) -> Response:
        cohort = taught_cohort(request, uuid)
        asked = DueDatesWishSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        known = {(row["of"], row["key"]) for row in due_plan(cohort)["rows"]}
        dues = {(one["of"], one["key"]): Due(**one) for one in asked.validated_data["due_dates"]}
        if not dues.keys() <= known:
            raise s.ValidationError(
                {"due_dates": [gettext("Hãy chọn phần hoặc bài trong danh sách.")]}
            )
        changed = set_due_dates(
            cohort.pk, list(dues.values()), actor=signed_in(request), now=timezone.now()
        )
        return Response(DuePlanSerializer(due_plan(changed)).data)
