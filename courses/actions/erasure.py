"""What of an erased person lies with courses. That somebody took one stays, as a number."""

from datetime import datetime

from backend.accounts.actions.erasure import Known, counted, eraser
from backend.accounts.models import User
from backend.common.text import ANONYMOUS
from courses.actions.cohort_place import withdraw_person
from courses.actions.work_file import remove_files_of
from courses.enums import EnrolmentState
from courses.models import (
    Assessment,
    DiscussionVisit,
    Enrolment,
    FinalQuiz,
    HiddenBadges,
    LessonNote,
    LessonProgress,
    PackageRun,
    Post,
    PostReport,
    QuizAnswer,
    Work,
)


@counted
def courses_there_are(person: User) -> dict[str, int]:
    return {"courses": Enrolment.objects.filter(person=person).count()}


@eraser
def erase_learning(person: User, known: Known, now: datetime) -> None:
    """Progress, answers, notes and self-assessments go altogether.

    Whoever waits for the place in a cohort gets it.
    """
    Assessment.objects.filter(person=person).delete()
    for post in Post.objects.filter(author=person):
        for text in known.texts:
            post.text = post.text.replace(text, ANONYMOUS)
        post.save(update_fields=["text"])
    for of_person in (PostReport, DiscussionVisit, LessonNote, HiddenBadges):
        of_person.objects.filter(person=person).delete()
    remove_files_of(person, now=now)
    enrolments = Enrolment.objects.filter(person=person)
    for model in (LessonProgress, QuizAnswer, FinalQuiz, PackageRun, Work):
        model.objects.filter(enrolment__in=enrolments).delete()
    open_ones = enrolments.filter(state__in=(EnrolmentState.ACTIVE, EnrolmentState.WAITING))
    for pk in open_ones.filter(cohort__isnull=False).values_list("pk", flat=True):
        withdraw_person(pk, actor=person, now=now)
    open_ones.filter(cohort__isnull=True).update(state=EnrolmentState.WITHDRAWN)
    enrolments.update(place="", due_on=None)
