"""A form with everything that stands on its paper, and its key."""

from quizzes.formats.form_paper import PrintedForm, PrintedItem
from quizzes.models import Form, FormItem
from quizzes.queries.bank import newest_keys


def printed_form(form: Form) -> PrintedForm:
    """The form as it is to be printed, with the newest keys."""
    rows = list(
        form.items.filter(is_spare=False)
        .select_related("version__item", "version__picture", "version__stimulus")
        .order_by("place")
    )
    keys = newest_keys(row.version_id for row in rows)
    return PrintedForm(
        title=form.form_set.name,
        organiser=form.form_set.organiser,
        code=form.code,
        minutes=form.form_set.minutes,
        items=tuple(_item(row, keys.get(row.version_id)) for row in rows),
    )


def _item(row: FormItem, key: object) -> PrintedItem:
    version = row.version
    picture, stimulus = version.picture, version.stimulus
    return PrintedItem(
        kind=version.kind,
        stem=version.stem,
        options=version.options,
        targets=version.targets,
        order=row.option_order,
        key=key,
        code=f"{version.item.code} v{version.number}",
        unit=version.unit,
        limit=version.limit,
        markup=version.markup,
        picture=picture.digest if picture else "",
        picture_alt=version.picture_alt,
        stimulus=stimulus.pk if stimulus else None,
        stimulus_title=stimulus.title if stimulus else "",
        stimulus_text=stimulus.text if stimulus else "",
        stimulus_markup=stimulus.markup if stimulus else "",
    )
