"""Writing a course in the browser: drafts, review, versions, and what its files may still do."""

import pytest
from django.utils import timezone

from backend.common.errors import NotVisible
from backend.common.models import AuditEntry
from courses.actions.authoring import (
    NewCourse,
    add_lesson,
    copy_lesson,
    create_course,
    save_lesson,
    save_outline,
    set_authors,
)
from courses.actions.content import load_course
from courses.actions.course_review import (
    drop_changes,
    judge_course,
    restore_course,
    retire_course,
    submit_course,
    withdraw_course,
)
from courses.authoring_errors import (
    CourseIncomplete,
    CourseStepRefused,
    NothingToPublish,
    OwnCourse,
    ReviewCommentNeeded,
)
from courses.formats.course_file import read_course
from courses.models import LessonVersion
from courses.permissions import course_rights, read_courses, written_courses
from courses.queries.authoring import course_remarks, lesson_of, outline_of
from quizzes.item_errors import DraftIsNewer
from quizzes.models import Item
from tests.factories.courses import make_course, make_practice_items
from tests.factories.organisations import MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LESSON = {
    "title": "Bài một",
    "summary": "Một câu.",
    "minutes": 5,
    "sources": [{"title": "Luật"}],
    "parts": [
        {"kind": "text", "markup": "<p>Chào</p>"},
        {"kind": "quiz", "title": "Hỏi", "items": ["TST-001"], "pass": 1},
    ],
}
OUTLINE = {
    "title": "Khóa mới",
    "summary": "Học gì.",
    "modules": [{"key": "phan-1", "title": "Mở đầu", "lessons": []}],
}


@pytest.fixture
def commune():
    return OrganisationFactory()


@pytest.fixture
def author(commune):
    return MembershipFactory(trainer=True, organisation=commune).user


@pytest.fixture
def reviewer(commune):
    return MembershipFactory(trainer=True, organisation=commune).user


@pytest.fixture
def course(author, commune):
    """Written and complete, not handed in yet."""
    make_practice_items(3)
    made = create_course(NewCourse("Khóa mới", commune), actor=author, now=NOW)
    save_outline(made.slug, OUTLINE, 1, actor=author, now=NOW)
    key = add_lesson(made.slug, "phan-1", "Bài một", actor=author, now=NOW)
    save_lesson(made.slug, key, LESSON, 1, actor=author, now=NOW)
    made.refresh_from_db()
    return made


def publish(course, author, reviewer):
    review = submit_course(course.slug, "", actor=author, now=NOW)
    judge_course(course.slug, review.number, "approved", "", actor=reviewer, now=NOW)
    course.refresh_from_db()


def rewritten(course, key, author, text, revision=0):
    document = lesson_of(course, key)
    document["parts"][0]["markup"] = f"<p>{text}</p>"
    return save_lesson(course.slug, key, document, revision, actor=author, now=NOW)


def test_a_course_is_written_handed_in_and_published_by_another(course, author, reviewer):
    assert (course.slug, course.status) == ("khoa-moi", "draft")
    assert course_remarks(course) == []

    publish(course, author, reviewer)

    assert (course.status, course.current.number) == ("published", 1)
    assert course.current.published_by == reviewer
    assert course.current.lessons.get().key == "bai-mot"
    assert not course.lesson_drafts.exists()
    told = AuditEntry.objects.filter(subject=f"course:{course.uuid}").order_by("pk")
    assert [one.action for one in told] == [
        "course.created",
        "course.submitted",
        "course.published",
    ]


def test_an_incomplete_course_is_not_handed_in(course, author):
    Item.objects.filter(code="TST-001").update(use="contest")

    with pytest.raises(CourseIncomplete):
        submit_course(course.slug, "", actor=author, now=NOW)

    [remark] = course_remarks(course)
    assert (remark.code, remark.part, remark.words) == ("items_unknown", "quiz-1", "TST-001")
    course.refresh_from_db()
    assert course.status == "draft"


def test_an_item_that_leaves_the_bank_during_review_hinders_publishing(course, author, reviewer):
    submit_course(course.slug, "", actor=author, now=NOW)
    Item.objects.filter(code="TST-001").update(status="retired")

    with pytest.raises(CourseIncomplete):
        judge_course(course.slug, 1, "approved", "", actor=reviewer, now=NOW)


def test_nobody_judges_what_they_wrote(course, author, reviewer):
    rewritten(course, "bai-mot", reviewer, "Sửa hộ", revision=2)
    submit_course(course.slug, "", actor=author, now=NOW)

    for person in (author, reviewer):
        with pytest.raises(OwnCourse):
            judge_course(course.slug, 1, "approved", "", actor=person, now=NOW)
        assert not course_rights(person, course)["may_review"]


