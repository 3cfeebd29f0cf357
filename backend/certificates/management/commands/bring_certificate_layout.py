"""Bring a layout of certificates in HTML and CSS, as a template that organisers can choose."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from backend.certificates.actions.own_layout import bring_layout
from backend.common.errors import DomainError
from backend.organisations.models import Organisation

PAGE, STYLE = "page.html", "page.css"


class Command(BaseCommand):
    help = (
        "Check a folder with page.html, page.css and pictures, and keep it as a template of an "
        "organisation; under the name of one of its templates, as that one's next version."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--organisation", required=True, help="Its code or whole name.")
        parser.add_argument("--name", required=True, help="What organisers choose it by.")

    def handle(self, *args: Any, folder: Path, name: str, **options: Any) -> None:
        owner = _organisation(options["organisation"])
        try:
            page, style = (folder / file for file in (PAGE, STYLE))
            template = bring_layout(
                owner.pk,
                name=name[:120],
                page=page.read_text(encoding="utf-8"),
                style=style.read_text(encoding="utf-8"),
                pictures={
                    path.name: path.read_bytes()
                    for path in sorted(folder.iterdir())
                    if path.is_file() and path not in (page, style)
                },
                now=timezone.now(),
            )
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{folder} cannot be read: {error}.") from error
        except DomainError as refused:
            raise CommandError(refused.detail) from refused
        number = template.versions.latest("number").number
        self.stdout.write(f"“{template.name}” of {owner.name}: version {number}.")


def _organisation(told: str) -> Organisation:
    found = Organisation.objects.filter(code=told) or Organisation.objects.filter(name=told)
    if len(found) != 1:
        raise CommandError(f"{len(found)} organisations are called “{told}”: name its code.")
    return found[0]
