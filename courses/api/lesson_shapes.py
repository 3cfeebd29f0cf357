"""What lessons send and are sent."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers as s

from courses.api.shapes import NamedSerializer, OwnStateSerializer
from courses.enums import PartKind
from courses.formats.translation import LANGUAGES, SOURCE
from quizzes.api.practice_shapes import PracticeItemSerializer
from quizzes.api.serializers import ReviewedItemSerializer


class LessonSourceSerializer(s.Serializer[Any]):
    title = s.CharField()
    publisher = s.CharField(allow_blank=True)
    link = s.CharField(allow_blank=True)
    article = s.CharField(allow_blank=True)


class CaptionsSerializer(s.Serializer[Any]):
    language = s.CharField()
    file = s.CharField()


class VideoQuestionSerializer(s.Serializer[Any]):
    """The video stops at this second and asks the item, one of `items` by its uuid."""

    at = s.IntegerField()
    item = s.CharField()


class RubricLevelSerializer(s.Serializer[Any]):
    title = s.CharField()
    points = s.IntegerField()


class RubricCriterionSerializer(s.Serializer[Any]):
    """One thing a trainer looks at, and how well it may be met."""

    title = s.CharField()
    levels = RubricLevelSerializer(many=True)


class LessonPartSerializer(s.Serializer[Any]):
    """By kind: text {markup}; note, warning {title, markup}; picture {src, alt, caption, width,
    height}; checklist {title, steps}; quiz {title, items, pass}; link {title, href}; video {title,
    file or href, seconds, captions, transcript, questions}; audio {title, file, seconds,
    transcript}; document {title, file, pages, sizes}; attachment {title, file, name, member};
    package {title, origin, package, units}; assignment {title, markup, criteria, pass, tries,
    files}."""

    key = s.CharField()
    kind = s.ChoiceField(PartKind.choices)
    title = s.CharField(required=False)
    markup = s.CharField(required=False, help_text="Harmless HTML.")
    src = s.CharField(required=False)
    alt = s.CharField(required=False)
    caption = s.CharField(required=False, allow_blank=True)
    width = s.IntegerField(required=False)
    height = s.IntegerField(required=False)
    steps = s.ListField(child=s.CharField(), required=False)
    items = PracticeItemSerializer(many=True, required=False)
    criteria = RubricCriterionSerializer(many=True, required=False)
    tries = s.IntegerField(required=False)
    files = s.IntegerField(required=False, help_text="How many may be handed in.")
    origin = s.CharField(required=False, allow_blank=True)
    package = s.CharField(required=False)
    units = s.IntegerField(required=False)
    href = s.CharField(required=False, allow_blank=True)
    file = s.CharField(required=False, allow_blank=True, help_text="SHA-256 in its address.")
    name = s.CharField(required=False, allow_blank=True)
    note = s.CharField(required=False, allow_blank=True)
    member = s.CharField(required=False)
    seconds = s.IntegerField(required=False)
    bytes = s.IntegerField(required=False)
    pages = s.IntegerField(required=False)
    sizes = s.ListField(child=s.ListField(child=s.IntegerField()), required=False)
    downloadable = s.BooleanField(required=False)
    transcript = s.CharField(required=False, allow_blank=True)
    captions = CaptionsSerializer(many=True, required=False)
    questions = VideoQuestionSerializer(many=True, required=False)
    needs = s.DictField(
        child=s.IntegerField(),
        required=False,
        help_text="By evidence: how many different ones complete the part; none: being seen.",
    )

    def get_fields(self) -> Any:
        passing = s.IntegerField(required=False, help_text="How many right answers pass the quiz.")
        return {**super().get_fields(), "pass": passing}


class PartEvidenceSerializer(s.Serializer[Any]):
    """`steps` are places of ticked steps, `turns` how often one was turned where that is more than
    once (odd is ticked, the highest counts), `watched` portions of five seconds, `pages` places of
    pages; `tried` and `right` name items of a quiz."""

    seen = s.BooleanField(required=False)
    steps = s.ListField(child=s.IntegerField(), required=False)
    turns = s.DictField(child=s.IntegerField(), required=False)
    watched = s.ListField(child=s.IntegerField(), required=False)
    pages = s.ListField(child=s.IntegerField(), required=False)
    accepted = s.ListField(child=s.IntegerField(), required=False)
    tried = s.ListField(child=s.CharField(), required=False)
    right = s.ListField(child=s.CharField(), required=False)
    completed = s.ListField(child=s.IntegerField(), required=False)


@extend_schema_field(s.DictField(child=PartEvidenceSerializer()))
class EvidenceField(s.JSONField):
    """By part."""


class LessonProgressSerializer(s.Serializer[Any]):
    """`share` in thousandths."""

    share = s.IntegerField()
    is_done = s.BooleanField()
    evidence = EvidenceField()


class LessonSerializer(s.Serializer[Any]):
    course = s.DictField(child=s.CharField(), help_text="{slug, title}")
    module = NamedSerializer()
    version = s.IntegerField()
    key = s.CharField()
    language = s.ChoiceField([SOURCE, *LANGUAGES], help_text="In which the lesson is told.")
    title = s.CharField()
    summary = s.CharField()
    minutes = s.IntegerField()
    competences = s.ListField(child=s.CharField())
    sources = LessonSourceSerializer(many=True)
    parts = LessonPartSerializer(many=True)
    previous = NamedSerializer(allow_null=True)
    next = NamedSerializer(allow_null=True)
    progress = LessonProgressSerializer(
        allow_null=True, help_text="Null for who is not enrolled: nothing would be kept."
    )
    place = s.CharField(allow_blank=True, help_text="The part in which one stopped, if it is here.")
    closed_by = NamedSerializer(
        many=True, help_text="Lessons to finish first; until then it can be read, not completed."
    )


class ToldProgressSerializer(s.Serializer[Any]):
    """What a device saw. Only what is new need be sent; what was sent before changes nothing."""

    place = s.CharField(required=False, default="", allow_blank=True, max_length=40)
    evidence = s.DictField(
        child=s.JSONField(), help_text='By part: {"seen": true, "steps": [0, 2]}.'
    )


class SavedProgressSerializer(LessonProgressSerializer):
    """The lesson's progress now, and the course's."""

    course = OwnStateSerializer()


class QuizGivenSerializer(s.Serializer[Any]):
    key = s.UUIDField(help_text="Chosen by the device; repeating it changes nothing.")
    part = s.CharField(max_length=40)
    item = s.UUIDField()
    version = s.IntegerField(min_value=1, max_value=2**31 - 1)
    value = s.JSONField(allow_null=True, help_text="As in practice; null for no idea.")


class QuizVerdictSerializer(s.Serializer[Any]):
    is_right = s.BooleanField()
    percent = s.IntegerField(help_text="How much of the answer is right.")
    review = ReviewedItemSerializer()
    progress = SavedProgressSerializer()


class ShownFinalQuizSerializer(s.Serializer[Any]):
    number = s.IntegerField()
    began_at = s.DateTimeField()
    items = PracticeItemSerializer(many=True)
    answers = s.DictField(child=s.JSONField(allow_null=True), help_text="By place, from 0.")


class FinalAnswersSerializer(s.Serializer[Any]):
    answers = s.DictField(
        child=s.JSONField(allow_null=True), help_text="By place, from 0; only what is new."
    )


class FinalSubmitSerializer(s.Serializer[Any]):
    number = s.IntegerField(min_value=1, max_value=10_000)


class FinalAnswersSavedSerializer(s.Serializer[Any]):
    number = s.IntegerField()
    answered = s.IntegerField()


class FinalReviewSerializer(s.Serializer[Any]):
    is_right = s.BooleanField()
    review = ReviewedItemSerializer()


class FinalResultSerializer(s.Serializer[Any]):
    number = s.IntegerField()
    handed_in_at = s.DateTimeField()
    items = s.IntegerField()
    right = s.IntegerField()
    is_passed = s.BooleanField()
    reviews = FinalReviewSerializer(many=True)
    read_again = NamedSerializer(many=True, help_text="Lessons that ask what was missed.")
    course = OwnStateSerializer()
