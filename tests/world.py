"""A small inhabited world: every role, an open round and a published one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import Group
from django.utils import timezone

from backend.accounts.models import User
from backend.certificates.models import Certificate
from backend.common.jobs import start_job
from backend.common.models import Job
from backend.files.enums import FileState
from backend.files.models import StoredFile
from backend.organisations.models import Organisation
from courses.actions.authoring import NewCourse, add_lesson, create_course, save_outline
from courses.actions.enrolment import enrol
from courses.actions.session import NewSession, plan_session
from courses.models import Cohort, Course
from courses.queries.session import calendar_key
from quizzes.actions.announcement import announce
from quizzes.actions.board import refresh_boards
from quizzes.actions.form import FormWish, make_form_set
from quizzes.actions.publication import write_publication
from quizzes.actions.round import close_due_rounds
from quizzes.enums import ImportState
from quizzes.models import Announcement, Attempt, Contest, FormSet, Item, ItemImport, Ranking, Round
from quizzes.queries.publication import incomplete_rankings
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import CohortFactory, EnrolmentFactory
from tests.factories.courses import make_small_course
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.factories.quizzes import hand_in, make_attempt, make_round

ROLES = (
    "anonymous",
    "participant",
    "other",
    "trainer",
    "organiser",
    "organisation_admin",
    "staff",
)


@dataclass
class World:
    """`participant` has a scored and a running attempt in the open round."""

    now: datetime
    people: dict[str, User | None]
    open_round: Round
    scored: Attempt
    running: Attempt
    certificate: Certificate
    published_round: Round
    ranking: Ranking
    file: StoredFile
    job: Job
    announcement: Announcement
    item: Item
    form_set: FormSet
    item_import: ItemImport
    course: Course
    cohort: Cohort
    written_course: Course

    def values(self) -> dict[str, object]:
        """What fills the parameters of addresses."""
        return {
            "slug": self.open_round.contest.slug,
            "code": self.certificate.code,
            "form": "json",
            "number": 1,
            "file": self.open_round.uuid,
            "run": 1,
            "rest": "tham-dinh",
            "tab": "tong-quan",
            "api/v1/attempts/:uuid": self.running.uuid,
            "bai-lam/:uuid": self.running.uuid,
            "api/v1/rounds/:uuid": self.open_round.uuid,
            "api/v1/certificates/:uuid": self.certificate.uuid,
            "api/v1/certificates/status/:number": 0,
            "bundle": self.file.uuid,  # of no bundle
            "certificate": self.certificate.uuid,
            "template": self.certificate.uuid,  # of no template
            "api/v1/organisations/:uuid": self.scored.participant.unit.uuid,
            "api/v1/desk/organisations/:uuid": self.scored.participant.unit.uuid,
            "api/v1/rankings/:uuid": self.ranking.uuid,
            "api/v1/jobs/:uuid": self.job.uuid,
            "api/v1/files/:uuid": self.file.uuid,
            "api/v1/files/uploads/:uuid": self.file.uuid,
            "api/v1/assessment/:uuid": self.file.uuid,  # of no assessment
            "place": 1,
            "key": "bai-mot",
            "api/v1/courses/:slug": self.course.slug,
            "khoa-hoc/:slug": self.course.slug,
            "api/v1/bank/exports/:uuid": self.job.uuid,
            "api/v1/bank/imports/:uuid": self.item_import.uuid,
            "api/v1/bank/form-sets/:uuid": self.form_set.uuid,
            "api/v1/bank/statistics/rounds/:uuid": self.published_round.uuid,
            "api/v1/bank/statistics/items/:code": "item-0",
            "api/v1/bank/items/:code": self.item.code,
            "api/v1/teaching/cohorts/:uuid": self.cohort.uuid,
            "api/v1/cohorts/:code": self.cohort.code,
            "lop/:code": self.cohort.code,
            "giang-day/:uuid": self.cohort.uuid,
            "lich-hoc/:key": calendar_key(self.cohort),
            "session": self.cohort.sessions.get().uuid,
            "person": self.cohort.enrolments.get().uuid,
            "api/v1/authoring/courses/:slug": self.written_course.slug,
            "api/v1/authoring/courses/:key": "bai-mot",
        }


def make_world() -> World:
    """MEDIA_ROOT must be a folder that may be written to."""
    now = timezone.now()
    province = OrganisationFactory()
    commune = OrganisationFactory(parent=province)
    person = MembershipFactory(user=UserFactory(), organisation=commune).user
    open_round = make_round(opens_at=now - timedelta(days=2), closes_at=now + timedelta(days=1))
    published = make_round(opens_at=now - timedelta(days=3), closes_at=now - timedelta(days=1))
    scored = hand_in(make_attempt(open_round, person, now=now - timedelta(hours=1)), prediction=3)
    hand_in(make_attempt(published, person, now=now - timedelta(days=2)), wrong=2)
    close_due_rounds(now=now)
    for ranking in incomplete_rankings():
        write_publication(ranking, now=now)
    refresh_boards(now=now)
    published.refresh_from_db()
    Contest.objects.update(organisation=province)
    Group.objects.create(name="Ban giám khảo")
    organiser = MembershipFactory(organiser=True, organisation=province).user
    trainer = MembershipFactory(trainer=True).user
    cohort = CohortFactory(organisation=province, trainers=[trainer])
    EnrolmentFactory(cohort=cohort, person=person, organisation=commune)
    course = make_small_course()
    enrol(person, course.slug, now=now)
    lesson = NewSession("Buổi 1", now, now + timedelta(hours=1))
    plan_session(cohort, lesson, actor=trainer, now=now)
    return World(
        now=now,
        people={
            "anonymous": None,
            "participant": person,
            "other": MembershipFactory(user=UserFactory()).user,
            "trainer": trainer,
            "organiser": organiser,
            "organisation_admin": MembershipFactory(administrator=True, organisation=commune).user,
            "staff": UserFactory(staff=True),
        },
        open_round=open_round,
        scored=scored,
        running=make_attempt(open_round, person, now=now),
        certificate=Certificate.objects.get(),
        published_round=published,
        ranking=published.rankings.get(),
        form_set=_form_set(organiser, now),
        course=course,
        item_import=ItemImport.objects.create(
            name="de.csv", brought_by=organiser, brought_at=now, state=ImportState.CHECKED
        ),
        item=open_round.pool.order_by("pk")[0].item,
        announcement=announce(open_round.pk, "Chúc các bạn thi tốt", actor=organiser, now=now),
        cohort=cohort,
        written_course=_written_course(province, trainer, now),
        file=_file(person, now),
        job=start_job("rehearsal", f"round:{published.uuid}", now=now, asked_by=organiser),
    )


def _file(owner: User, now: datetime) -> StoredFile:
    """Known to the database alone: nothing of it lies on the disk."""
    return StoredFile.objects.create(
        purpose="document",
        owner=owner,
        name="bai-doc.pdf",
        bytes=1,
        received=1,
        digest="0" * 64,
        state=FileState.READY,
        created_at=now,
        expires_at=now,
    )


def _written_course(province: Organisation, trainer: User, now: datetime) -> Course:
    new = NewCourse("Khóa đang viết", province)
    course = create_course(new, actor=trainer, now=now)
    outline = {"title": new.title, "modules": [{"key": "phan-1", "title": "Một", "lessons": []}]}
    save_outline(course.slug, outline, 1, actor=trainer, now=now)
    add_lesson(course.slug, "phan-1", "Bài một", actor=trainer, now=now)
    return course


def _form_set(person: User, now: datetime) -> FormSet:
    blueprint = [{"topic": "nghi-quyet-57", "difficulty": "easy", "count": 2}]
    wish = FormWish("Đề lưu trữ", blueprint, forms=1, spares=1)
    return make_form_set(wish, actor=person, now=now)


def body_of(answer: object) -> bytes:
    """The whole body, streamed or not."""
    if getattr(answer, "streaming", False):
        return b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    return answer.content  # type: ignore[attr-defined]
