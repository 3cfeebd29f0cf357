"""QTI 3.0 packages, written and read again."""

import io
import zipfile

from hypothesis import given, settings

from quizzes.formats.item_content import ItemContent
from quizzes.formats.items import qti, qti_writing, read_items
from quizzes.formats.items.xml_tree import read_tree
from tests.quizzes.formats.items.contents import (
    FACTS,
    PARTS,
    contents,
    exported,
    picture,
    said,
    taken,
)

SOURCE = {
    "document": "Nghị quyết 57-NQ/TW",
    "publisher": "Bộ Chính trị",
    "article": "Mục I",
    "link": "https://example.test/nq57",
    "checked_on": "2026-11-20",
    "effective_from": "2024-12-22",
}


@settings(max_examples=100)
@given(contents(*PARTS))
def test_what_is_written_is_read_again(content):
    item = exported(content, topic="Chung/Luật", difficulty="hard", tags=("một", "hai"), **FACTS)

    body, notes = qti_writing.write([item])
    [read] = qti.read(body).items

    assert notes == []
    assert said(taken(read)) == said(content)
    assert (read.audience, read.competences) == (FACTS["audience"], FACTS["competences"])
    assert (read.code, read.topic, read.difficulty, read.tags) == (
        *("ND-001", "Chung/Luật", "hard"),
        ("một", "hai"),
    )


def test_source_language_stimulus_and_pictures_are_kept():
    digest, picture_body = picture()
    shown = f'<img src="/hinh/{digest}.webp" alt="Cây">'
    content = ItemContent.model_validate(
        {
            "kind": "true_false",
            "stem": "Hình [Cây]",
            "options": ["Đúng", "Sai"],
            "key": [0],
            "language": "en",
            "source": SOURCE,
            "explanation": "Xem [Cây]",
            "markup": {"stem": f"<p>Hình {shown}</p>", "explanation": f"<p>Xem {shown}</p>"},
            "stimulus": {
                "title": "Bài đọc",
                "text": "Ngày xưa\ncó [Cây]",
                "markup": f"<p>Ngày xưa</p><p>có {shown}</p>",
            },
        }
    )
    items = [exported(content, code=code, pictures={digest: picture_body}) for code in ("A", "B")]

    body, notes = qti_writing.write(items)
    reading = read_items(body, "goi.zip")

    assert notes == []
    assert reading.notes == ()
    assert [taken(item) for item in reading.items] == [content, content]
    names = zipfile.ZipFile(io.BytesIO(body)).namelist()
    assert sum(name.startswith("stimuli/") for name in names) == 1
    assert sum(name.startswith("images/") for name in names) == 1


def test_the_same_items_give_the_same_bytes():
    content = ItemContent.model_validate(
        {"kind": "true_false", "stem": "Đúng?", "options": ["Đúng", "Sai"], "key": [0]}
    )

    assert qti_writing.write([exported(content)]) == qti_writing.write([exported(content)])


def test_every_file_of_a_package_is_well_formed_and_listed():
    content = ItemContent.model_validate(
        {"kind": "true_false", "stem": "a < b & c", "options": ["Đúng", "Sai"], "key": [0]}
    )

    body, _ = qti_writing.write([exported(content, code="7 & <8>")])
    archive = zipfile.ZipFile(io.BytesIO(body))
    for name in archive.namelist():
        read_tree(archive.read(name))
    root, _ = read_tree(archive.read("imsmanifest.xml"))
    listed = {one.get("href") for one in root.iter("file")}

    assert listed == set(archive.namelist()) - {"imsmanifest.xml"}
