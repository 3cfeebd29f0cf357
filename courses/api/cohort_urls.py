"""Addresses of cohorts: /api/v1/teaching/… for those who teach, /api/v1/cohorts/… to come in."""

from django.urls import URLPattern, URLResolver, path

from courses.api.cohort import CohortEnrolmentView, CohortInvitationView
from courses.api.teaching.cohort import (
    CohortChoicesView,
    CohortListView,
    CohortView,
    PossibleTrainersView,
)

COHORT = "teaching/cohorts/<uuid:uuid>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("teaching/cohorts/", CohortListView.as_view(), name="teaching-cohorts"),
    path("teaching/cohort-choices/", CohortChoicesView.as_view(), name="teaching-choices"),
    path(COHORT, CohortView.as_view(), name="teaching-cohort"),
    path(
        f"{COHORT}possible-trainers/",
        PossibleTrainersView.as_view(),
        name="teaching-possible-trainers",
    ),
    path("cohorts/<slug:code>/", CohortInvitationView.as_view(), name="cohort-invitation"),
    path("cohorts/<slug:code>/enrolment/", CohortEnrolmentView.as_view(), name="cohort-enrolment"),
]
