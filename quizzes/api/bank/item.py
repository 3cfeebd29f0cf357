"""Items: found, read, begun and written."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.models import User
from backend.accounts.permissions import signed_in
from backend.organisations.permissions import TrainersOnly
from quizzes.actions.item import (
    NewItem,
    create_item,
    drop_draft,
    restore_version,
    save_draft,
    submit_item,
)
from quizzes.actions.item_change import change_items
from quizzes.actions.item_sighting import note_sightings
from quizzes.api.bank.shapes import (
    DraftSerializer,
    ItemDetailSerializer,
    ItemPageSerializer,
    ItemVersionSerializer,
)
from quizzes.api.bank.wishes import (
    DraftWishSerializer,
    ItemCreationSerializer,
    ItemPageWishSerializer,
    RevisionSerializer,
    TraitsWishSerializer,
    VersionWishSerializer,
)
from quizzes.api.schema import with_refusals
from quizzes.models import Competence, Topic
from quizzes.permissions import item_rights, may_decide_key
from quizzes.queries.item import find_item, find_version, item_detail, item_rows, person
from quizzes.queries.item_document import document_of, key_of
from quizzes.queries.item_page import page_of
from quizzes.queries.item_search import ItemSearch, found_items

DETAIL = with_refusals({200: ItemDetailSerializer}, 400, 401, 403, 404, 409)


class ItemListView(APIView):
    """Find items, and begin new ones."""

    permission_classes = [TrainersOnly]

    @extend_schema(
        operation_id="bank_items_list",
        parameters=[ItemPageWishSerializer],
        responses=with_refusals({200: ItemPageSerializer}, 400, 401, 403),
    )
    def get(self, request: Request) -> Response:
        wish = asked(ItemPageWishSerializer, request.query_params)
        order, cursor, size = wish.pop("order"), wish.pop("cursor"), wish.pop("size")
        found = found_items(search_of(wish, request), timezone.localdate())
        page, user = page_of(found, order, cursor, size), signed_in(request)
        shown = {
            "total": page.total,
            "total_is_exact": page.is_exact,
            "next": page.following,
            "items": [listed(row, user) for row in item_rows(page.ids)],
        }
        return Response(shown)

    @extend_schema(
        operation_id="bank_items_create",
        request=ItemCreationSerializer,
        responses=with_refusals({201: ItemDetailSerializer}, 400, 401, 403),
    )
    def post(self, request: Request) -> Response:
        wish = asked(ItemCreationSerializer, request.data)
        new = NewItem(**{**wish, **related(wish)})
        item = create_item(new, actor=signed_in(request), now=timezone.now())
        return Response(shown_item(item.code, request), status=201)


class ItemView(APIView):
    """One item with its key; that it was read is noted."""

    permission_classes = [TrainersOnly]

    @extend_schema(operation_id="bank_items_retrieve", responses=DETAIL)
    def get(self, request: Request, code: str) -> Response:
        item = find_item(code)
        note_sightings([item], "editor", person=signed_in(request), now=timezone.now())
        return Response(shown_item(code, request))

    @extend_schema(operation_id="bank_items_change", request=TraitsWishSerializer, responses=DETAIL)
    def patch(self, request: Request, code: str) -> Response:
        wish = wished_traits(asked(TraitsWishSerializer, request.data))
        change_items({code: wish}, actor=signed_in(request), now=timezone.now())
        return Response(shown_item(code, request))


class DraftView(APIView):
    """The working copy of an item."""

    permission_classes = [TrainersOnly]

    @extend_schema(
        operation_id="bank_draft_save",
        request=DraftWishSerializer,
        responses=with_refusals({200: DraftSerializer}, 400, 401, 403, 404, 409),
    )
    def put(self, request: Request, code: str) -> Response:
        wish = asked(DraftWishSerializer, request.data)
        draft = save_draft(code, **wish, actor=signed_in(request), now=timezone.now())
        shown = {
            "revision": draft.revision,
            "document": draft.document,
            "author": person(draft.author),
            "updated_at": draft.updated_at,
        }
        return Response(DraftSerializer(shown).data)

    @extend_schema(
        operation_id="bank_draft_drop",
        parameters=[RevisionSerializer],
        responses=with_refusals({204: None}, 400, 401, 403, 404, 409),
    )
    def delete(self, request: Request, code: str) -> Response:
        wish = asked(RevisionSerializer, request.query_params)
        drop_draft(code, **wish, actor=signed_in(request), now=timezone.now())
        return Response(status=204)


class RestoreVersionView(APIView):
    """Begin again from an older wording."""

    permission_classes = [TrainersOnly]

    @extend_schema(
        operation_id="bank_draft_restore", request=VersionWishSerializer, responses=DETAIL
    )
    def post(self, request: Request, code: str) -> Response:
        wish = asked(VersionWishSerializer, request.data)
        restore_version(
            code,
            wish["version"],
            wish["revision"],
            actor=signed_in(request),
            now=timezone.now(),
        )
        return Response(shown_item(code, request))


class SubmitItemView(APIView):
    """Hand the draft to a reviewer: it becomes a version. `errors` names what hinders by field."""

    permission_classes = [TrainersOnly]

    @extend_schema(operation_id="bank_items_submit", request=RevisionSerializer, responses=DETAIL)
    def post(self, request: Request, code: str) -> Response:
        wish = asked(RevisionSerializer, request.data)
        submit_item(code, **wish, actor=signed_in(request), now=timezone.now())
        return Response(shown_item(code, request))


class VersionView(APIView):
    """What a version says, with its newest key."""

    permission_classes = [TrainersOnly]

    @extend_schema(
        operation_id="bank_items_version",
        responses=with_refusals({200: ItemVersionSerializer}, 401, 403, 404),
    )
    def get(self, request: Request, code: str, number: int) -> Response:
        item = find_item(code)
        version = find_version(item, number)
        note_sightings([item], "editor", person=signed_in(request), now=timezone.now())
        shown = {"number": number, "document": document_of(version, key_of(version))}
        return Response(ItemVersionSerializer(shown).data)


def asked(shape: type[s.Serializer[Any]], given: Any) -> dict[str, Any]:
    """What was sent, in shape; raises ValidationError."""
    wish = shape(data=given)
    wish.is_valid(raise_exception=True)
    found: dict[str, Any] = wish.validated_data
    return found


def search_of(wish: dict[str, Any], request: Request) -> ItemSearch:
    """The search that a person asks for."""
    mine = wish.pop("reviewable", None)
    reviewer = signed_in(request).pk if mine else None
    return ItemSearch(**wish, reviewable_by=reviewer)


def related(wish: dict[str, Any]) -> dict[str, Any]:
    """The rows that a wish names by code; raises ValidationError by field."""
    found: dict[str, Any] = {}
    if "topic" in wish:
        found["topic"] = Topic.objects.filter(code=wish["topic"]).first()
        if found["topic"] is None:
            raise ValidationError({"topic": [gettext("Hãy chọn chủ đề trong danh sách.")]})
    if "competences" in wish:
        known = {f"{one.framework}:{one.code}": one for one in Competence.objects.all()}
        if not set(wish["competences"]) <= known.keys():
            raise ValidationError({"competences": [gettext("Hãy chọn năng lực trong danh sách.")]})
        found["competences"] = [known[one] for one in wish["competences"]]
    return found


def wished_traits(wish: dict[str, Any]) -> dict[str, Any]:
    """With the rows that it names; an empty part of a source is left out."""
    found = {**wish, **related(wish)}
    if "source" in found:
        found["source"] = {name: text for name, text in found["source"].items() if text}
    return found


def shown_item(code: str, request: Request) -> Any:
    """The item as every change of it answers."""
    user = signed_in(request)
    detail = with_rights(item_detail(find_item(code)), user)
    for change in detail["key_changes"]:
        change["may_decide"] = may_decide_key(user, change["change"])
    return ItemDetailSerializer(detail).data


def listed(row: dict[str, Any], user: User) -> dict[str, Any]:
    """As ItemRowSerializer shows it: asking it fifty times is a fifth of a search."""
    shown = with_rights(row, user)
    del shown["writers"]
    for name in ("created_at", "updated_at"):
        shown[name] = timezone.localtime(shown[name])
    return shown


def with_rights(row: dict[str, Any], user: User) -> dict[str, Any]:
    """The row, and what this person may do with its item."""
    return {**row, **item_rights(user, row)}
