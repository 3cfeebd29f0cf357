"""The tables of courses."""

from courses.models.assessment import Assessment
from courses.models.assignment import Work
from courses.models.badge import HiddenBadges
from courses.models.cohort import Attendance, Cohort, Enrolment, Session
from courses.models.course import (
    Course,
    CourseDraft,
    CourseReview,
    CourseVersion,
    Diagram,
    LessonDraft,
    LessonVersion,
)
from courses.models.course_import import CourseImport
from courses.models.discussion import DiscussionVisit, Post, PostReport
from courses.models.enrolment_import import EnrolmentImport
from courses.models.enrolment_rule import EnrolmentRule
from courses.models.note import LessonNote
from courses.models.package import Package, PackageRun
from courses.models.progress import FinalQuiz, LessonProgress, QuizAnswer

__all__ = [
    "Assessment",
    "Attendance",
    "Cohort",
    "Course",
    "CourseDraft",
    "CourseImport",
    "CourseReview",
    "CourseVersion",
    "Diagram",
    "DiscussionVisit",
    "Enrolment",
    "EnrolmentImport",
    "EnrolmentRule",
    "FinalQuiz",
    "HiddenBadges",
    "LessonDraft",
    "LessonNote",
    "LessonProgress",
    "LessonVersion",
    "Package",
    "PackageRun",
    "Post",
    "PostReport",
    "QuizAnswer",
    "Session",
    "Work",
]
