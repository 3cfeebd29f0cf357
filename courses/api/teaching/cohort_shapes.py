"""The shapes of a cohort."""

from typing import Any

from django.utils.translation import gettext
from rest_framework import serializers as s

from backend.common.fields import planned
from courses.enums import EnrolmentState, Entry
from courses.models import Course
from courses.queries.cohort import meetings_wanted

PHASES = ["planned", "running", "over"]
MOST_PLACES = 100_000


class CohortCourseSerializer(s.Serializer[Any]):
    slug = s.CharField()
    title = s.CharField()


class CohortCourseChoiceSerializer(CohortCourseSerializer):
    """`meetings_wanted`: of the class, to complete the course; null: none."""

    learners = s.IntegerField()
    meetings_wanted = s.SerializerMethodField()

    def get_meetings_wanted(self, course: Course) -> int | None:
        return meetings_wanted(course.current) if course.current else None


class CohortOrganisationSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    name = s.CharField()


class CohortTrainerSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    full_name = s.CharField()


class CohortSerializer(s.Serializer[Any]):
    """`people` have a place, `waiting` wait for one. `meetings` are planned; the course asks for
    `meetings_wanted` of them, or for none."""

    uuid = s.UUIDField()
    title = s.CharField()
    course = CohortCourseSerializer()
    organisation = CohortOrganisationSerializer()
    trainers = CohortTrainerSerializer(many=True)
    opens_on = s.DateField()
    closes_on = s.DateField()
    place = s.CharField()
    capacity = s.IntegerField(allow_null=True)
    entry = s.ChoiceField(choices=Entry.choices)
    code = s.CharField()
    phase = s.ChoiceField(choices=PHASES)
    people = s.IntegerField()
    waiting = s.IntegerField()
    completed = s.IntegerField()
    meetings = s.IntegerField()
    meetings_wanted = s.IntegerField(allow_null=True)


class CohortChangeSerializer(s.Serializer[Any]):
    """What is left out stays as it is."""

    title = s.CharField(max_length=200, required=False)
    opens_on = s.DateField(validators=[planned], required=False)
    closes_on = s.DateField(validators=[planned], required=False)
    place = s.CharField(max_length=300, allow_blank=True, required=False)
    capacity = s.IntegerField(min_value=1, max_value=MOST_PLACES, allow_null=True, required=False)
    entry = s.ChoiceField(choices=Entry.choices, required=False)
    trainers = s.ListField(child=s.UUIDField(), max_length=50, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        opens, closes = (
            attrs.get(name) or getattr(self.instance, name, None)
            for name in ("opens_on", "closes_on")
        )
        if opens and closes and closes < opens:
            raise s.ValidationError({"closes_on": gettext("Ngày kết thúc phải sau ngày bắt đầu.")})
        return attrs


class CohortCreationSerializer(CohortChangeSerializer):
    """A new cohort; the rest may follow."""

    course = s.SlugField(max_length=100)
    organisation = s.UUIDField()
    title = s.CharField(max_length=200)
    opens_on = s.DateField(validators=[planned])
    closes_on = s.DateField(validators=[planned])


class CohortChoicesSerializer(s.Serializer[Any]):
    """What a new cohort may be made of."""

    courses = CohortCourseChoiceSerializer(many=True)
    organisations = CohortOrganisationSerializer(many=True)


class CohortInvitationSerializer(s.Serializer[Any]):
    """A cohort before one comes in. `free`: places left, null without a limit."""

    title = s.CharField()
    course = CohortCourseSerializer()
    organisation = CohortOrganisationSerializer()
    opens_on = s.DateField()
    closes_on = s.DateField()
    place = s.CharField()
    phase = s.ChoiceField(choices=PHASES)
    code = s.CharField()
    free = s.IntegerField(allow_null=True)
    state = s.ChoiceField(choices=EnrolmentState.choices, allow_null=True)
