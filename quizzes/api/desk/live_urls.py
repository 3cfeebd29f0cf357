"""Addresses of a round while it is open, under …/rounds/<number>/."""

from django.urls import path

from quizzes.api.desk.live import (
    ExtensionsView,
    FreezeView,
    LateView,
    LiveView,
    PauseView,
    ResumeView,
    TakersView,
    ThawView,
)
from quizzes.api.desk.live_telling import AnnouncementsView, WithdrawalView

urlpatterns = [
    path("live/", LiveView.as_view(), name="desk-live"),
    path("live/late/", LateView.as_view(), name="desk-live-late"),
    path("live/people/", TakersView.as_view(), name="desk-live-people"),
    path("extensions/", ExtensionsView.as_view(), name="desk-live-extend"),
    path("pause/", PauseView.as_view(), name="desk-live-pause"),
    path("resume/", ResumeView.as_view(), name="desk-live-resume"),
    path("freeze/", FreezeView.as_view(), name="desk-live-freeze"),
    path("thaw/", ThawView.as_view(), name="desk-live-thaw"),
    path("announcements/", AnnouncementsView.as_view(), name="desk-live-announce"),
    path(
        "announcements/<uuid:uuid>/withdrawal/",
        WithdrawalView.as_view(),
        name="desk-live-withdraw",
    ),
]
