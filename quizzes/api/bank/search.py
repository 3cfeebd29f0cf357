"""What surrounds a search: what is offered, how many of each there are, searches that are kept."""

from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.organisations.permissions import TrainersOnly
from quizzes.actions.item_filter import drop_filter, keep_filter
from quizzes.api.bank.change_shapes import (
    FacetsSerializer,
    FilterSerializer,
    FilterWishSerializer,
    VocabularySerializer,
)
from quizzes.api.bank.item import asked, search_of
from quizzes.api.bank.wishes import ItemSearchSerializer
from quizzes.api.schema import with_refusals
from quizzes.models import ItemFilter
from quizzes.queries.item_search import found_items
from quizzes.queries.item_vocabulary import facets_of, vocabulary


class VocabularyView(APIView):
    """Topics, competences, tags and authors."""

    permission_classes = [TrainersOnly]

    @extend_schema(
        operation_id="bank_vocabulary",
        responses=with_refusals({200: VocabularySerializer}, 401, 403),
    )
    def get(self, request: Request) -> Response:
        return Response(VocabularySerializer(vocabulary()).data)


class FacetsView(APIView):
    """How many items a search finds, by topic, difficulty, status, kind and use."""

    permission_classes = [TrainersOnly]

    @extend_schema(
        operation_id="bank_items_facets",
        parameters=[ItemSearchSerializer],
        responses=with_refusals({200: FacetsSerializer}, 400, 401, 403),
    )
    def get(self, request: Request) -> Response:
        wish = asked(ItemSearchSerializer, request.query_params)
        found = found_items(search_of(wish, request), timezone.localdate())
        return Response(FacetsSerializer(facets_of(found)).data)


class FiltersView(APIView):
    """One's own searches by name; a known name's search is replaced."""

    permission_classes = [TrainersOnly]

    @extend_schema(
        operation_id="bank_filters_list",
        responses=with_refusals({200: FilterSerializer(many=True)}, 401, 403),
    )
    def get(self, request: Request) -> Response:
        own = ItemFilter.objects.filter(owner=signed_in(request))
        return Response(FilterSerializer(own, many=True).data)

    @extend_schema(
        operation_id="bank_filters_keep",
        request=FilterWishSerializer,
        responses=with_refusals({200: FilterSerializer}, 400, 401, 403, 409),
    )
    def post(self, request: Request) -> Response:
        wish = asked(FilterWishSerializer, request.data)
        # Stored as JSON has it: an author's UUID as its text.
        given = {name: value for name, value in wish["query"].items() if value is not None}
        query = {**given, **({"author": str(given["author"])} if "author" in given else {})}
        kept = keep_filter(signed_in(request), wish["name"], query)
        return Response(FilterSerializer(kept).data)


class FilterView(APIView):
    """Forget a search."""

    permission_classes = [TrainersOnly]

    @extend_schema(
        operation_id="bank_filters_drop", responses=with_refusals({204: None}, 401, 403, 404)
    )
    def delete(self, request: Request, uuid: UUID) -> Response:
        drop_filter(signed_in(request), uuid)
        return Response(status=204)
