"""The rulebook of a contest at its desk: read, try, change."""

from dataclasses import asdict
from typing import Any, cast

from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.models import User
from quizzes.actions.rulebook import checked_rulebook, new_rulebook_version, try_rulebook_version
from quizzes.api.desk.contest import organised_contest
from quizzes.api.desk.rulebook_shapes import (
    DeskRulebookSerializer,
    NewRulebookVersionSerializer,
    PresetSerializer,
    RulebookDocumentSerializer,
    RulebookImpactSerializer,
    RulebookSummarySerializer,
    RulebookTrialSerializer,
)
from quizzes.api.schema import with_refusals
from quizzes.errors import InvalidRulebook
from quizzes.formats.rulebook import Rulebook
from quizzes.queries.rulebook_desk import (
    changes_between,
    desk_rulebook,
    effective_version,
    shown_presets,
    stock_of,
    summary_of,
    written_out,
)
from quizzes.rules.wording import Language


class DeskRulebookView(APIView):
    """The rulebook in force, every version with what it changed, and the items there are."""

    @extend_schema(
        operation_id="desk_rulebook", responses=with_refusals({200: DeskRulebookSerializer}, 404)
    )
    def get(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        return Response(_shown(contest))


class RulebookSchemaView(APIView):
    """The JSON Schema of a rulebook's document."""

    @extend_schema(
        operation_id="desk_rulebook_schema",
        responses=with_refusals({200: {"type": "object", "additionalProperties": True}}, 404),
    )
    def get(self, request: Request, slug: str) -> Response:
        organised_contest(request, slug)
        return Response(Rulebook.model_json_schema())


class RulebookPresetsView(APIView):
    """Rulebooks of real contests to begin with, their papers fitted to the items there are."""

    @extend_schema(
        operation_id="desk_rulebook_presets",
        responses=with_refusals({200: PresetSerializer(many=True)}, 404),
    )
    def get(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        shown = shown_presets(stock_of(contest), _language())
        return Response(PresetSerializer(shown, many=True).data)


class RulebookSummaryView(APIView):
    """What a document would say in plain words; nothing is stored."""

    @extend_schema(
        operation_id="desk_rulebook_summary",
        request=RulebookDocumentSerializer,
        responses=with_refusals({200: RulebookSummarySerializer}, 400, 404),
    )
    def post(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        document = _read(RulebookDocumentSerializer, request)["document"]
        try:
            whole = checked_rulebook(document).model_dump(mode="json")
        except InvalidRulebook as refused:
            return Response({"summary": [], "changes": [], "problems": refused.facts["errors"]})
        current = effective_version(contest, timezone.now())
        before = written_out(current.document) if current else whole
        shown = {
            "summary": summary_of(whole, _language()),
            "changes": changes_between(before, whole, _language()),
            "problems": {},
        }
        return Response(RulebookSummarySerializer(shown).data)


class RulebookTrialView(APIView):
    """Whom a new version would touch; nothing is stored."""

    @extend_schema(
        operation_id="desk_rulebook_trial",
        request=RulebookTrialSerializer,
        responses=with_refusals({200: RulebookImpactSerializer}, 400, 404),
    )
    def post(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        asked = _read(RulebookTrialSerializer, request)
        impact = try_rulebook_version(
            contest,
            asked["document"],
            effective_at=asked["effective_at"],
            now=timezone.now(),
        )
        return Response(RulebookImpactSerializer(asdict(impact)).data)


class RulebookVersionsView(APIView):
    """Put a new version in force, now or from a later time on."""

    @extend_schema(
        operation_id="desk_rulebook_change",
        request=NewRulebookVersionSerializer,
        responses=with_refusals({201: DeskRulebookSerializer}, 400, 404, 409),
    )
    def post(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        asked = _read(NewRulebookVersionSerializer, request)
        new_rulebook_version(
            contest,
            asked["document"],
            effective_at=asked["effective_at"],
            reason=asked["reason"],
            actor=cast(User, request.user),
            now=timezone.now(),
        )
        return Response(_shown(contest), status=201)


def _shown(contest: Any) -> Any:
    return DeskRulebookSerializer(desk_rulebook(contest, timezone.now(), _language())).data


def _read(shape: type[Any], request: Request) -> dict[str, Any]:
    asked = shape(data=request.data)
    asked.is_valid(raise_exception=True)
    return dict(asked.validated_data)


def _language() -> Language:
    return "en" if (get_language() or "").startswith("en") else "vi"
