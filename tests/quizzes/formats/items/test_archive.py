"""Archives that want to do harm are refused before anything is unpacked."""

import io
import stat
import warnings
import zipfile

import pytest

from quizzes.formats.items import archive, read_items
from quizzes.formats.items.archive import Archive
from quizzes.formats.items.limited import read_limited
from quizzes.formats.items.xml_tree import Unreadable

ITEM = '<assessmentItem identifier="x"><itemBody/></assessmentItem>'


def packed(*entries):
    kept = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
            for name, body in entries:
                made.writestr(name, body)
    return kept.getvalue()


def linked():
    entry = zipfile.ZipInfo("a.xml")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (packed(("../a.xml", ITEM)), "đường dẫn trỏ ra ngoài"),
        (packed(("/etc/a.xml", ITEM)), "đường dẫn trỏ ra ngoài"),
        (packed(("x\\..\\a.xml", ITEM)), "đường dẫn trỏ ra ngoài"),
        (packed(("c:/a.xml", ITEM)), "đường dẫn trỏ ra ngoài"),
        (packed(("a.xml", ITEM), ("a.xml", ITEM)), "trùng tên"),
        (packed((linked(), "/etc/passwd")), "symlink"),
        (packed(("a.xml", ITEM), ("b.bin", bytes(20 * 1024 * 1024))), "lớn bất thường"),
        (packed(*((f"{n}.xml", ITEM) for n in range(archive.MOST_ENTRIES + 1))), "hơn 2000 tệp"),
        (packed(("a.xml", ITEM))[:-30], "bị hỏng"),
    ],
    ids=range(9),
)
def test_harmful_archives_are_refused_in_words(body, told):
    with pytest.raises(Unreadable, match=told):
        Archive(body)


def test_an_entry_that_lies_about_its_content_is_refused():
    body = packed(("a.xml", ITEM))
    spoilt = body.replace(b"assessment", b"ASSESSMENT")
    start = body.index(b"a.xml") + 5
    spoilt = body[:start] + bytes(8) + body[start + 8 :]

    reading = read_items(spoilt, "x.zip")

    assert reading.items == ()
    assert reading.problem or reading.notes


def test_a_bomb_ends_in_words_within_the_limits():
    body = packed(*((f"{n}.xml", f"<a>{'x' * 10**6}</a>") for n in range(70)))

    assert read_limited(body, "x.zip").problem == "Tệp giải nén ra quá lớn."


def test_many_items_that_share_one_long_text_do_not_multiply_it():
    stimulus = f"<assessmentStimulus><stimulusBody>{'chữ ' * 10**6}</stimulusBody>"
    item = '<assessmentItem identifier="x"><assessmentStimulusRef href="s.xml"/><itemBody/>'
    body = packed(
        ("s.xml", f"{stimulus}</assessmentStimulus>"),
        *((f"{n}.xml", f"{item}</assessmentItem>") for n in range(300)),
    )

    reading = read_limited(body, "x.zip")

    assert reading.problem or len(reading.items) == 300
