"""What courses are read as. Values come from queries; these only name and check them."""

from typing import Any

from rest_framework import serializers as s

from backend.certificates.enums import PrintState
from courses.enums import EnrolmentState
from courses.rules.completion import FINAL_QUIZ, LESSONS, QUIZ_PERCENT, SESSIONS
from courses.rules.lesson_order import FREE, IN_ORDER
from quizzes.enums import Audience

DEMANDS = [LESSONS, QUIZ_PERCENT, SESSIONS, FINAL_QUIZ]


class CourseWishSerializer(s.Serializer[Any]):
    q = s.CharField(required=False, default="", allow_blank=True, max_length=200)
    audience = s.ChoiceField(Audience.choices, required=False, default="")


class NamedSerializer(s.Serializer[Any]):
    key = s.CharField()
    title = s.CharField()


class CompetenceNameSerializer(s.Serializer[Any]):
    code = s.CharField()
    name = s.CharField()


class CourseSourceSerializer(s.Serializer[Any]):
    title = s.CharField()
    publisher = s.CharField(allow_blank=True)
    link = s.CharField(allow_blank=True)


class OutlineLessonSerializer(s.Serializer[Any]):
    """`share` in thousandths; 0 for who is not enrolled."""

    key = s.CharField()
    title = s.CharField()
    summary = s.CharField()
    minutes = s.IntegerField()
    share = s.IntegerField()
    is_done = s.BooleanField()
    due_on = s.DateField(allow_null=True, help_text="One's own date; nothing closes behind it.")
    closed_by = s.ListField(
        child=s.CharField(), help_text="Keys of lessons that one has to finish first."
    )


class OutlineModuleSerializer(s.Serializer[Any]):
    key = s.CharField()
    title = s.CharField()
    summary = s.CharField(allow_blank=True)
    lessons = OutlineLessonSerializer(many=True)


class FinalQuizRuleSerializer(s.Serializer[Any]):
    items = s.IntegerField()
    pass_percent = s.IntegerField()
    attempts_per_day = s.IntegerField()
    cool_down_hours = s.IntegerField(help_text="Between a try that did not pass and the next.")


class CompletionRuleSerializer(s.Serializer[Any]):
    """All that completes a course. `lessons`: how many of the course's are needed; `sessions`: how
    many of the cohort's meetings; null where it asks for no such thing."""

    lessons = s.IntegerField()
    quiz_percent = s.IntegerField(allow_null=True, help_text="Of what all lessons' quizzes ask.")
    sessions = s.IntegerField(allow_null=True)
    final_quiz = FinalQuizRuleSerializer(allow_null=True)


class FinalQuizStateSerializer(s.Serializer[Any]):
    """`is_open`: one was begun and not handed in; POST gives it again."""

    is_open = s.BooleanField()
    is_passed = s.BooleanField()
    may_begin = s.BooleanField(help_text="Lessons done, and one open or a try left today.")
    tries_left_today = s.IntegerField()
    rests_until = s.DateTimeField(allow_null=True, help_text="When the next try may begin.")
    best_percent = s.IntegerField(allow_null=True)


class CourseCertificateSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    code = s.CharField()
    url = s.CharField(help_text="The public page that verifies it.")
    state = s.ChoiceField(PrintState.choices)


class OwnCohortSerializer(s.Serializer[Any]):
    title = s.CharField()
    code = s.CharField()
    opens_on = s.DateField()
    closes_on = s.DateField()


class DemandSerializer(s.Serializer[Any]):
    """One line of the course's rule; a final quiz wants one pass."""

    kind = s.ChoiceField(DEMANDS)
    wanted = s.IntegerField()
    reached = s.IntegerField()
    is_met = s.BooleanField()


class PrerequisiteSerializer(s.Serializer[Any]):
    slug = s.CharField()
    title = s.CharField()
    is_completed = s.BooleanField()


class OwnStateSerializer(s.Serializer[Any]):
    """How far one came; `share` of all lessons in thousandths."""

    state = s.ChoiceField(EnrolmentState.choices)
    share = s.IntegerField()
    lessons_done = s.IntegerField()
    next_lesson = NamedSerializer(allow_null=True, help_text="Null: every lesson is done.")
    place = s.CharField(allow_blank=True, help_text="Where one stopped: lesson#part.")
    is_complete = s.BooleanField()
    completed_at = s.DateTimeField(allow_null=True)
    certificate = CourseCertificateSerializer(allow_null=True)
    final_quiz = FinalQuizStateSerializer(allow_null=True)
    demands = DemandSerializer(many=True, help_text="Everything that completes the course.")


class OwnEnrolmentSerializer(OwnStateSerializer):
    uuid = s.UUIDField()
    enrolled_at = s.DateTimeField()
    seen_at = s.DateTimeField(allow_null=True)
    due_on = s.DateField(allow_null=True, help_text="One's own, or else the cohort's last day.")
    cohort = OwnCohortSerializer(allow_null=True)
    is_newest = s.BooleanField(help_text="False: a newer version was published since.")


class CourseSummarySerializer(s.Serializer[Any]):
    slug = s.CharField()
    title = s.CharField()
    summary = s.CharField()
    audience = s.ListField(child=s.ChoiceField(Audience.choices))
    modules = s.IntegerField()
    lessons = s.IntegerField()
    minutes = s.IntegerField()


class ListedCourseSerializer(CourseSummarySerializer):
    enrolment = OwnEnrolmentSerializer(allow_null=True)


class CourseDetailSerializer(ListedCourseSerializer):
    """The outline that one reads: of one's own version, or else of the current one."""

    about = s.CharField(allow_blank=True, help_text="Harmless HTML.")
    version = s.IntegerField()
    competences = CompetenceNameSerializer(many=True)
    sources = CourseSourceSerializer(many=True)
    completion = CompletionRuleSerializer()
    order = s.ChoiceField([FREE, IN_ORDER])
    prerequisites = PrerequisiteSerializer(many=True)
    modules = OutlineModuleSerializer(many=True)  # type: ignore[assignment] # here in full
    is_open = s.BooleanField(help_text="Whether it takes new learners.")


class OwnCourseSerializer(CourseSummarySerializer):
    enrolment = OwnEnrolmentSerializer()
