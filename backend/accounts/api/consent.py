"""The words people agree to, as they are recorded."""

from typing import Any

from django.utils.translation import gettext
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.enums import Purpose
from backend.accounts.rules.consent import CONSENT_TEXTS, TAKING_PART


class ConsentTextSerializer(serializers.Serializer[Any]):
    """One purpose and its text in the language of the request."""

    purpose = serializers.ChoiceField(choices=Purpose.choices)
    text = serializers.CharField()
    is_required = serializers.BooleanField()


class ConsentTextsView(APIView):
    """Each purpose on its own, none ticked beforehand."""

    authentication_classes = []
    permission_classes = [AllowAny]

    @extend_schema(operation_id="consent_texts_list", responses=ConsentTextSerializer(many=True))
    def get(self, request: Request) -> Response:
        texts = [
            {
                "purpose": purpose.value,
                "text": gettext(CONSENT_TEXTS[purpose]),
                "is_required": purpose == TAKING_PART,
            }
            for purpose in Purpose
        ]
        return Response(ConsentTextSerializer(texts, many=True).data)
