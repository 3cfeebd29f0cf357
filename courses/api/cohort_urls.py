"""Addresses of cohorts: /api/v1/teaching/… for those who teach, /api/v1/cohorts/… to come in."""

from django.urls import URLPattern, URLResolver, path

from courses.api.cohort import AttendanceView, CohortEnrolmentView, CohortInvitationView
from courses.api.teaching.assignment import WorkJudgementView, WorkListView, WorkView
from courses.api.teaching.cohort import (
    CohortChoicesView,
    CohortListView,
    CohortView,
    PossibleTrainersView,
)
from courses.api.teaching.due import DueDatesView
from courses.api.teaching.indicators import IndicatorFileView, IndicatorReportView
from courses.api.teaching.message import (
    CohortMessagesView,
    MessagePreviewView,
    MessageReceiversView,
)
from courses.api.teaching.people import (
    EnrolmentApplyView,
    EnrolmentImportsView,
    EnrolmentTemplateView,
    ExtensionView,
    PeopleView,
    PersonView,
)
from courses.api.teaching.question import OpenQuestionsView
from courses.api.teaching.report import (
    CohortFileView,
    CohortSummaryView,
    LessonReportView,
    OrganisationReportView,
)
from courses.api.teaching.rule import RuleOrganisationsView, RulePreviewView, RulesView, RuleView
from courses.api.teaching.session import (
    RollView,
    SessionListView,
    SessionView,
    WallCodeView,
)

COHORT = "teaching/cohorts/<uuid:uuid>/"
SESSION = f"{COHORT}sessions/<uuid:session>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("teaching/cohorts/", CohortListView.as_view(), name="teaching-cohorts"),
    path("teaching/cohort-choices/", CohortChoicesView.as_view(), name="teaching-choices"),
    path(COHORT, CohortView.as_view(), name="teaching-cohort"),
    path(
        f"{COHORT}possible-trainers/",
        PossibleTrainersView.as_view(),
        name="teaching-possible-trainers",
    ),
    path(
        "teaching/organisations/", OrganisationReportView.as_view(), name="teaching-organisations"
    ),
    path("teaching/indicators/", IndicatorReportView.as_view(), name="teaching-indicators"),
    path("teaching/indicators/report.xlsx", IndicatorFileView.as_view(), name="indicator-file"),
    path(f"{COHORT}people/", PeopleView.as_view(), name="teaching-people"),
    path(f"{COHORT}people/extension/", ExtensionView.as_view(), name="teaching-extension"),
    path(f"{COHORT}people/<uuid:person>/", PersonView.as_view(), name="teaching-person"),
    path(f"{COHORT}imports/", EnrolmentImportsView.as_view(), name="teaching-imports"),
    path(
        f"{COHORT}imports/template.xlsx",
        EnrolmentTemplateView.as_view(),
        name="teaching-import-template",
    ),
    path(
        f"{COHORT}imports/<uuid:file>/apply/",
        EnrolmentApplyView.as_view(),
        name="teaching-import-apply",
    ),
    path(f"{COHORT}due-dates/", DueDatesView.as_view(), name="teaching-due-dates"),
    path(f"{COHORT}rules/", RulesView.as_view(), name="teaching-rules"),
    path(
        f"{COHORT}rules/organisations/",
        RuleOrganisationsView.as_view(),
        name="teaching-rules-organisations",
    ),
    path(f"{COHORT}rules/preview/", RulePreviewView.as_view(), name="teaching-rules-preview"),
    path(f"{COHORT}rules/<uuid:rule>/", RuleView.as_view(), name="teaching-rule"),
    path(f"{COHORT}summary/", CohortSummaryView.as_view(), name="teaching-summary"),
    path(f"{COHORT}lessons/", LessonReportView.as_view(), name="teaching-lessons"),
    path(f"{COHORT}report.xlsx", CohortFileView.as_view(), name="teaching-report-file"),
    path(f"{COHORT}sessions/", SessionListView.as_view(), name="teaching-sessions"),
    path(SESSION, SessionView.as_view(), name="teaching-session"),
    path(f"{SESSION}code/", WallCodeView.as_view(), name="teaching-wall-code"),
    path(f"{SESSION}attendance/", RollView.as_view(), name="teaching-roll"),
    path("teaching/questions/", OpenQuestionsView.as_view(), name="teaching-questions"),
    path("teaching/works/", WorkListView.as_view(), name="teaching-works"),
    path("teaching/works/<uuid:uuid>/", WorkView.as_view(), name="teaching-work"),
    path(
        "teaching/works/<uuid:uuid>/judgement/", WorkJudgementView.as_view(), name="teaching-judge"
    ),
    path(f"{COHORT}messages/", CohortMessagesView.as_view(), name="teaching-messages"),
    path(
        f"{COHORT}messages/preview/",
        MessagePreviewView.as_view(),
        name="teaching-message-preview",
    ),
    path(
        f"{COHORT}messages/<uuid:message>/people/",
        MessageReceiversView.as_view(),
        name="teaching-message-receivers",
    ),
    path("attendance/", AttendanceView.as_view(), name="attendance"),
    path("cohorts/<slug:code>/", CohortInvitationView.as_view(), name="cohort-invitation"),
    path("cohorts/<slug:code>/enrolment/", CohortEnrolmentView.as_view(), name="cohort-enrolment"),
]
