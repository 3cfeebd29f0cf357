"""The demonstration's class: invented people in every state, so that no screen stands empty.

What people do to each other (handing in, judging, answering, writing) goes the same way as in life;
what they learned is stored at once (class_progress.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import uuid5

from django.db import transaction
from django.utils import timezone

from backend.accounts.models import User
from backend.messaging.actions.message import read_messages
from backend.organisations.models import Organisation
from backend.organisations.queries.membership import own_organisation
from courses.actions.assignment import HandIn, Judgement, hand_in, judge_work
from courses.actions.class_progress import NAMESPACE, Walk, keep_walks, right_answer
from courses.actions.cohort import NewCohort, create_cohort
from courses.actions.cohort_message import Written, write_to_cohort
from courses.actions.cohort_place import Person, extend_due, seat
from courses.actions.completion import settle_completion
from courses.actions.discussion import pin_post, write_post
from courses.actions.due import set_due_dates
from courses.actions.session import NewSession, note_attendance, plan_session
from courses.enums import SEATED, Entry, WorkState
from courses.formats.class_file import ClassFile, ClassPerson, ClassPost, ClassSession, ClassWork
from courses.models import Cohort, Course, Enrolment, FinalQuiz
from courses.permissions import discussion_reader
from courses.queries.final_quiz import asked_versions, pools
from courses.queries.version import lesson_document, outline_of
from courses.rules.due import read_dues
from quizzes.queries.bank import newest_keys

EVENING = time(20, 15)
EXTENDED_BECAUSE = "Nghỉ chăm con ốm, đã báo giảng viên"


@dataclass(frozen=True, slots=True)
class _Class:
    """What is being loaded."""

    file: ClassFile
    cohort: Cohort
    trainer: User
    people: Mapping[str, User]
    enrolments: Mapping[str, Enrolment]
    now: datetime

    def at(self, day: int, clock: time = EVENING) -> datetime:
        """That day's moment, at the latest half an hour ago."""
        return min(_moment(self.now, day, clock), self.now - timedelta(minutes=30))


@transaction.atomic
def load_class(file: ClassFile, *, now: datetime) -> int:
    """Store the class, or nothing; how many people it has, 0 where it is there already."""
    course = Course.objects.get(slug=file.course)
    if Cohort.objects.filter(course=course, title=file.title).exists():
        return 0
    names = {one.person for one in file.people}
    found = User.objects.filter(email__in=names | {file.trainer})
    people = {one.email or "": one for one in found}
    made = _seated(file, course, people, now)
    outline = outline_of(made.cohort.version_id)
    keep_walks(outline, [_walk(made, one) for one in file.people if one.seen is not None])
    for session in file.sessions:
        _plan(made, session)
    for work in file.works:
        _hand_in(made, work)
    for person in file.people:
        _finish(made, person)
    for post in file.posts:
        _discuss(made, post)
    _write(made)
    return len(people) - 1


def _moment(now: datetime, day: int, clock: time) -> datetime:
    date = timezone.localdate(now) + timedelta(days=day)
    return timezone.make_aware(datetime.combine(date, clock))


def _seated(file: ClassFile, course: Course, people: Mapping[str, User], now: datetime) -> _Class:
    today, trainer = timezone.localdate(now), people[file.trainer]
    before = _moment(now, file.opens - 2, EVENING)
    new = NewCohort(
        course=course,
        organisation=Organisation.objects.get(code=file.organisation),
        title=file.title,
        opens_on=today + timedelta(days=file.opens),
        closes_on=today + timedelta(days=file.closes),
        trainers=[trainer],
        place=file.place,
        capacity=file.capacity,
        entry=Entry.CODE,
    )
    cohort = create_cohort(new, actor=trainer, now=before)
    set_due_dates(cohort.pk, read_dues(file.due), actor=trainer, now=before)
    for one in file.people:
        person = people[one.person]
        own = own_organisation(person)
        seat(cohort, [Person(person.pk, own and own.pk)], now=before)
    found = cohort.enrolments.select_related("person", "course", "organisation")
    enrolments = {one.person.email or "": one for one in found}
    return _Class(file, cohort, trainer, people, enrolments, now)


