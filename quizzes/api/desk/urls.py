"""Addresses of the organiser's desk, under /api/v1/desk/."""

from django.urls import URLPattern, URLResolver, include, path

from quizzes.api.desk.audit import AuditChainView, AuditFileView, AuditView
from quizzes.api.desk.bank import DeskKeyChangesView, SightingsView
from quizzes.api.desk.contest import DeskContestListView, DeskContestView
from quizzes.api.desk.decision import (
    ApproveView,
    DecisionView,
    DrawView,
    ExclusionsView,
    PublishView,
    RankAgainView,
    RankingChangesView,
    ReturnView,
    ReviewView,
    SeedView,
)
from quizzes.api.desk.essay import (
    EssaysView,
    MarkedContestListView,
    MarkingCommentsView,
    MarkView,
    NextEssayView,
)
from quizzes.api.desk.form import ContestFormsView, RoundFormView
from quizzes.api.desk.grading import (
    ApplyRegradeView,
    DiscardRegradeView,
    RegradesView,
    RoundItemsView,
    VoidItemView,
)
from quizzes.api.desk.live_telling import HallControlView
from quizzes.api.desk.organisation import DeskOrganisationBoardView, DeskOrganisationFileView
from quizzes.api.desk.round import RoundsView, RoundView, WeeklyPlanView
from quizzes.api.desk.setup import (
    BannerView,
    ChecklistView,
    CloneView,
    OwnOrganisationsView,
    PoolView,
    PossibleCommitteeView,
    PublicationView,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("contests/<slug:slug>/rounds/<int:number>/", include("quizzes.api.desk.live_urls")),
    path("contests/<slug:slug>/hall/", HallControlView.as_view(), name="desk-hall"),
    path("contests/", DeskContestListView.as_view(), name="desk-contests"),
    path("contests/<slug:slug>/", DeskContestView.as_view(), name="desk-contest"),
    path("own-organisations/", OwnOrganisationsView.as_view(), name="desk-own-organisations"),
    path("contests/<slug:slug>/clone/", CloneView.as_view(), name="desk-clone"),
    path("contests/<slug:slug>/checklist/", ChecklistView.as_view(), name="desk-checklist"),
    path("contests/<slug:slug>/publication/", PublicationView.as_view(), name="desk-publication"),
    path("contests/<slug:slug>/banner/", BannerView.as_view(), name="desk-banner"),
    path("contests/<slug:slug>/pool/", PoolView.as_view(), name="desk-pool"),
    path("contests/<slug:slug>/forms/", ContestFormsView.as_view(), name="desk-forms"),
    path(
        "contests/<slug:slug>/rounds/<int:number>/form/",
        RoundFormView.as_view(),
        name="desk-round-form",
    ),
    path(
        "contests/<slug:slug>/possible-committee/",
        PossibleCommitteeView.as_view(),
        name="desk-possible-committee",
    ),
    path("essays/", MarkedContestListView.as_view(), name="desk-marked-contests"),
    path("contests/<slug:slug>/essays/", EssaysView.as_view(), name="desk-essays"),
    path(
        "contests/<slug:slug>/essays/comments/",
        MarkingCommentsView.as_view(),
        name="desk-essay-comments",
    ),
    path("contests/<slug:slug>/essays/next/", NextEssayView.as_view(), name="desk-next-essay"),
    path(
        "contests/<slug:slug>/essays/<uuid:uuid>/mark/", MarkView.as_view(), name="desk-essay-mark"
    ),
    path("contests/<slug:slug>/rounds/", RoundsView.as_view(), name="desk-rounds"),
    path("contests/<slug:slug>/rounds/weekly/", WeeklyPlanView.as_view(), name="desk-weekly"),
    path("contests/<slug:slug>/rounds/<int:number>/", RoundView.as_view(), name="desk-round"),
    path("contests/<slug:slug>/sightings/", SightingsView.as_view(), name="desk-sightings"),
    path(
        "contests/<slug:slug>/key-changes/", DeskKeyChangesView.as_view(), name="desk-key-changes"
    ),
    path("contests/<slug:slug>/audit/", AuditView.as_view(), name="desk-audit"),
    path("contests/<slug:slug>/audit/chain/", AuditChainView.as_view(), name="desk-audit-chain"),
    path("contests/<slug:slug>/audit.xlsx", AuditFileView.as_view(), name="desk-audit-file"),
    path(
        "contests/<slug:slug>/rounds/<int:number>/organisations/",
        DeskOrganisationBoardView.as_view(),
        name="desk-organisations",
    ),
    path(
        "contests/<slug:slug>/rounds/<int:number>/organisations.xlsx",
        DeskOrganisationFileView.as_view(),
        name="desk-organisations-file",
    ),
    path("", include("quizzes.api.desk.anomaly_urls")),
    path("", include("quizzes.api.desk.rulebook_urls")),
]

DECISION = "contests/<slug:slug>/rounds/<int:number>/decision/"
urlpatterns += [
    path(DECISION, DecisionView.as_view(), name="desk-decision"),
    path(f"{DECISION}rank/", RankAgainView.as_view(), name="desk-decision-rank"),
    path(f"{DECISION}review/", ReviewView.as_view(), name="desk-decision-review"),
    path(f"{DECISION}approve/", ApproveView.as_view(), name="desk-decision-approve"),
    path(f"{DECISION}return/", ReturnView.as_view(), name="desk-decision-return"),
    path(f"{DECISION}publish/", PublishView.as_view(), name="desk-decision-publish"),
    path(f"{DECISION}draw/", DrawView.as_view(), name="desk-decision-draw"),
    path(f"{DECISION}draw/seed/", SeedView.as_view(), name="desk-decision-seed"),
    path(f"{DECISION}exclusions/", ExclusionsView.as_view(), name="desk-decision-exclusions"),
    path(f"{DECISION}changes/", RankingChangesView.as_view(), name="desk-decision-changes"),
    path(f"{DECISION}items/", RoundItemsView.as_view(), name="desk-decision-items"),
    path(f"{DECISION}void/", VoidItemView.as_view(), name="desk-item-void"),
    path(f"{DECISION}regrades/", RegradesView.as_view(), name="desk-regrades"),
    path(f"{DECISION}regrades/<int:run>/apply/", ApplyRegradeView.as_view(), name="desk-apply"),
    path(
        f"{DECISION}regrades/<int:run>/discard/", DiscardRegradeView.as_view(), name="desk-discard"
    ),
    path("", include("quizzes.api.desk.winner_urls")),
    path("", include("quizzes.api.desk.certificate_urls")),
]
