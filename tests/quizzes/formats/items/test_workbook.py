"""What we write into a workbook is what we read from it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.formats.item_content import ItemContent, Markup, read_content
from quizzes.formats.item_reading import ExportItem
from quizzes.formats.items.sheets import read_workbook
from quizzes.formats.items.workbook import write_workbook
from tests.factories.item_contents import contents, exported


@settings(max_examples=40, deadline=None)
@given(st.lists(exported(), min_size=1, max_size=5))
def test_export_then_import_is_the_identity(items: list[ExportItem]) -> None:
    body, notes = write_workbook(items)
    reading = read_workbook(body, "kho.xlsx")
    assert notes == []
    assert [read_content(item.content)[0] for item in reading.items] == [
        item.content for item in items
    ]
    for found, item in zip(reading.items, items, strict=True):
        assert (found.code, found.topic, found.difficulty) == (
            item.code,
            item.topic,
            item.difficulty,
        )
        assert found.tags == item.tags


@given(contents(("single",)))
def test_what_a_sheet_cannot_hold_is_told(content: ItemContent) -> None:
    rich = content.model_copy(update={"markup": Markup(stem="<p><b>x</b></p>")})
    _, [note] = write_workbook([ExportItem("ABC-001", "", "easy", rich)])
    assert note.field == "ABC-001"
