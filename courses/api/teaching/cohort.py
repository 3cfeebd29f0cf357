"""How an address of teaching finds its cohort, and the cohorts themselves."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.models import User
from backend.accounts.permissions import signed_in
from backend.common.errors import NotVisible
from backend.organisations.models import Organisation
from backend.organisations.permissions import TeachersOnly, is_trainer
from courses.actions.cohort import NewCohort, change_cohort, create_cohort, remove_cohort
from courses.api.teaching.cohort_shapes import (
    CohortChangeSerializer,
    CohortChoicesSerializer,
    CohortCreationSerializer,
    CohortSerializer,
    CohortTrainerSerializer,
)
from courses.models import Cohort
from courses.permissions import taught_cohorts, teaching_organisations
from courses.queries.cohort import (
    cohort_row,
    cohorts_with_counts,
    possible_trainers,
    teachable_courses,
)
from quizzes.api.schema import with_refusals

LARGEST_LIST = 200


def taught_cohort(request: Request, uuid: UUID) -> Cohort:
    """The cohort, for those who teach it; to anyone else it does not exist: NotVisible."""
    signed_in(request)
    cohort = taught_cohorts(request.user).filter(uuid=uuid).select_related("organisation").first()
    if cohort is None:
        raise NotVisible
    return cohort


class CohortListView(APIView):
    """The cohorts that this person teaches, the newest first."""

    permission_classes = [TeachersOnly]

    @extend_schema(
        operation_id="teaching_cohorts_list",
        responses=with_refusals({200: CohortSerializer(many=True)}, 401, 403),
    )
    def get(self, request: Request) -> Response:
        today = timezone.localdate()
        found = cohorts_with_counts(taught_cohorts(request.user))[:LARGEST_LIST]
        return Response(CohortSerializer([cohort_row(one, today) for one in found], many=True).data)

    @extend_schema(
        operation_id="teaching_cohorts_create",
        request=CohortCreationSerializer,
        responses=with_refusals({201: CohortSerializer}, 400, 401, 403, 409),
    )
    def post(self, request: Request) -> Response:
        asked = CohortCreationSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        wish: dict[str, Any] = asked.validated_data
        actor = signed_in(request)
        course = teachable_courses().filter(slug=wish["course"]).first()
        own = teaching_organisations(actor).filter(uuid=wish["organisation"]).first()
        if course is None:
            raise ValidationError({"course": [gettext("Hãy chọn khóa học trong danh sách.")]})
        if own is None:
            raise ValidationError({"organisation": [gettext("Hãy chọn đơn vị trong danh sách.")]})
        named = _trainers(own, wish.get("trainers", []))
        if not named and is_trainer(actor):
            named = [actor]
        new = NewCohort(**{**wish, "course": course, "organisation": own, "trainers": named})
        cohort = create_cohort(new, actor=actor, now=timezone.now())
        return Response(shown_cohort(cohort), status=201)


class CohortChoicesView(APIView):
    """Courses and organisations for a new cohort."""

    permission_classes = [TeachersOnly]

    @extend_schema(
        operation_id="teaching_cohorts_choices",
        responses=with_refusals({200: CohortChoicesSerializer}, 401, 403),
    )
    def get(self, request: Request) -> Response:
        organisations = teaching_organisations(request.user).order_by("depth", "name")
        shown = {"courses": teachable_courses(), "organisations": organisations[:LARGEST_LIST]}
        return Response(CohortChoicesSerializer(shown).data)


class CohortView(APIView):
    """One cohort."""

    @extend_schema(
        operation_id="teaching_cohorts_retrieve",
        responses=with_refusals({200: CohortSerializer}, 401, 404),
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        return Response(shown_cohort(taught_cohort(request, uuid)))

    @extend_schema(
        operation_id="teaching_cohorts_change",
        request=CohortChangeSerializer,
        responses=with_refusals({200: CohortSerializer}, 400, 401, 404, 409),
    )
    def patch(self, request: Request, uuid: UUID) -> Response:
        cohort = taught_cohort(request, uuid)
        asked = CohortChangeSerializer(cohort, data=request.data)
        asked.is_valid(raise_exception=True)
        changes: dict[str, Any] = asked.validated_data
        if "trainers" in changes:
            changes["trainers"] = _trainers(cohort.organisation, changes["trainers"], cohort)
        change_cohort(cohort.pk, changes, actor=signed_in(request), now=timezone.now())
        return Response(shown_cohort(cohort))

    @extend_schema(
        operation_id="teaching_cohorts_remove",
        responses=with_refusals({204: None}, 401, 404, 409),
    )
    def delete(self, request: Request, uuid: UUID) -> Response:
        cohort = taught_cohort(request, uuid)
        remove_cohort(cohort.pk, actor=signed_in(request), now=timezone.now())
        return Response(status=204)


class PossibleTrainersView(APIView):
    """Who may be put down as a trainer of the cohort."""

    @extend_schema(
        operation_id="teaching_cohorts_possible_trainers",
        responses=with_refusals({200: CohortTrainerSerializer(many=True)}, 401, 404),
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        found = possible_trainers(taught_cohort(request, uuid).organisation)
        return Response(CohortTrainerSerializer(found, many=True).data)


def shown_cohort(cohort: Cohort) -> Any:
    """The cohort as every change of it answers."""
    found = cohorts_with_counts(Cohort.objects.filter(pk=cohort.pk)).get()
    return CohortSerializer(cohort_row(found, timezone.localdate())).data


def _trainers(
    organisation: Organisation, uuids: list[UUID], cohort: Cohort | None = None
) -> list[User]:
    """Only people who hold a trainer's role there, or are the cohort's trainers already."""
    people = {one.uuid: one for one in possible_trainers(organisation)}
    if cohort is not None:
        people |= {one.uuid: one for one in cohort.trainers.all()}
    if not set(uuids) <= set(people):
        raise ValidationError({"trainers": [gettext("Hãy chọn người trong danh sách.")]})
    return [people[one] for one in dict.fromkeys(uuids)]
