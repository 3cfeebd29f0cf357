"""Addresses of writing: /api/v1/authoring/…"""

from django.urls import URLPattern, URLResolver, path

from courses.api.authoring.certificate_template import (
    CourseTemplateChoiceView,
    CourseTemplatePicturesView,
    CourseTemplatePreviewView,
    CourseTemplatesView,
    CourseTemplateView,
)
from courses.api.authoring.changes import ChangesView
from courses.api.authoring.course import (
    AuthorsView,
    CourseChecksView,
    OutlineView,
    WritingChoicesView,
    WrittenCourseListView,
    WrittenCourseView,
)
from courses.api.authoring.course_import import CourseImportsView, CourseImportView
from courses.api.authoring.files import CourseDocumentView, CourseExportView, LessonFileView
from courses.api.authoring.lesson import LessonDraftView, NewLessonView
from courses.api.authoring.package import PackageListView, PackageView
from courses.api.authoring.review import (
    JudgementView,
    RetirementView,
    SubmissionView,
)

COURSE = "authoring/courses/<slug:slug>/"
TEMPLATES = f"{COURSE}certificate-templates/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("authoring/courses/", WrittenCourseListView.as_view(), name="authoring-courses"),
    path("authoring/choices/", WritingChoicesView.as_view(), name="authoring-choices"),
    path("authoring/imports/", CourseImportsView.as_view(), name="authoring-imports"),
    path("authoring/imports/<uuid:uuid>/", CourseImportView.as_view(), name="authoring-import"),
    path(COURSE, WrittenCourseView.as_view(), name="authoring-course"),
    path(f"{COURSE}outline/", OutlineView.as_view(), name="authoring-outline"),
    path(f"{COURSE}lessons/", NewLessonView.as_view(), name="authoring-lessons"),
    path(f"{COURSE}lessons/<slug:key>/", LessonDraftView.as_view(), name="authoring-lesson"),
    path(f"{COURSE}lessons/<slug:key>/file.md", LessonFileView.as_view(), name="authoring-file"),
    path(f"{COURSE}documents/", CourseDocumentView.as_view(), name="authoring-documents"),
    path(f"{COURSE}export.zip", CourseExportView.as_view(), name="authoring-export"),
    path(f"{COURSE}packages/", PackageListView.as_view(), name="authoring-packages"),
    path(f"{COURSE}packages/<str:digest>/", PackageView.as_view(), name="authoring-package"),
    path(f"{COURSE}checks/", CourseChecksView.as_view(), name="authoring-checks"),
    path(f"{COURSE}authors/", AuthorsView.as_view(), name="authoring-authors"),
    path(f"{COURSE}submission/", SubmissionView.as_view(), name="authoring-submission"),
    path(f"{COURSE}judgement/", JudgementView.as_view(), name="authoring-judgement"),
    path(f"{COURSE}retirement/", RetirementView.as_view(), name="authoring-retirement"),
    path(f"{COURSE}changes/", ChangesView.as_view(), name="authoring-changes"),
    path(TEMPLATES, CourseTemplatesView.as_view(), name="authoring-templates"),
    path(
        f"{TEMPLATES}choice/", CourseTemplateChoiceView.as_view(), name="authoring-template-choice"
    ),
    path(
        f"{TEMPLATES}pictures/",
        CourseTemplatePicturesView.as_view(),
        name="authoring-template-pictures",
    ),
    path(
        f"{TEMPLATES}preview/",
        CourseTemplatePreviewView.as_view(),
        name="authoring-template-preview",
    ),
    path(f"{TEMPLATES}<uuid:template>/", CourseTemplateView.as_view(), name="authoring-template"),
]
