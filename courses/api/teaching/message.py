"""Messages to a cohort: written once, previewed, sent, and who got and read them."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.errors import NotVisible
from backend.messaging.enums import DeliveryState
from backend.messaging.models import Message
from backend.messaging.queries.message import messages_about
from backend.messaging.rules.text import filled, unknown_fields
from courses.actions.cohort_message import Written, previewed, write_to_cohort
from courses.api.teaching.cohort import taught_cohort
from courses.enums import SEATED
from courses.models import Cohort, Enrolment
from courses.permissions import seen_enrolments
from courses.queries.cohort_message import FIELDS, PAGE, receivers, topic_of
from courses.queries.cohort_report import Asked, learners
from quizzes.api.schema import with_refusals
from quizzes.api.texts import WrittenField

MOST_CHOSEN = 500
NEWEST = 50


class SentMessageSerializer(s.Serializer[Any]):
    """`people` got it in the app, `read` of them read it; letters `mailed`, `waiting`, `failed`.

    Of the fields in the texts only the reader's own name is left open.
    """

    uuid = s.UUIDField()
    subject = s.SerializerMethodField()
    body = s.SerializerMethodField()
    sender = s.CharField(source="sender.full_name", default="")
    written_at = s.DateTimeField()
    people = s.IntegerField()
    read = s.IntegerField()
    mailed = s.IntegerField()
    waiting = s.IntegerField()
    failed = s.IntegerField()

    def get_subject(self, message: Message) -> str:
        return filled(message.subject, message.fields)

    def get_body(self, message: Message) -> str:
        return filled(message.body, message.fields)


class MessageTextSerializer(s.Serializer[Any]):
    """`{ten}`, `{khoa_hoc}`, `{lop}` and `{buoi_toi}` are filled in."""

    subject = s.CharField(max_length=200)
    body = WrittenField(max_length=4000)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        for name in ("subject", "body"):
            unknown = unknown_fields(attrs[name], FIELDS)
            if unknown:
                told = gettext("Không có trường {%(name)s}.") % {"name": unknown[0]}
                raise ValidationError({name: [told]})
        return attrs


class MessageWishSerializer(MessageTextSerializer):
    """To `all`, to those at `risk`, or to the `people` named."""

    key = s.UUIDField(help_text="Chosen by the device; repeating it sends nothing again.")
    to = s.ChoiceField(["all", "risk", "chosen"])
    people = s.ListField(child=s.UUIDField(), max_length=MOST_CHOSEN, default=list)


class MessagePreviewSerializer(s.Serializer[Any]):
    subject = s.CharField()
    body = s.CharField()
    link = s.CharField()


class ReceiverSerializer(s.Serializer[Any]):
    """`mail` empty: no letter went to them."""

    enrolment = s.UUIDField()
    full_name = s.CharField()
    read_at = s.DateTimeField(allow_null=True)
    mail = s.ChoiceField(DeliveryState.choices, allow_blank=True)


class ReceiverPageSerializer(s.Serializer[Any]):
    count = s.IntegerField()
    page_size = s.IntegerField()
    people = ReceiverSerializer(many=True)


class ReceiverQuestionSerializer(s.Serializer[Any]):
    page = s.IntegerField(min_value=1, max_value=10_000, default=1)


class CohortMessagesView(APIView):
    """What was written to the cohort, the newest first."""

    @extend_schema(
        operation_id="teaching_messages_list",
        responses=with_refusals({200: SentMessageSerializer(many=True)}, 401, 404),
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        found = messages_about(topic_of(taught_cohort(request, uuid)))[:NEWEST]
        return Response(SentMessageSerializer(found, many=True).data)

    @extend_schema(
        operation_id="teaching_messages_send",
        request=MessageWishSerializer,
        responses=with_refusals({201: SentMessageSerializer}, 400, 401, 404, 429),
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        cohort = taught_cohort(request, uuid)
        asked = MessageWishSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        wish: dict[str, Any] = asked.validated_data
        people = list(_people(request, cohort, wish["to"], wish["people"]))
        if not people:
            raise ValidationError({"people": [gettext("Không có ai để gửi.")]})
        written = Written(wish["key"], wish["subject"], wish["body"])
        message = write_to_cohort(
            cohort, written, people, actor=signed_in(request), now=timezone.now()
        )
        return Response(SentMessageSerializer(_sent(cohort, message.uuid)).data, status=201)


class MessagePreviewView(APIView):
    """A message as its first reader would see it."""

    @extend_schema(
        operation_id="teaching_messages_preview",
        request=MessageTextSerializer,
        responses=with_refusals({200: MessagePreviewSerializer}, 400, 401, 404),
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        cohort = taught_cohort(request, uuid)
        asked = MessageTextSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        written = Written(cohort.uuid, **asked.validated_data)
        first = _people(request, cohort, "all", []).order_by("person__name_sort_key").first()
        reader = first.person.full_name if first else signed_in(request).full_name
        shown = previewed(cohort, written, reader, now=timezone.now())
        return Response(MessagePreviewSerializer(shown).data)


class MessageReceiversView(APIView):
    """Who got one message and who read it, as far as one may know the people."""

    @extend_schema(
        operation_id="teaching_message_receivers",
        parameters=[ReceiverQuestionSerializer],
        responses=with_refusals({200: ReceiverPageSerializer}, 400, 401, 404),
    )
    def get(self, request: Request, uuid: UUID, message: UUID) -> Response:
        cohort = taught_cohort(request, uuid)
        question = ReceiverQuestionSerializer(data=request.query_params)
        question.is_valid(raise_exception=True)
        found = _sent(cohort, message)
        people = seen_enrolments(request.user, cohort)
        count, rows = receivers(found, people, question.validated_data["page"])
        shown = {"count": count, "page_size": PAGE, "people": rows}
        return Response(ReceiverPageSerializer(shown).data)


def _people(request: Request, cohort: Cohort, to: str, chosen: list[UUID]) -> QuerySet[Enrolment]:
    """Those with a place whom the sender may know."""
    known = seen_enrolments(request.user, cohort).filter(state__in=SEATED)
    if to == "chosen":
        known = known.filter(uuid__in=chosen)
    if to == "risk":
        found = learners(Asked(cohort, known, timezone.now()))
        known = found.filter(Q(is_quiet=True) | Q(is_behind=True))
    return known.select_related("person")


def _sent(cohort: Cohort, uuid: UUID) -> Message:
    found = messages_about(topic_of(cohort)).filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found
