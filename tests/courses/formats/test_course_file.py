"""The files of a course: what they say, and what is told of a mistake in them."""

import pytest

from courses.formats.course_file import course_folders, read_course
from courses.formats.markdown import FileRefused
from tests.factories.courses import LESSON, PARTS, write_course


@pytest.fixture
def folder(tmp_path):
    return write_course(tmp_path)


def problems_of(folder):
    with pytest.raises(FileRefused) as refused:
        read_course(folder)
    return [(one.file.rsplit("/", 1)[-1], one.line, one.text) for one in refused.value.problems]


def rewrite(folder, old, new):
    path = folder / "di-xa" / "bai-ba.md"
    written = path.read_text()
    assert old in written
    path.write_text(written.replace(old, new))


def test_a_course_says_what_its_files_say(folder):
    file = read_course(folder)

    lesson = file.lessons["bai-ba"]
    assert course_folders(folder.parent) == [folder]
    assert file.outline.lesson_keys == ["bai-mot", "bai-hai", "bai-ba"]
    assert file.outline.about == "<p>Dành cho <strong>mọi người</strong>.</p>"
    assert file.outline.completion.lessons is None
    assert tuple(part.key for part in lesson.parts) == PARTS
    assert lesson.parts[0].markup == "<p>Mở bài <strong>ngắn</strong>.</p>"
    assert lesson.parts[1].markup.startswith("<h2>Ba bước</h2>\n<ol>")
    assert (lesson.parts[2].alt, lesson.parts[2].caption) == ("Ba bước đi", "Ba bước")
    assert lesson.parts[4].steps == ("Mở máy", "Tắt máy")
    assert lesson.items == ["TST-007", "TST-008", "TST-009"]
    assert [(one.title, one.article) for one in lesson.sources] == [("Luật thử", "Điều 1")]
    assert set(file.diagrams) == {lesson.parts[2].src.removeprefix("/so-do/").removesuffix(".svg")}


def test_a_document_that_was_kept_is_read_back_as_it_was(folder):
    lesson = read_course(folder).lessons["bai-ba"]

    kept = lesson.model_dump(mode="json")

    assert kept["parts"][5]["pass"] == 2
    assert type(lesson).model_validate(kept) == lesson


def test_a_lesson_may_bring_a_source_of_its_own(folder):
    rewrite(folder, "{document: luat, article: Điều 1}", "{title: Sách, publisher: NXB}")

    assert read_course(folder).lessons["bai-ba"].sources[0].title == "Sách"


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("Mở bài", "<b>Mở</b> bài", 10, "HTML"),
        ("Mở bài", "<script>x</script>\n\nMở bài", 10, "HTML"),
        ("Mở bài", "# Mở bài", 10, "hai mức"),
        ("Mở bài", "[Mở](http://x.test) bài", 10, "https://"),
        ("Mở bài", "```\nx\n```", 10, "định dạng"),
        ("Mở bài", "Xem ![a](ba-buoc.svg)", 10, "đứng riêng"),
        ("ba-buoc.svg", "khong-co.svg", 17, "Không có tệp hình"),
        ("ba-buoc.svg", "../ba-buoc.svg", 17, "cùng thư mục"),
        ("![Ba bước đi]", "![]", 17, "lời mô tả"),
        ("Đừng vội.", "<i>Đừng</i> vội.", 20, "HTML"),
        (":::warning Cảnh giác", ":::danger Cảnh giác", 19, ":::danger"),
        (":::warning Cảnh giác", ":::warning", 19, ":::"),
        ("- Mở máy", "Mở máy", 24, "“- ”"),
        ("pass: 2", "pass: 4", 28, "pass: 4"),
        ("pass: 2\n", "", 28, "pass"),
        ("document: luat", "document: sach", 1, "“sach”"),
        ("minutes: 7", "minutes: nhanh", 1, "minutes"),
        ("minutes: 7", "minutes: 7\nmore: 1", 1, "more"),
        ("title: Bài bai-ba", "title: [", 4, "khai báo"),
        ("- TST-007", "- TST-008", 1, "hai lần"),
    ],
)
def test_a_mistake_is_named_by_file_and_line(folder, old, new, line, words):
    rewrite(folder, old, new)

    [(file, found, text), *_] = problems_of(folder)
    assert (file, found) == ("bai-ba.md", line)
    assert words in text


def test_what_no_browser_should_follow_stays_words(folder):
    rewrite(folder, "Mở bài", "[Mở](javascript:alert) bài")

    assert "<a" not in read_course(folder).lessons["bai-ba"].parts[0].markup


def test_all_problems_are_told_at_once(folder):
    for key in ("mo-dau/bai-mot", "di-xa/bai-ba"):
        path = folder / f"{key}.md"
        path.write_text(path.read_text().replace("Mở bài", "<b>x"))

    assert [file for file, _, _ in problems_of(folder)] == ["bai-mot.md", "bai-ba.md"]


def test_a_lesson_that_is_missing_or_not_named_is_told(folder):
    (folder / "di-xa" / "bai-ba.md").rename(folder / "di-xa" / "bai-tu.md")

    assert [(file, text) for file, _, text in problems_of(folder)] == [
        ("bai-ba.md", "Không có tệp này."),
        ("bai-tu.md", "course.yaml không nêu bài này."),
    ]


def test_a_block_that_is_left_open_is_told(folder):
    path = folder / "di-xa" / "bai-ba.md"
    path.write_text(
        LESSON.format(title="x", codes="- TST-007\n- TST-008").rstrip().removesuffix(":::")
    )

    assert "chưa được đóng" in problems_of(folder)[0][2]


def test_a_course_lies_in_the_folder_of_its_name(folder):
    other = folder.rename(folder.parent / "khac")

    assert problems_of(other) == [("course.yaml", 1, "slug phải là tên thư mục: khac.")]
