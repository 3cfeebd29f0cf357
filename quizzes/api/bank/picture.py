"""Pictures for items: one comes as a file and is known by its address from then on."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.pictures import LARGEST_BYTES
from backend.organisations.permissions import TrainersOnly
from quizzes.actions.picture import store_picture
from quizzes.api.schema import with_refusals
from quizzes.queries.picture import picture_address


class PictureUploadSerializer(s.Serializer[Any]):
    picture = s.FileField()


class StoredPictureSerializer(s.Serializer[Any]):
    digest = s.CharField()
    url = s.CharField(help_text="Where it is shown from, for ever.")
    width = s.IntegerField(help_text="In pixels.")
    height = s.IntegerField(help_text="In pixels.")


class PictureUploadView(APIView):
    """A new picture; whatever comes is drawn anew."""

    permission_classes = [TrainersOnly]
    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="bank_pictures_create",
        request={"multipart/form-data": PictureUploadSerializer},
        responses=with_refusals({201: StoredPictureSerializer}, 400, 401, 403),
    )
    def post(self, request: Request) -> Response:
        asked = PictureUploadSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        body = asked.validated_data["picture"].read(LARGEST_BYTES + 1)
        stored = store_picture(body, actor=signed_in(request), now=timezone.now())
        shown = {
            "digest": stored.digest,
            "url": picture_address(stored.digest),
            "width": stored.width,
            "height": stored.height,
        }
        return Response(StoredPictureSerializer(shown).data, status=201)