def test_what_is_handed_in_rests_until_it_is_judged_or_withdrawn(course, author, reviewer):
    submit_course(course.slug, "", actor=author, now=NOW)

    with pytest.raises(CourseStepRefused):
        rewritten(course, "bai-mot", author, "Thêm", revision=2)
    withdraw_course(course.slug, actor=author, now=NOW)
    rewritten(course, "bai-mot", author, "Thêm", revision=2)
    submit_course(course.slug, "", actor=author, now=NOW)

    with pytest.raises(CourseStepRefused):  # the reviewer still looks at the first one
        judge_course(course.slug, 1, "approved", "", actor=reviewer, now=NOW)
    judge_course(course.slug, 2, "approved", "", actor=reviewer, now=NOW)


def test_what_is_returned_says_why_and_keeps_its_writers(course, author, reviewer):
    submit_course(course.slug, "", actor=author, now=NOW)

    with pytest.raises(ReviewCommentNeeded):
        judge_course(course.slug, 1, "returned", " ", actor=reviewer, now=NOW)
    judge_course(course.slug, 1, "returned", "Thiếu ví dụ", actor=reviewer, now=NOW)

    course.refresh_from_db()
    assert course.status == "draft"
    assert course.reviews.get().comment == "Thiếu ví dụ"
    assert submit_course(course.slug, "", actor=reviewer, now=NOW).writers == sorted(
        [author.pk, reviewer.pk]
    )


def test_two_authors_on_two_lessons_do_not_clash(course, author, reviewer):
    other = copy_lesson(course.slug, "phan-1", "Bài hai", course, "bai-mot", actor=author, now=NOW)

    assert rewritten(course, "bai-mot", author, "Một", revision=2).revision == 3
    assert rewritten(course, other, reviewer, "Hai", revision=1).revision == 2


def test_two_authors_on_one_lesson_get_both_texts(course, author, reviewer):
    rewritten(course, "bai-mot", reviewer, "Của người kia", revision=2)

    with pytest.raises(DraftIsNewer) as refused:
        rewritten(course, "bai-mot", author, "Của tôi", revision=2)

    facts = refused.value.facts
    assert (facts["revision"], facts["author"]) == (3, reviewer.full_name)
    assert facts["document"]["parts"][0]["markup"] == "<p>Của người kia</p>"
    assert "Của người kia" in str(lesson_of(course, "bai-mot"))


def test_an_outline_names_only_lessons_that_there_are(course, author):
    modules = [{"key": "phan-1", "title": "Mở đầu", "lessons": ["bai-mot", "khong-co"]}]

    save_outline(course.slug, {**OUTLINE, "modules": modules}, 3, actor=author, now=NOW)

    assert outline_of(course)["modules"][0]["lessons"] == ["bai-mot"]
    with pytest.raises(DraftIsNewer):
        save_outline(course.slug, OUTLINE, 3, actor=author, now=NOW)


def test_unknown_places_are_not_visible(course, author):
    with pytest.raises(NotVisible):
        save_lesson(course.slug, "khong-co", LESSON, 0, actor=author, now=NOW)
    with pytest.raises(NotVisible):
        add_lesson(course.slug, "khong-co", "Bài", actor=author, now=NOW)


def test_the_next_version_shares_what_did_not_change(course, author, reviewer):
    copy_lesson(course.slug, "phan-1", "Bài hai", course, "bai-mot", actor=author, now=NOW)
    publish(course, author, reviewer)
    first = course.current
    rewritten(course, "bai-hai", author, "Khác")
    course.refresh_from_db()
    assert (course.status, course.current) == ("draft", first)

    publish(course, author, reviewer)

    assert course.current.number == 2
    assert LessonVersion.objects.filter(course=course).count() == 3
    shared = first.lessons.get(key="bai-mot")
    assert course.current.lessons.get(key="bai-mot") == shared
    with pytest.raises(CourseStepRefused):
        drop_changes(course.slug, actor=author, now=NOW)


def test_changes_may_be_dropped(course, author, reviewer):
    publish(course, author, reviewer)
    rewritten(course, "bai-mot", author, "Khác")

    drop_changes(course.slug, actor=author, now=NOW)

    course.refresh_from_db()
    assert course.status == "published"
    assert "Khác" not in str(lesson_of(course, "bai-mot"))


def test_retired_courses_rest_and_come_back(course, author, reviewer):
    publish(course, author, reviewer)
    retire_course(course.slug, "Luật mới", actor=author, now=NOW)

    with pytest.raises(CourseStepRefused):
        rewritten(course, "bai-mot", author, "Khác")
    assert restore_course(course.slug, actor=author, now=NOW).status == "published"
    with pytest.raises(CourseStepRefused):
        restore_course(course.slug, actor=author, now=NOW)


