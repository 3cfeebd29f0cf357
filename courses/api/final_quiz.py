"""The quiz at the end of a course."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from courses.actions.final_quiz import answer_final_quiz, begin_final_quiz, submit_final_quiz
from courses.api.lesson_shapes import (
    FinalAnswersSavedSerializer,
    FinalAnswersSerializer,
    FinalResultSerializer,
    FinalSubmitSerializer,
    ShownFinalQuizSerializer,
)
from courses.api.own import state_of
from courses.queries.final_quiz import asked_versions, quiz_result, shown_quiz
from courses.queries.version import outline_of
from quizzes.api.schema import with_refusals


class FinalQuizView(APIView):
    """The open quiz, or a new one once the lessons are done. Repeating gives the same."""

    @extend_schema(
        operation_id="course_final_quiz",
        request=None,
        responses=with_refusals({200: ShownFinalQuizSerializer}, 401, 404, 409),
    )
    def post(self, request: Request, slug: str) -> Response:
        quiz = begin_final_quiz(signed_in(request), slug, now=timezone.now())
        return Response(ShownFinalQuizSerializer(shown_quiz(quiz, asked_versions(quiz))).data)


class FinalAnswersView(APIView):
    """Keep answers of the open quiz; nothing is said of them before it is handed in."""

    @extend_schema(
        operation_id="course_final_quiz_answers",
        request=FinalAnswersSerializer,
        responses=with_refusals({200: FinalAnswersSavedSerializer}, 400, 401, 404, 409, 422),
    )
    def put(self, request: Request, slug: str) -> Response:
        sent = FinalAnswersSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        answers = sent.validated_data["answers"]
        quiz = answer_final_quiz(signed_in(request), slug, answers, now=timezone.now())
        given = sum(value is not None for value in quiz.answers.values())
        return Response({"number": quiz.number, "answered": given})


class FinalSubmitView(APIView):
    """Hand in; the result with every key and explanation. Repeating gives the same."""

    @extend_schema(
        operation_id="course_final_quiz_submit",
        request=FinalSubmitSerializer,
        responses=with_refusals({200: FinalResultSerializer}, 400, 401, 404, 409),
    )
    def post(self, request: Request, slug: str) -> Response:
        sent = FinalSubmitSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        now = timezone.now()
        quiz = submit_final_quiz(signed_in(request), slug, sent.validated_data["number"], now=now)
        outline = outline_of(quiz.enrolment.version_id)
        result = quiz_result(quiz, asked_versions(quiz), outline)
        result["course"] = state_of(quiz.enrolment, now)
        return Response(FinalResultSerializer(result).data)
