"""Rename, move and merge organisations, for those who organise at or above them."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.errors import NotVisible
from backend.common.serializers import ProblemSerializer
from backend.organisations.actions.reorganisation import (
    merge_organisation,
    move_organisation,
    rename_organisation,
    undo_rename,
)
from backend.organisations.models import Organisation
from backend.organisations.permissions import may_reorganise
from backend.organisations.queries.organisation import written_paths

REFUSALS = {400: ProblemSerializer, 401: ProblemSerializer, 404: ProblemSerializer}


class ReorganisationSerializer(serializers.Serializer[Any]):
    """Why it is done; kept in the audit log."""

    reason = serializers.CharField(max_length=500)


class OrganisationRenameSerializer(ReorganisationSerializer):
    """The new name and the day from which it is the official one."""

    name = serializers.CharField(max_length=200)
    valid_from = serializers.DateField()


class OrganisationMoveSerializer(ReorganisationSerializer):
    """The organisation below which it will stand."""

    below = serializers.UUIDField()


class OrganisationMergeSerializer(ReorganisationSerializer):
    """The organisation that it becomes part of, and from which day on."""

    into = serializers.UUIDField()
    valid_from = serializers.DateField()


class FormerNameSerializer(serializers.Serializer[Any]):
    """A name until a day."""

    name = serializers.CharField()
    valid_to = serializers.DateField()


class OrganisationDetailSerializer(serializers.Serializer[Any]):
    """An organisation with its history."""

    uuid = serializers.UUIDField()
    name = serializers.CharField()
    path = serializers.CharField()
    kind = serializers.CharField()
    code = serializers.CharField(allow_null=True)
    headcount = serializers.IntegerField(allow_null=True)
    valid_to = serializers.DateField(allow_null=True)
    merged_into = serializers.CharField(allow_null=True, help_text="The name it went up in.")
    former_names = FormerNameSerializer(many=True)


class OrganisationDetailView(APIView):
    """One organisation and what it was called before."""

    @extend_schema(
        operation_id="desk_organisation_retrieve",
        responses={200: OrganisationDetailSerializer, **REFUSALS},
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        return _shown(_found(request, uuid))


class RenameView(APIView):
    """Give a new name; the old one stays findable."""

    @extend_schema(
        operation_id="desk_organisation_rename",
        request=OrganisationRenameSerializer,
        responses={200: OrganisationDetailSerializer, 409: ProblemSerializer, **REFUSALS},
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        organisation = _found(request, uuid)
        asked = OrganisationRenameSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return _shown(
            rename_organisation(
                organisation.pk,
                asked.validated_data["name"],
                valid_from=asked.validated_data["valid_from"],
                reason=asked.validated_data["reason"],
                actor=signed_in(request),
                now=timezone.now(),
            )
        )


class UndoRenameView(APIView):
    """Take the newest name back."""

    @extend_schema(
        operation_id="desk_organisation_undo_rename",
        request=ReorganisationSerializer,
        responses={200: OrganisationDetailSerializer, 409: ProblemSerializer, **REFUSALS},
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        organisation = _found(request, uuid)
        asked = ReorganisationSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        reason = asked.validated_data["reason"]
        return _shown(
            undo_rename(
                organisation.pk, reason=reason, actor=signed_in(request), now=timezone.now()
            )
        )


class MoveView(APIView):
    """Put it, with all below it, under another organisation."""

    @extend_schema(
        operation_id="desk_organisation_move",
        request=OrganisationMoveSerializer,
        responses={200: OrganisationDetailSerializer, 409: ProblemSerializer, **REFUSALS},
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        organisation = _found(request, uuid)
        asked = OrganisationMoveSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        parent = _found(request, asked.validated_data["below"])
        return _shown(
            move_organisation(
                organisation.pk,
                parent.pk,
                reason=asked.validated_data["reason"],
                actor=signed_in(request),
                now=timezone.now(),
            )
        )


class MergeView(APIView):
    """Let it go up in another organisation, which is the answer."""

    @extend_schema(
        operation_id="desk_organisation_merge",
        request=OrganisationMergeSerializer,
        responses={200: OrganisationDetailSerializer, 409: ProblemSerializer, **REFUSALS},
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        organisation = _found(request, uuid)
        asked = OrganisationMergeSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        into = _found(request, asked.validated_data["into"])
        return _shown(
            merge_organisation(
                organisation.pk,
                into.pk,
                valid_from=asked.validated_data["valid_from"],
                reason=asked.validated_data["reason"],
                actor=signed_in(request),
                now=timezone.now(),
            )
        )


def _found(request: Request, uuid: UUID) -> Organisation:
    user = signed_in(request)
    organisation = Organisation.objects.filter(uuid=uuid).first()
    if organisation is None or not may_reorganise(user, organisation):
        raise NotVisible
    return organisation


def _shown(organisation: Organisation) -> Response:
    merged_into = organisation.merged_into
    return Response(
        OrganisationDetailSerializer(
            {
                "uuid": organisation.uuid,
                "name": organisation.name,
                "path": written_paths([organisation])[organisation.pk],
                "kind": organisation.kind,
                "code": organisation.code,
                "headcount": organisation.headcount,
                "valid_to": organisation.valid_to,
                "merged_into": merged_into.name if merged_into else None,
                "former_names": list(organisation.former_names.values("name", "valid_to")),
            }
        ).data
    )
