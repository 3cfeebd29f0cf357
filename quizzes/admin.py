"""Django's admin for trainers and organisers: read-only wherever a state exists."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from backend.organisations.permissions import is_organiser, is_trainer
from quizzes.models import (
    Attempt,
    Contest,
    Item,
    ItemKey,
    ItemVersion,
    Participant,
    Ranking,
    Round,
    RulebookVersion,
    Score,
    Standing,
    Topic,
)
from quizzes.permissions import (
    may_edit_contest,
    may_edit_round,
    organised_contests,
)


class ForRole(admin.ModelAdmin):
    """Seen by those for whom `may_see` is true; changed by nobody unless a subclass says so."""

    may_see = staticmethod(is_organiser)
    # The way from a row to its contest: organisers see their own contests' rows alone.
    contest_path = ""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        if not self.contest_path:
            return rows
        return rows.filter(**{f"{self.contest_path}__in": organised_contests(request.user)})

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.may_see(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.may_see(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class ReadOnlyInline(admin.TabularInline):
    extra = 0
    can_delete = False
    may_see = staticmethod(is_organiser)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.may_see(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class VersionInline(ReadOnlyInline):
    model = ItemVersion
    may_see = staticmethod(is_trainer)
    readonly_fields = fields = (
        "number",
        "kind",
        "stem",
        "options",
        "explanation",
        "source",
    )


@admin.register(Topic)
class TopicAdmin(ForRole):
    may_see = staticmethod(is_trainer)
    list_display = ["code", "name", "position"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_trainer(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return is_trainer(request.user)


@admin.register(Item)
class ItemAdmin(ForRole):
    may_see = staticmethod(is_trainer)
    list_display = ["code", "topic", "difficulty", "status", "grade"]
    list_filter = ["status", "topic", "difficulty", "grade"]
    search_fields = ["code", "versions__stem"]
    inlines = [VersionInline]


@admin.register(ItemKey)
class ItemKeyAdmin(ForRole):
    may_see = staticmethod(is_trainer)
    list_display = ["version", "number", "correct"]
    search_fields = ["version__item__code"]


@admin.register(Contest)
class ContestAdmin(ForRole):
    contest_path = "pk"
    list_display = ["title", "slug", "organiser", "is_visible"]
    prepopulated_fields = {"slug": ["title"]}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_organiser(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may_edit_contest(request.user, obj if isinstance(obj, Contest) else None)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        return self.prepopulated_fields if self.has_change_permission(request, obj) else {}


@admin.register(RulebookVersion)
class RulebookVersionAdmin(ForRole):
    contest_path = "contest"
    list_display = ["contest", "number", "created_at"]


@admin.register(Round)
class RoundAdmin(ForRole):
    contest_path = "contest"
    list_display = ["contest", "number", "title", "opens_at", "closes_at", "state"]
    list_filter = ["state"]
    exclude = ["secret"]
    readonly_fields = ["state"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_organiser(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may_edit_round(request.user, obj if isinstance(obj, Round) else None)


@admin.register(Participant)
class ParticipantAdmin(ForRole):
    contest_path = "contest"
    list_display = ["user", "contest", "unit", "joined_at"]
    list_select_related = ["user", "contest", "unit"]
    search_fields = ["user__full_name"]


@admin.register(Attempt)
class AttemptAdmin(ForRole):
    contest_path = "round__contest"
    list_display = ["uuid", "round", "participant", "number", "state", "started_at"]
    list_filter = ["state", "round"]
    exclude = ["paper", "client_key"]
    show_full_result_count = False


@admin.register(Score)
class ScoreAdmin(ForRole):
    contest_path = "run__round__contest"
    list_display = ["attempt", "run", "points", "correct_items", "answered"]
    show_full_result_count = False


@admin.register(Standing)
class StandingAdmin(ForRole):
    contest_path = "round__contest"
    list_display = ["round", "participant", "points", "time_used_ms", "prediction", "attempts"]
    list_filter = ["round"]
    show_full_result_count = False


@admin.register(Ranking)
class RankingAdmin(ForRole):
    contest_path = "contest"
    list_display = ["round", "number", "people", "attempts", "target", "published_at"]