def test_files_leave_alone_what_somebody_wrote_by_hand(tmp_path, author, reviewer):
    course = make_course(tmp_path)
    path = tmp_path / "khoa-thu" / "di-xa" / "bai-ba.md"
    rewritten(course, "bai-ba", author, "Viết tay")
    path.write_text(path.read_text().replace("Đừng vội.", "Từ tệp."))

    load_course(read_course(tmp_path / "khoa-thu"), now=NOW)
    publish(course, author, reviewer)
    version = load_course(read_course(tmp_path / "khoa-thu"), now=NOW)

    assert version.number == 2
    wording = str(version.lessons.get(key="bai-ba").document)
    assert "Viết tay" in wording
    assert "Từ tệp" not in wording


def test_a_course_from_files_opens_without_a_remark_and_unchanged(tmp_path, author, reviewer):
    course = make_course(tmp_path)

    assert course_remarks(course) == []
    save_outline(course.slug, outline_of(course), 0, actor=author, now=NOW)
    submit_course(course.slug, "", actor=author, now=NOW)
    judge_course(course.slug, 1, "approved", "", actor=reviewer, now=NOW)

    course.refresh_from_db()
    assert LessonVersion.objects.filter(course=course).count() == 3


def test_a_copy_is_a_course_of_its_own(tmp_path, author, commune):
    source = make_course(tmp_path)

    copy = create_course(NewCourse("Bản xã", commune, source), actor=author, now=NOW)

    assert copy.slug == "ban-xa"
    assert outline_of(copy)["modules"] == outline_of(source)["modules"]
    assert lesson_of(copy, "bai-hai") == lesson_of(source, "bai-hai")
    assert course_remarks(copy) == []
    again = create_course(NewCourse("Bản xã", commune), actor=author, now=NOW)
    assert again.slug == "ban-xa-2"


def test_nothing_new_is_not_handed_in(course, author, reviewer):
    publish(course, author, reviewer)
    course.status = "draft"
    course.save()

    with pytest.raises(NothingToPublish):
        submit_course(course.slug, "", actor=author, now=NOW)


def test_who_sees_which_course(course, author, reviewer, commune):
    above = MembershipFactory(organiser=True, organisation=commune).user
    elsewhere = MembershipFactory(trainer=True).user

    assert course in written_courses(author)
    assert course in written_courses(above)
    assert course not in read_courses(reviewer)
    submit_course(course.slug, "", actor=author, now=NOW)
    assert course in read_courses(reviewer)
    assert course not in written_courses(reviewer)
    assert course not in read_courses(elsewhere)
    withdraw_course(course.slug, actor=author, now=NOW)
    set_authors(course.slug, [author, reviewer], actor=author, now=NOW)
    assert course in written_courses(reviewer)


def test_a_lesson_goes_into_another_course_with_what_it_names(course, author):
    other = create_course(NewCourse("Khóa khác", course.organisation), actor=author, now=NOW)
    save_outline(other.slug, OUTLINE, 1, actor=author, now=NOW)

    key = copy_lesson(other.slug, "phan-1", "Bài một", course, "bai-mot", actor=author, now=NOW)

    assert outline_of(other)["modules"][0]["lessons"] == [key]
    assert lesson_of(other, key) == lesson_of(course, "bai-mot")
    assert lesson_of(other, key)["parts"][1]["items"] == ["TST-001"]
    told = AuditEntry.objects.get(action="course.lesson_copied")
    assert (told.subject, told.details["copied"]) == (f"course:{other.uuid}", str(course.uuid))
    with pytest.raises(NotVisible):
        copy_lesson(other.slug, "phan-1", "B", course, "khong-co", actor=author, now=NOW)


def test_strangers_copy_what_is_published_and_never_a_draft(course, author, reviewer):
    publish(course, author, reviewer)
    rewritten(course, "bai-mot", author, "Chưa ai được đọc")
    stranger = MembershipFactory(trainer=True, organisation=OrganisationFactory()).user

    made = create_course(
        NewCourse("Bản sao", stranger.memberships.get().organisation, course),
        actor=stranger,
        now=NOW,
    )
    wish = (made.slug, "phan-1", "Lại bài một", course, "bai-mot")
    key = copy_lesson(*wish, actor=stranger, now=NOW)

    for one in ("bai-mot", key):
        assert lesson_of(made, one)["parts"][0]["markup"] == "<p>Chào</p>"
    assert lesson_of(course, "bai-mot")["parts"][0]["markup"] == "<p>Chưa ai được đọc</p>"
