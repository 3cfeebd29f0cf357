"""A person's own messages, and by what ways they want to be reached."""

from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.serializers import ProblemSerializer
from backend.messaging.actions.contact import choose_contact
from backend.messaging.actions.message import read_messages
from backend.messaging.enums import MessageKind
from backend.messaging.queries.message import contact_choice, inbox_page, unread_count

REFUSED = {400: ProblemSerializer, 401: ProblemSerializer}


class OwnMessageSerializer(s.Serializer[Any]):
    """`link`: where it leads on this site; `sender` empty: the house."""

    uuid = s.UUIDField()
    kind = s.ChoiceField(MessageKind.choices)
    subject = s.CharField()
    body = s.CharField()
    link = s.CharField(allow_blank=True)
    sender = s.CharField(allow_blank=True)
    written_at = s.DateTimeField()
    is_read = s.BooleanField()


class InboxSerializer(s.Serializer[Any]):
    count = s.IntegerField()
    unread = s.IntegerField()
    page_size = s.IntegerField()
    messages = OwnMessageSerializer(many=True)


class InboxQuestionSerializer(s.Serializer[Any]):
    page = s.IntegerField(min_value=1, max_value=10_000, default=1)


class ReadSerializer(s.Serializer[Any]):
    """Without `messages` everything is read."""

    messages = s.ListField(child=s.UUIDField(), max_length=100, required=False, allow_null=True)


class UnreadSerializer(s.Serializer[Any]):
    unread = s.IntegerField()


class ContactChoiceSerializer(s.Serializer[Any]):
    """SMS and Zalo need the consent to messages besides."""

    email = s.BooleanField()
    sms = s.BooleanField()
    zalo = s.BooleanField()
    reminders = s.BooleanField()


class InboxView(APIView):
    """What one was told, newest first."""

    @extend_schema(
        operation_id="own_messages",
        parameters=[InboxQuestionSerializer],
        responses={200: InboxSerializer, **REFUSED},
    )
    def get(self, request: Request) -> Response:
        person = signed_in(request)
        question = InboxQuestionSerializer(data=request.query_params)
        question.is_valid(raise_exception=True)
        page = inbox_page(person, question.validated_data["page"], get_language() or "vi")
        return Response(InboxSerializer(page).data)


class ReadingView(APIView):
    """Note what was read."""

    @extend_schema(
        operation_id="own_messages_read",
        request=ReadSerializer,
        responses={200: UnreadSerializer, **REFUSED},
    )
    def post(self, request: Request) -> Response:
        person = signed_in(request)
        sent = ReadSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        read_messages(person, sent.validated_data.get("messages"), now=timezone.now())
        return Response({"unread": unread_count(person)})


class ContactChoiceView(APIView):
    """By what ways one wants to be reached."""

    @extend_schema(
        operation_id="contact_choices", responses={200: ContactChoiceSerializer, **REFUSED}
    )
    def get(self, request: Request) -> Response:
        return Response(ContactChoiceSerializer(contact_choice(signed_in(request))).data)

    @extend_schema(
        operation_id="contact_choose",
        request=ContactChoiceSerializer(partial=True),
        responses={200: ContactChoiceSerializer, **REFUSED},
    )
    def patch(self, request: Request) -> Response:
        person = signed_in(request)
        wish = ContactChoiceSerializer(data=request.data, partial=True)
        wish.is_valid(raise_exception=True)
        chosen = choose_contact(person, wish.validated_data, now=timezone.now())
        return Response(ContactChoiceSerializer(chosen).data)
