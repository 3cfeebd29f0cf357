"""Enrolling by a rule: seen before, applied by a worker, stopped."""

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
from backend.common.api import JobSerializer
from backend.common.errors import NotVisible
from backend.organisations.enums import Kind, Role
from backend.organisations.queries.organisation import find_organisations, written_paths
from courses.actions.cohort_place import free_places
from courses.actions.enrolment_rule import make_rule, stop_rule
from courses.api.teaching.cohort import taught_cohort
from courses.api.teaching.cohort_shapes import CohortOrganisationSerializer
from courses.models import EnrolmentRule
from courses.permissions import measured_organisations
from courses.queries.enrolment_rule import rule_preview
from quizzes.api.schema import with_refusals

OLDEST = 120
UPPERMOST = 1
MOST_FOUND = 12
ROLES = [choice for choice in Role.choices if choice[0] != Role.MEMBER]


class EnrolmentRuleWishSerializer(s.Serializer[Any]):
    """Whom it means: of the organisation and all below it."""

    organisation = s.UUIDField()
    kinds = s.ListField(child=s.ChoiceField(Kind.choices), default=list, max_length=20)
    roles = s.ListField(child=s.ChoiceField(ROLES), default=list, max_length=10)
    least_age = s.IntegerField(min_value=0, max_value=OLDEST, allow_null=True, default=None)
    most_age = s.IntegerField(min_value=0, max_value=OLDEST, allow_null=True, default=None)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Ages in their order."""
        least, most = attrs["least_age"], attrs["most_age"]
        if least is not None and most is not None and least > most:
            raise s.ValidationError({"most_age": [gettext("Tuổi đến phải từ tuổi bắt đầu.")]})
        return attrs


class EnrolmentRuleSerializer(s.Serializer[Any]):
    """`enrolled` came in or wait by it."""

    uuid = s.UUIDField()
    organisation = CohortOrganisationSerializer()
    kinds = s.ListField(child=s.ChoiceField(Kind.choices))
    roles = s.ListField(child=s.ChoiceField(ROLES))
    least_age = s.IntegerField(allow_null=True)
    most_age = s.IntegerField(allow_null=True)
    enrolled = s.IntegerField()
    made_at = s.DateTimeField()
    ran_at = s.DateTimeField(allow_null=True)


class EnrolmentRuleListSerializer(s.Serializer[Any]):
    """`organisations`: the uppermost one whose people this person may enrol; the others are found
    by name. None: somebody else makes rules."""

    organisations = CohortOrganisationSerializer(many=True)
    rules = EnrolmentRuleSerializer(many=True)


class EnrolmentRuleMadeSerializer(s.Serializer[Any]):
    rule = EnrolmentRuleSerializer()
    job = JobSerializer()


class EnrolmentRuleUnitSerializer(s.Serializer[Any]):
    name = s.CharField()
    people = s.IntegerField()


class EnrolmentRulePersonSerializer(s.Serializer[Any]):
    full_name = s.CharField()
    organisation = s.CharField()


class EnrolmentRulePreviewSerializer(s.Serializer[Any]):
    """`people` are meant: of them so many come in, wait, left before, learn it already."""

    people = s.IntegerField()
    enrolled = s.IntegerField()
    waiting = s.IntegerField()
    left = s.IntegerField()
    known = s.IntegerField()
    unit_count = s.IntegerField()
    units = EnrolmentRuleUnitSerializer(many=True)
    sample = EnrolmentRulePersonSerializer(many=True)


class RulesView(APIView):
    """The rules of a cohort; a new one is applied at once."""

    @extend_schema(
        operation_id="teaching_rules",
        responses=with_refusals({200: EnrolmentRuleListSerializer}, 401, 404),
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        cohort = taught_cohort(request, uuid)
        own = measured_organisations(request.user).filter(merged_into__isnull=True)
        shown = {
            "organisations": own.order_by("depth", "name")[:UPPERMOST],
            "rules": EnrolmentRule.objects.filter(cohort=cohort).select_related("organisation"),
        }
        return Response(EnrolmentRuleListSerializer(shown).data)

    @extend_schema(
        operation_id="teaching_rules_make",
        request=EnrolmentRuleWishSerializer,
        responses=with_refusals({202: EnrolmentRuleMadeSerializer}, 400, 401, 404),
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        rule, job = make_rule(_wished(request, uuid), now=timezone.now())
        return Response(EnrolmentRuleMadeSerializer({"rule": rule, "job": job}).data, status=202)


class RuleOrganisationQuestionSerializer(s.Serializer[Any]):
    q = s.CharField(max_length=200, allow_blank=True, default="")


class RuleOrganisationSerializer(CohortOrganisationSerializer):
    path = s.CharField(help_text="Its address: Xã Thượng Tân, tỉnh Tuyên Quang")


class RuleOrganisationsSerializer(s.Serializer[Any]):
    results = RuleOrganisationSerializer(many=True)


class RuleOrganisationsView(APIView):
    """Organisations whose people one may enrol, by the words of a name; the likeliest first."""

    @extend_schema(
        operation_id="teaching_rules_organisations",
        parameters=[RuleOrganisationQuestionSerializer],
        responses=with_refusals({200: RuleOrganisationsSerializer}, 400, 401, 404),
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        taught_cohort(request, uuid)
        asked = RuleOrganisationQuestionSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        own = measured_organisations(request.user).filter(merged_into__isnull=True)
        typed = asked.validated_data["q"]
        today = timezone.localdate()
        found = find_organisations(typed, limit=MOST_FOUND, today=today, among=own)
        paths = written_paths(found)
        rows = [{"uuid": one.uuid, "name": one.name, "path": paths[one.pk]} for one in found]
        return Response(RuleOrganisationsSerializer({"results": rows}).data)


class RulePreviewView(APIView):
    """What a rule would do; nothing is changed."""

    @extend_schema(
        operation_id="teaching_rules_preview",
        request=EnrolmentRuleWishSerializer,
        responses=with_refusals({200: EnrolmentRulePreviewSerializer}, 400, 401, 404),
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        rule = _wished(request, uuid)
        told = rule_preview(rule, free_places(rule.cohort), timezone.localdate())
        return Response(EnrolmentRulePreviewSerializer(told).data)


class RuleView(APIView):
    """Stop a rule."""

    @extend_schema(
        operation_id="teaching_rules_stop", responses=with_refusals({204: None}, 401, 404)
    )
    def delete(self, request: Request, uuid: UUID, rule: UUID) -> Response:
        cohort = taught_cohort(request, uuid)
        found = EnrolmentRule.objects.filter(cohort=cohort, uuid=rule).first()
        if found is None:
            raise NotVisible
        stop_rule(found, actor=signed_in(request), now=timezone.now())
        return Response(status=204)


def _wished(request: Request, uuid: UUID) -> EnrolmentRule:
    """Not stored; of an organisation that the asker looks after."""
    cohort = taught_cohort(request, uuid)
    asked = EnrolmentRuleWishSerializer(data=request.data)
    asked.is_valid(raise_exception=True)
    wish: dict[str, Any] = asked.validated_data
    own = measured_organisations(request.user).filter(uuid=wish.pop("organisation")).first()
    if own is None:
        raise s.ValidationError({"organisation": [gettext("Hãy chọn đơn vị trong danh sách.")]})
    return EnrolmentRule(cohort=cohort, organisation=own, made_by=signed_in(request), **wish)