def _walk(made: _Class, one: ClassPerson) -> Walk:
    began = _moment(made.now, made.file.opens, EVENING)
    # what is handed in comes behind the lessons
    last = min([-(one.seen or 0), *(w.day - 1 for w in made.file.works if w.person == one.person)])
    ended = max(began, made.at(last))
    return Walk(made.enrolments[one.person], one.done, one.wrong, began, ended)


def _plan(made: _Class, one: ClassSession) -> None:
    begins = _moment(made.now, one.day, one.at)
    ends = begins + timedelta(minutes=one.minutes)
    new = NewSession(one.title, begins, ends, one.place, one.link)
    planned = _moment(made.now, made.file.opens - 1, EVENING)
    session = plan_session(made.cohort, new, actor=made.trainer, now=planned)
    if ends >= made.now:
        return
    number = made.file.sessions.index(one) + 1
    there = [
        made.enrolments[person.person].pk
        for person in made.file.people
        if number not in person.absent
    ]
    note_attendance(session.pk, present=there, actor=made.trainer, now=ends)


def _hand_in(made: _Class, one: ClassWork) -> None:
    outline = outline_of(made.cohort.version_id)
    lesson, part = next(
        (key, part["key"])
        for key, head in outline.lessons.items()
        for part in lesson_document(head.version_id)["parts"]
        if part["kind"] == "assignment"
    )
    given = HandIn(uuid5(NAMESPACE, f"{made.cohort.uuid} {one.person}"), one.text.strip())
    person = made.people[one.person]
    work = hand_in(person, made.file.course, (lesson, part), given, now=made.at(one.day))
    if one.levels is not None:
        verdict = WorkState.RETURNED if one.returned else WorkState.ACCEPTED
        judgement = Judgement(verdict, one.levels, one.comment)
        judge_work(work.pk, judgement, actor=made.trainer, now=made.at(one.day + 1, time(12)))


def _finish(made: _Class, one: ClassPerson) -> None:
    """The final quiz, more time, and when they were here last."""
    enrolment = made.enrolments[one.person]
    enrolment.refresh_from_db(fields=["lessons_done", "state"])
    if one.extended is not None:
        day = timezone.localdate(made.now) + timedelta(days=one.extended)
        extend_due([enrolment.pk], day, EXTENDED_BECAUSE, actor=made.trainer, now=made.at(-2))
    if one.seen is None:
        return
    enrolment.seen_at = made.at(-one.seen)
    if one.final is not None:
        _pass(enrolment, one.final, enrolment.seen_at)
        settle_completion(enrolment, now=enrolment.seen_at)
    enrolment.save(update_fields=["seen_at", "lessons_done", "state", "completed_at"])


def _pass(enrolment: Enrolment, right: int, at: datetime) -> None:
    outline = outline_of(enrolment.version_id)
    rule = outline.final_quiz
    assert rule is not None
    drawn = [pk for pool in pools(outline) for pk in pool][: rule["items"]]
    quiz = FinalQuiz(enrolment=enrolment, number=1, versions=drawn)
    keys = newest_keys(drawn)
    quiz.answers = {
        str(place): right_answer(version.kind, keys[version.pk])
        for place, version in enumerate(asked_versions(quiz)[:right])
    }
    quiz.right, quiz.is_passed = right, True
    quiz.began_at, quiz.handed_in_at = at - timedelta(minutes=18), at
    quiz.save()


def _discuss(made: _Class, one: ClassPost) -> None:
    asks = discussion_reader(made.people[one.person], made.file.course)
    answers = discussion_reader(made.trainer, made.file.course)
    assert asks is not None
    assert answers is not None
    at = made.at(one.day)
    post = write_post(asks, one.lesson, one.text, question=None, now=at)
    if one.answer:
        later = min(at + timedelta(hours=3), made.now)
        answer = write_post(answers, one.lesson, one.answer, question=post.uuid, now=later)
        if one.pinned:
            pin_post(answers, answer.uuid, is_pinned=True, now=later)


def _write(made: _Class) -> None:
    people = list(made.cohort.enrolments.filter(state__in=SEATED).select_related("person"))
    for number, one in enumerate(made.file.messages):
        key = uuid5(NAMESPACE, f"{made.cohort.uuid} {number}")
        written = Written(key, one.subject, one.body.strip())
        at = made.at(one.day)
        write_to_cohort(made.cohort, written, people, actor=made.trainer, now=at)
        for enrolment in people[: one.read]:
            read_messages(enrolment.person, None, now=made.now)
