"""Courses in immutable versions: course ▸ module ▸ lesson."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.organisations.models import Organisation
from courses.enums import CourseStatus, CourseVerdict


class Course(models.Model):
    """A course. What people read is in its versions; `current` is the one new learners get."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("địa chỉ"), unique=True, max_length=100)
    title = models.CharField(_("tên"), max_length=200)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="courses",
        help_text="Whose course it is; that of the house when empty.",
    )
    status = models.CharField(
        _("trạng thái"), max_length=20, choices=CourseStatus, default=CourseStatus.DRAFT
    )
    authors = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    search = models.TextField(default="", blank=True, editable=False)
    current = models.ForeignKey(
        "CourseVersion", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["position", "title"]
        verbose_name = _("khóa học")
        verbose_name_plural = _("khóa học")

    def __str__(self) -> str:
        return self.title


class CourseDraft(models.Model):
    """The working copy of a course's outline; the lessons have working copies of their own."""

    course = models.OneToOneField(Course, on_delete=models.CASCADE, related_name="draft")
    revision = models.PositiveIntegerField(default=0, help_text="Counts saves; a stale one is 409.")
    document = models.JSONField(help_text="As formats/outline.py has it; need not be valid.")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Who saved last.",
    )
    writers = ArrayField(models.BigIntegerField(), default=list, blank=True)
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name = _("bản nháp khóa học")
        verbose_name_plural = _("bản nháp khóa học")

    def __str__(self) -> str:
        return f"{self.course_id} r{self.revision}"


class LessonDraft(models.Model):
    """The working copy of one lesson: two authors may write two lessons at once."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="lesson_drafts")
    key = models.SlugField(max_length=100, help_text="Stays the lesson's own in every version.")
    revision = models.PositiveIntegerField(default=0, help_text="Counts saves; a stale one is 409.")
    document = models.JSONField(help_text="As formats/lesson.py has it; need not be valid.")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Who saved last.",
    )
    writers = ArrayField(models.BigIntegerField(), default=list, blank=True)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "key"], name="one_lesson_draft_key")
        ]
        verbose_name = _("bản nháp bài học")
        verbose_name_plural = _("bản nháp bài học")

    def __str__(self) -> str:
        return f"{self.course_id}/{self.key} r{self.revision}"


class LessonVersion(models.Model):
    """One wording of a lesson; never changed once it exists. Versions of a course share it."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="lesson_versions")
    key = models.SlugField(max_length=100)
    title = models.CharField(max_length=200)
    document = models.JSONField(help_text="As formats/lesson.py has it.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the document.")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "key", "digest"], name="one_lesson_wording")
        ]
        verbose_name = _("phiên bản bài học")
        verbose_name_plural = _("phiên bản bài học")

    def __str__(self) -> str:
        return f"{self.course_id}/{self.key}"


class CourseVersion(models.Model):
    """One published state of a course; learners finish the one they began."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    outline = models.JSONField(help_text="As formats/outline.py has it: modules, keys of lessons.")
    lessons = models.ManyToManyField(LessonVersion, related_name="versions")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the outline and its lessons.")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="one_course_version_number")
        ]
        verbose_name = _("phiên bản khóa học")
        verbose_name_plural = _("phiên bản khóa học")

    def __str__(self) -> str:
        return f"{self.course_id} v{self.number}"


class CourseReview(models.Model):
    """One submission of a course, and what a second person made of it."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="reviews")
    number = models.PositiveIntegerField()
    note = models.TextField(blank=True, help_text="What the author tells the reviewer.")
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField()
    writers = ArrayField(models.BigIntegerField(), default=list)
    verdict = models.CharField(max_length=10, choices=CourseVerdict, blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    comment = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="one_course_review_number")
        ]
        verbose_name = _("lượt thẩm định khóa học")
        verbose_name_plural = _("lượt thẩm định khóa học")

    def __str__(self) -> str:
        return f"{self.course_id} #{self.number}"


class Diagram(models.Model):
    """A picture of lessons, named by what it holds; never changed."""

    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the file.")
    body = models.BinaryField(help_text="SVG of our own making, checked element by element.")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("hình vẽ")
        verbose_name_plural = _("hình vẽ")

    def __str__(self) -> str:
        return self.digest[:12]
