"""Print forms: the paper with its answer sheet, and the same with the key, for the archive."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_noop as _

from backend.accounts.models import User
from backend.certificates.printing.availability import certificates_available
from backend.common.errors import DomainError
from backend.common.files import written_whole
from backend.common.jobs import Progress
from quizzes.actions.item_sighting import note_sightings
from quizzes.formats.form_paper import PrintedForm, form_html, form_pdf, pictures_in
from quizzes.models import Form, Item
from quizzes.queries.form_paper import printed_form
from quizzes.queries.picture import picture_file

PRINTING = _("In đề")


class CannotPrint(DomainError):
    """The machine lacks what PDFs are made with."""

    code = "cannot_print"
    title = "Máy chủ chưa in được PDF"


def show_form(form: Form, *, with_key: bool, person: User, now: datetime) -> str:
    """The page of a form; that this person saw it is noted."""
    note_sightings(_items(form), "preview", person=person, now=now)
    return form_html(printed_form(form), with_key=with_key, is_page=True)


def print_form(form: Form, progress: Progress, *, now: datetime) -> dict[str, Any]:
    """Write both PDFs. Safe to repeat; a form that was mended meanwhile is printed as it is now."""
    if not certificates_available():
        raise CannotPrint
    content = printed_form(form)
    pictures = _pictures(content)
    names = {}
    for done, with_key in enumerate((False, True)):
        progress(done, 2, PRINTING)
        name = f"forms/{form.form_set.uuid}/{form.number}{'-dap-an' if with_key else ''}.pdf"
        with written_whole(Path(settings.MEDIA_ROOT) / name) as aside:
            aside.write_bytes(form_pdf(content, with_key=with_key, pictures=pictures))
        names[with_key] = name
    with transaction.atomic():
        fresh = Form.objects.select_for_update().get(pk=form.pk)
        if printed_form(form) == content:
            fresh.file, fresh.key_file, fresh.printed_at = names[False], names[True], now
            fresh.save(update_fields=["file", "key_file", "printed_at"])
    progress(2, 2)
    return {"form": form.number}


def fetch_print(form: Form, *, with_key: bool, person: User, now: datetime) -> Path | None:
    """The printed file, or None where there is none yet; that this person took it is noted."""
    name = form.key_file if with_key else form.file
    path = Path(settings.MEDIA_ROOT) / name
    if not name or not path.is_file():
        return None
    note_sightings(_items(form), "print", person=person, now=now)
    return path


def _pictures(content: PrintedForm) -> dict[str, bytes]:
    files = {digest: picture_file(digest) for digest in pictures_in(content)}
    return {digest: path.read_bytes() for digest, path in files.items() if path.is_file()}


def _items(form: Form) -> list[Item]:
    rows = form.items.filter(is_spare=False).select_related("version__item")
    return [row.version.item for row in rows]
