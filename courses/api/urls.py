"""Addresses of courses, under /api/v1/."""

from django.urls import path

from courses.api.assessment import AdviceView, AssessmentView, OwnAssessmentView
from courses.api.assignment import AssignmentView
from courses.api.badge import BadgesView
from courses.api.course import CourseListView, CourseView, EnrolmentView, OwnCourseListView
from courses.api.discussion import (
    DiscussionView,
    DiscussionVisitView,
    PostHidingView,
    PostPinningView,
    PostReportView,
    PostView,
)
from courses.api.final_quiz import FinalAnswersView, FinalQuizView, FinalSubmitView
from courses.api.home import HomeView
from courses.api.lesson import LessonView, ProgressView, QuizAnswersView
from courses.api.note import LessonNoteView, OwnNotesTextView, OwnNotesView
from courses.api.package import PackageLaunchView, PackageRunView

LESSON = "courses/<slug:slug>/lessons/<slug:key>/"
PART = f"{LESSON}parts/<slug:part>/"
POST = "courses/<slug:slug>/posts/<uuid:uuid>/"
FINAL = "courses/<slug:slug>/final-quiz/"

urlpatterns = [
    path(LESSON, LessonView.as_view(), name="course-lesson"),
    path(f"{LESSON}progress/", ProgressView.as_view(), name="course-progress"),
    path(f"{LESSON}answers/", QuizAnswersView.as_view(), name="course-answers"),
    path(f"{LESSON}note/", LessonNoteView.as_view(), name="lesson-note"),
    path(f"{LESSON}posts/", DiscussionView.as_view(), name="course-discussion"),
    path(f"{LESSON}posts/visit/", DiscussionVisitView.as_view(), name="course-discussion-visit"),
    path(POST, PostView.as_view(), name="course-post"),
    path(f"{POST}report/", PostReportView.as_view(), name="course-post-report"),
    path(f"{POST}hide/", PostHidingView.as_view(), name="course-post-hide"),
    path(f"{POST}pin/", PostPinningView.as_view(), name="course-post-pin"),
    path(f"{PART}works/", AssignmentView.as_view(), name="course-assignment"),
    path(f"{PART}launch/", PackageLaunchView.as_view(), name="course-package-launch"),
    path(f"{PART}run/", PackageRunView.as_view(), name="course-package-run"),
    path("courses/", CourseListView.as_view(), name="courses"),
    path("courses/<slug:slug>/", CourseView.as_view(), name="course"),
    path("courses/<slug:slug>/enrolment/", EnrolmentView.as_view(), name="course-enrolment"),
    path(FINAL, FinalQuizView.as_view(), name="course-final-quiz"),
    path(f"{FINAL}answers/", FinalAnswersView.as_view(), name="course-final-answers"),
    path(f"{FINAL}submit/", FinalSubmitView.as_view(), name="course-final-submit"),
    path("assessment/", AssessmentView.as_view(), name="assessment"),
    path("assessment/advice/", AdviceView.as_view(), name="assessment-advice"),
    path("assessment/<uuid:uuid>/", OwnAssessmentView.as_view(), name="own-assessment"),
    path("me/home/", HomeView.as_view(), name="home"),
    path("me/notes/", OwnNotesView.as_view(), name="own-notes"),
    path("me/notes/text/", OwnNotesTextView.as_view(), name="own-notes-text"),
    path("me/badges/", BadgesView.as_view(), name="own-badges"),
    path("me/courses/", OwnCourseListView.as_view(), name="own-courses"),
]
