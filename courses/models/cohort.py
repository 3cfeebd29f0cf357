"""Cohorts: people who take a course together, with a trainer, dates and places."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.organisations.models import Organisation
from courses.enums import AttendanceWay, EnrolmentState, Entry
from courses.models.course import Course, CourseVersion


class Cohort(models.Model):
    """A group with a beginning and an end. Its people learn the version that it began with."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="cohorts")
    version = models.ForeignKey(CourseVersion, on_delete=models.PROTECT, related_name="cohorts")
    title = models.CharField(_("tên lớp"), max_length=200)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="cohorts", help_text="Who holds it."
    )
    trainers = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="cohorts")
    opens_on = models.DateField(_("bắt đầu"))
    closes_on = models.DateField(_("kết thúc"))
    place = models.CharField(_("địa điểm"), max_length=300, blank=True)
    capacity = models.PositiveIntegerField(_("số chỗ"), null=True, blank=True)
    due_dates = models.JSONField(
        default=list, blank=True, help_text="As rules/due.py reads them; a date reminds."
    )
    entry = models.CharField(max_length=10, choices=Entry, default=Entry.INVITED)
    code = models.CharField(
        max_length=12, unique=True, help_text="What people type or scan to enrol."
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-opens_on", "title"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")),
                name="cohort_ends_after_it_opens",
            )
        ]
        verbose_name = _("lớp học")
        verbose_name_plural = _("lớp học")

    def __str__(self) -> str:
        return self.title


class Enrolment(models.Model):
    """One person in one course, alone or with a cohort."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enrolments"
    )
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="enrolments")
    version = models.ForeignKey(CourseVersion, on_delete=models.PROTECT, related_name="+")
    cohort = models.ForeignKey(
        Cohort, on_delete=models.PROTECT, null=True, blank=True, related_name="enrolments"
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="The person's when they enrolled.",
    )
    state = models.CharField(max_length=10, choices=EnrolmentState, default=EnrolmentState.ACTIVE)
    enrolled_at = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True, help_text="A personal extension.")
    place = models.CharField(
        max_length=200, blank=True, help_text="Where one stopped: lesson#part."
    )
    lessons_done = models.PositiveSmallIntegerField(default=0)
    seen_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "course"],
                condition=~models.Q(state=EnrolmentState.WITHDRAWN),
                name="one_enrolment",
            )
        ]
        indexes = [models.Index(fields=["cohort", "state"], name="enrolment_cohort")]
        verbose_name = _("ghi danh")
        verbose_name_plural = _("ghi danh")

    def __str__(self) -> str:
        return f"{self.person_id} in {self.course_id}"


class Session(models.Model):
    """A meeting of a cohort, at a place or online."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="sessions")
    title = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=300, blank=True)
    link = models.URLField(max_length=500, blank=True)
    secret = models.CharField(max_length=32, help_text="Of the code on the wall.")

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="session_ends_after_it_starts",
            )
        ]
        verbose_name = _("buổi học")
        verbose_name_plural = _("buổi học")

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """Somebody was there."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendances")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="attendances")
    way = models.CharField(max_length=10, choices=AttendanceWay)
    at = models.DateTimeField()
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "enrolment"], name="one_attendance")
        ]
        verbose_name = _("điểm danh")
        verbose_name_plural = _("điểm danh")

    def __str__(self) -> str:
        return f"{self.enrolment_id} at {self.session_id}"
