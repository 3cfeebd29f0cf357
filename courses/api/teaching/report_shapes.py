"""The shapes of a cohort's report."""

from typing import Any

from rest_framework import serializers as s

from courses.enums import EnrolmentState

FILTERS = ["all", "risk", "waiting", "completed", "active"]
ORDERS = ["name", "progress", "seen"]
RISKS = ["quiet", "behind"]


class LearnerQuestionSerializer(s.Serializer[Any]):
    """`query` is looked for without diacritics; `only` risk: those who need a hand."""

    query = s.CharField(max_length=100, allow_blank=True, default="")
    only = s.ChoiceField(choices=FILTERS, default="all")
    order = s.ChoiceField(choices=ORDERS, default="name")
    page = s.IntegerField(min_value=1, max_value=100_000, default=1)


class LearnerSerializer(s.Serializer[Any]):
    """`shares`: of each lesson in order, in thousandths; `final_percent`: of the best try."""

    uuid = s.UUIDField(help_text="Of the enrolment.")
    full_name = s.CharField()
    organisation = s.CharField()
    state = s.ChoiceField(choices=EnrolmentState.choices)
    enrolled_at = s.DateTimeField()
    seen_at = s.DateTimeField(allow_null=True)
    completed_at = s.DateTimeField(allow_null=True)
    due_on = s.DateField(allow_null=True)
    lessons_done = s.IntegerField()
    overdue = s.IntegerField(help_text="Lessons behind their dates.")
    shares = s.ListField(child=s.IntegerField())
    stopped_at = s.CharField(allow_blank=True)
    present = s.IntegerField()
    final_percent = s.IntegerField(allow_null=True)
    risks = s.ListField(child=s.ChoiceField(choices=RISKS))


class LearnerPageSerializer(s.Serializer[Any]):
    count = s.IntegerField()
    page_size = s.IntegerField()
    people = LearnerSerializer(many=True)


class NamedLessonSerializer(s.Serializer[Any]):
    key = s.CharField()
    title = s.CharField()


class StoppedSerializer(s.Serializer[Any]):
    """At which lesson how many stopped who still learn."""

    key = s.CharField()
    title = s.CharField()
    people = s.IntegerField()


class CohortSummarySerializer(s.Serializer[Any]):
    """`began`: opened a lesson; `quiet`: not for seven days; `lessons_done`: on average."""

    people = s.IntegerField()
    waiting = s.IntegerField()
    completed = s.IntegerField()
    began = s.IntegerField()
    quiet = s.IntegerField()
    behind = s.IntegerField()
    at_risk = s.IntegerField()
    lessons_done = s.FloatField()
    lessons = NamedLessonSerializer(many=True)
    sessions = s.IntegerField(help_text="That have begun.")
    stopped = StoppedSerializer(many=True)


class LessonFiguresSerializer(s.Serializer[Any]):
    """`minutes` from opening to done, the median; null where nobody has."""

    key = s.CharField()
    title = s.CharField()
    began = s.IntegerField()
    done = s.IntegerField()
    minutes = s.FloatField(allow_null=True)
    first_right_percent = s.FloatField(allow_null=True)


class LessonReportSerializer(s.Serializer[Any]):
    """Of the `sample` people: everybody, or a thousand drawn of a larger cohort."""

    sample = s.IntegerField()
    lessons = LessonFiguresSerializer(many=True)


class OrganisationQuestionSerializer(s.Serializer[Any]):
    course = s.SlugField(max_length=100)
    organisation = s.UUIDField()


class OrganisationFiguresSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    name = s.CharField()
    headcount = s.IntegerField(allow_null=True)
    enrolled = s.IntegerField()
    active = s.IntegerField()
    completed = s.IntegerField()
