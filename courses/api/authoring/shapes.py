"""The shapes of courses in writing."""

from typing import Any

from django.utils.translation import gettext
from rest_framework import serializers as s

from courses.enums import CourseStatus, CourseVerdict
from courses.formats.course_draft import is_too_large
from courses.formats.course_remarks import CODES
from courses.formats.lesson import KEY
from quizzes.enums import Verdict


class DraftField(s.JSONField):
    """A draft's document; whatever does not fit is left out when it is stored."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """An object of a bearable size."""
        if not isinstance(data, dict):
            raise s.ValidationError(gettext("Dữ liệu không đúng dạng."))
        if is_too_large(data):
            raise s.ValidationError(gettext("Nội dung quá dài, hãy tách thành nhiều bài."))
        return data


class AuthorSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    full_name = s.CharField()


class WrittenCourseSerializer(s.Serializer[Any]):
    """`version` is the published one, null where there is none."""

    slug = s.CharField()
    title = s.CharField()
    status = s.ChoiceField(CourseStatus.choices)
    organisation = s.CharField()
    version = s.IntegerField(allow_null=True)
    lessons = s.IntegerField()
    updated_at = s.DateTimeField(allow_null=True)


class TranslationStateSerializer(s.Serializer[Any]):
    """How many places of a lesson or outline are in English, out of date, or not there yet."""

    done = s.IntegerField()
    outdated = s.IntegerField()
    missing = s.IntegerField()


class LessonRowSerializer(s.Serializer[Any]):
    """`is_changed`: since the published version."""

    key = s.CharField()
    title = s.CharField()
    minutes = s.IntegerField()
    parts = s.IntegerField()
    translation = TranslationStateSerializer()
    is_changed = s.BooleanField()
    changed_by = s.CharField()


class CourseReviewSerializer(s.Serializer[Any]):
    number = s.IntegerField()
    note = s.CharField()
    submitted_by = s.CharField()
    submitted_at = s.DateTimeField()
    verdict = s.ChoiceField(CourseVerdict.choices, allow_blank=True)
    reviewer = s.CharField()
    comment = s.CharField()
    decided_at = s.DateTimeField(allow_null=True)


class WrittenVersionSerializer(s.Serializer[Any]):
    number = s.IntegerField()
    published_at = s.DateTimeField()
    published_by = s.CharField(help_text="Empty where it came from files.")
    lessons = s.IntegerField()
    learners = s.IntegerField()


class WrittenCourseDetailSerializer(WrittenCourseSerializer):
    """`revision` is the outline draft's, 0 while it is as published. A row whose key the outline
    does not name is a lesson that was taken out."""

    authors = AuthorSerializer(many=True)
    revision = s.IntegerField()
    outline = s.JSONField()
    outdated = s.ListField(
        child=s.CharField(allow_blank=True),
        help_text="Places of the outline, a module's key or empty for its head, whose words have "
        "changed since they were translated.",
    )
    translation = TranslationStateSerializer()
    is_written_here = s.BooleanField(help_text="Files change it no more.")
    lesson_rows = LessonRowSerializer(many=True)
    reviews = CourseReviewSerializer(many=True)
    versions = WrittenVersionSerializer(many=True)
    may_write = s.BooleanField()
    may_submit = s.BooleanField()
    may_withdraw = s.BooleanField()
    may_review = s.BooleanField()
    may_retire = s.BooleanField()
    may_restore = s.BooleanField()
    may_drop = s.BooleanField()
    may_choose_template = s.BooleanField()


class CourseDraftSerializer(s.Serializer[Any]):
    """What is stored now."""

    revision = s.IntegerField()
    document = s.JSONField()
    updated_at = s.DateTimeField(allow_null=True)


class LessonDraftSerializer(CourseDraftSerializer):
    """`outdated` are places of the translation, by key ("" is the lesson's head), whose words have
    changed since they were translated."""

    outdated = s.ListField(child=s.CharField(allow_blank=True))


class WritingOrganisationSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    name = s.CharField()


class RemarkSerializer(s.Serializer[Any]):
    """`lesson` and `part` are keys; empty where it is about the whole."""

    code = s.ChoiceField(CODES)
    lesson = s.CharField()
    part = s.CharField()
    words = s.CharField()


class CourseCreationSerializer(s.Serializer[Any]):
    title = s.CharField(max_length=200)
    organisation = s.UUIDField(required=False, allow_null=True, default=None)
    copied = s.SlugField(required=False, allow_blank=True, default="")


class CourseDraftWishSerializer(s.Serializer[Any]):
    revision = s.IntegerField(min_value=0)
    document = DraftField()


class NewLessonSerializer(s.Serializer[Any]):
    """`copied` is the key of a lesson whose texts it takes: of `course`, else of this one."""

    module = s.RegexField(KEY, max_length=100)
    title = s.CharField(max_length=200)
    copied = s.CharField(required=False, allow_blank=True, max_length=100, default="")
    course = s.SlugField(required=False, allow_blank=True, default="")


class SubmissionSerializer(s.Serializer[Any]):
    note = s.CharField(required=False, allow_blank=True, max_length=2000, default="")


class JudgementSerializer(s.Serializer[Any]):
    number = s.IntegerField(min_value=1)
    verdict = s.ChoiceField(Verdict.choices)
    comment = s.CharField(required=False, allow_blank=True, max_length=4000, default="")


class RetirementSerializer(s.Serializer[Any]):
    reason = s.CharField(max_length=1000)


class AuthorsWishSerializer(s.Serializer[Any]):
    authors = s.ListField(child=s.UUIDField(), max_length=50)
