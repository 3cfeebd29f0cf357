"""Papers put together beforehand: availability, sets, forms, print, use in a round."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.api import JobSerializer
from backend.common.errors import NotVisible
from backend.common.serializers import ProblemSerializer
from backend.organisations.permissions import TrainersOnly
from quizzes.actions.form import (
    FormWish,
    ask_for_print,
    make_form_set,
    replace_item,
    try_forms,
    use_form,
)
from quizzes.actions.form_print import fetch_print, show_form
from quizzes.api.bank.form_shapes import (
    BalanceSerializer,
    FormSetRowSerializer,
    FormSetSerializer,
    FormUseSerializer,
    FormWishSerializer,
    ReplacementSerializer,
    RoundToComeSerializer,
    TopicOfferSerializer,
)
from quizzes.api.desk.contest import organised_round
from quizzes.api.desk.live import asked
from quizzes.api.schema import with_refusals
from quizzes.formats.form_paper import page_policy
from quizzes.models import Form, FormSet
from quizzes.permissions import organised_contests
from quizzes.queries.form import (
    availability,
    balance_shown,
    find_form,
    form_set_detail,
    form_set_rows,
    rounds_to_come,
)

DETAIL = with_refusals({200: FormSetSerializer}, 400, 401, 403, 404, 409)
KEY = OpenApiParameter("key", OpenApiTypes.BOOL, description="With the key.")
PDF = "application/pdf"


def found_set(uuid: UUID) -> FormSet:
    """The set, or NotVisible."""
    form_set = FormSet.objects.filter(uuid=uuid).first()
    if form_set is None:
        raise NotVisible
    return form_set


def found_form(uuid: UUID, number: int) -> Form:
    """The form of a set, or NotVisible."""
    form = find_form(found_set(uuid), number)
    if form is None:
        raise NotVisible
    return form


def shown_set(uuid: UUID) -> Any:
    """The set as every change of it answers."""
    return FormSetSerializer(form_set_detail(found_set(uuid))).data


def _wants_key(request: Request) -> bool:
    return request.query_params.get("key") in {"1", "true"}


def _wish(request: Request) -> FormWish:
    return FormWish(**asked(FormWishSerializer, request))


class AvailabilityView(APIView):
    """What the bank offers, topic by difficulty."""

    permission_classes = [TrainersOnly]

    @extend_schema(
        operation_id="bank_forms_availability",
        responses=with_refusals({200: TopicOfferSerializer(many=True)}, 401, 403),
    )
    def get(self, request: Request) -> Response:
        return Response(TopicOfferSerializer(availability(), many=True).data)


class FormTrialView(APIView):
    """How alike the forms of a blueprint would be; stores nothing."""

    permission_classes = [TrainersOnly]

    @extend_schema(
        operation_id="bank_forms_try",
        request=FormWishSerializer,
        responses=with_refusals({200: BalanceSerializer}, 400, 401, 403, 409),
    )
    def post(self, request: Request) -> Response:
        return Response(BalanceSerializer(balance_shown(try_forms(_wish(request)))).data)


class FormSetListView(APIView):
    """Every set, and a new one."""

    permission_classes = [TrainersOnly]

    @extend_schema(
        operation_id="bank_forms_list",
        responses=with_refusals({200: FormSetRowSerializer(many=True)}, 401, 403),
    )
    def get(self, request: Request) -> Response:
        return Response(FormSetRowSerializer(form_set_rows(), many=True).data)

    @extend_schema(
        operation_id="bank_forms_create",
        request=FormWishSerializer,
        responses=with_refusals({201: FormSetSerializer}, 400, 401, 403, 409),
    )
    def post(self, request: Request) -> Response:
        made = make_form_set(_wish(request), actor=signed_in(request), now=timezone.now())
        return Response(shown_set(made.uuid), status=201)


class FormSetView(APIView):
    """A set with its forms and how alike they are."""

    permission_classes = [TrainersOnly]

    @extend_schema(operation_id="bank_forms_retrieve", responses=DETAIL)
    def get(self, request: Request, uuid: UUID) -> Response:
        return Response(shown_set(uuid))


class ReplaceView(APIView):
    """Put a spare in the place of a faulty item."""

    permission_classes = [TrainersOnly]

    @extend_schema(
        operation_id="bank_forms_replace", request=ReplacementSerializer, responses=DETAIL
    )
    def post(self, request: Request, uuid: UUID, number: int) -> Response:
        form = found_form(uuid, number)
        wish = asked(ReplacementSerializer, request)
        replace_item(form, **wish, actor=signed_in(request), now=timezone.now())
        return Response(shown_set(uuid))


class FormPrintView(APIView):
    """Print a form as PDF."""

    permission_classes = [TrainersOnly]

    @extend_schema(
        operation_id="bank_forms_print",
        request=None,
        responses=with_refusals({202: JobSerializer}, 401, 403, 404),
    )
    def post(self, request: Request, uuid: UUID, number: int) -> Response:
        form = found_form(uuid, number)
        job = ask_for_print(form, actor=signed_in(request), now=timezone.now())
        return Response(JobSerializer(job).data, status=202)


class FormPageView(APIView):
    """A form as a page to look at and to print from the browser."""

    permission_classes = [TrainersOnly]

    @extend_schema(
        operation_id="bank_forms_page",
        parameters=[KEY],
        responses={(200, "text/html"): OpenApiTypes.STR, 404: ProblemSerializer},
    )
    def get(self, request: Request, uuid: UUID, number: int) -> HttpResponse:
        form, person = found_form(uuid, number), signed_in(request)
        page = show_form(form, with_key=_wants_key(request), person=person, now=timezone.now())
        answer = HttpResponse(page)
        answer["Content-Security-Policy"] = page_policy()
        answer["X-Frame-Options"] = "SAMEORIGIN"
        answer["Cache-Control"] = "no-store"
        return answer


class FormFileView(APIView):
    """The printed PDF; 404 until it was printed."""

    permission_classes = [TrainersOnly]

    @extend_schema(
        operation_id="bank_forms_file",
        parameters=[KEY],
        responses={(200, PDF): OpenApiTypes.BINARY, 404: ProblemSerializer},
    )
    def get(self, request: Request, uuid: UUID, number: int) -> FileResponse:
        form, with_key = found_form(uuid, number), _wants_key(request)
        path = fetch_print(form, with_key=with_key, person=signed_in(request), now=timezone.now())
        if path is None:
            raise NotVisible
        name = f"ma-de-{form.code}{'-dap-an' if with_key else ''}.pdf"
        answer = FileResponse(path.open("rb"), filename=name, content_type=PDF)
        answer["Cache-Control"] = "no-store"
        return answer


class FormUseView(APIView):
    """Let a round that this person organises use exactly this form."""

    permission_classes = [TrainersOnly]

    @extend_schema(operation_id="bank_forms_use", request=FormUseSerializer, responses=DETAIL)
    def post(self, request: Request, uuid: UUID, number: int) -> Response:
        form = found_form(uuid, number)
        wish = asked(FormUseSerializer, request)
        round_ = organised_round(request, wish["contest"], wish["round"])
        use_form(form, round_, reason=wish["reason"], actor=signed_in(request), now=timezone.now())
        return Response(shown_set(uuid))


class RoundsToComeView(APIView):
    """The rounds of this person's contests that may still be given a form."""

    permission_classes = [TrainersOnly]

    @extend_schema(
        operation_id="bank_forms_rounds",
        responses=with_refusals({200: RoundToComeSerializer(many=True)}, 401, 403),
    )
    def get(self, request: Request) -> Response:
        rows = rounds_to_come(organised_contests(request.user), timezone.now())
        return Response(RoundToComeSerializer(rows, many=True).data)
