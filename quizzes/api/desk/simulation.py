"""Who would win under another rulebook: asked at the desk before anything is published."""

from typing import cast

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.models import User
from backend.common.api import JobSerializer
from backend.common.errors import NotVisible
from quizzes.actions.rulebook import checked_rulebook
from quizzes.actions.simulation import ask_for_simulation
from quizzes.api.desk.contest import organised_contest, organised_round
from quizzes.api.desk.rulebook_shapes import SimulationQuestionSerializer, SimulationSerializer
from quizzes.api.schema import with_refusals
from quizzes.queries.rulebook_desk import effective_version
from quizzes.queries.simulation import Question, is_long, simulated


class SimulationView(APIView):
    """Both outcomes at once, or (202) the job whose result will be the same."""

    @extend_schema(
        operation_id="desk_rulebook_simulation",
        request=SimulationQuestionSerializer,
        responses=with_refusals({200: SimulationSerializer, 202: JobSerializer}, 400, 404),
    )
    def post(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        asked = SimulationQuestionSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values = asked.validated_data
        now = timezone.now()
        current = effective_version(contest, now)
        first = values["first"] or (current.document if current else None)
        if first is None:
            raise NotVisible
        number = values["round"]
        question = Question(
            contest=contest,
            first=checked_rulebook(first),
            second=checked_rulebook(values["second"]),
            round=organised_round(request, slug, number) if number else None,
            people=values["people"],
            all_correct_percent=values["all_correct_percent"],
            seed=values["seed"],
        )
        if is_long(question):
            actor = cast(User, request.user)
            job = ask_for_simulation(contest, question, actor=actor, now=now)
            return Response(JobSerializer(job).data, status=202)
        return Response(SimulationSerializer(simulated(question)).data)
