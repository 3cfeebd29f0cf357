"""Items on paper, to be read and kept: a list with its key at the end. It is not read again."""

from collections.abc import Sequence

from quizzes.formats.form_paper import PrintedForm, PrintedItem, form_pdf
from quizzes.formats.item_content import ItemContent, Note
from quizzes.formats.item_reading import ExportItem

TITLE = "Câu hỏi của ngân hàng"
NOT_READ = "PDF chỉ để đọc và in, không nhập lại được; giải thích, nguồn, nhãn không in."


def write(items: Sequence[ExportItem]) -> tuple[bytes, list[Note]]:
    """Needs Pango: ask `certificates_available` first."""
    stimuli: dict[str, int] = {}
    printed = [_item(item, stimuli) for item in items]
    pictures = {digest: body for item in items for digest, body in item.pictures.items()}
    form = PrintedForm(title=TITLE, organiser="", code="", minutes=0, items=printed)
    return form_pdf(form, with_key=True, pictures=pictures), [Note("warning", "", NOT_READ)]


def _item(item: ExportItem, stimuli: dict[str, int]) -> PrintedItem:
    content = item.content
    stimulus, picture = content.stimulus, content.picture
    return PrintedItem(
        kind=content.kind,
        stem=content.stem,
        options=content.options,
        targets=content.targets,
        order=_order(content),
        key=content.key,
        code=item.code,
        unit=content.unit,
        limit=content.limit,
        markup=content.markup.model_dump(),
        picture=picture.digest if picture else "",
        picture_alt=picture.alt if picture else "",
        stimulus=stimuli.setdefault(stimulus.text, len(stimuli)) if stimulus else None,
        stimulus_title=stimulus.title if stimulus else "",
        stimulus_text=stimulus.text if stimulus else "",
        stimulus_markup=stimulus.markup if stimulus else "",
    )


def _order(content: ItemContent) -> list[int]:
    """As they stand; what is to be put together stands by its alphabet, which tells nothing."""
    if content.kind == "ordering":
        return sorted(range(len(content.options)), key=content.options.__getitem__)
    if content.kind == "matching":
        return sorted(range(len(content.targets)), key=content.targets.__getitem__)
    return list(range(len(content.options)))
