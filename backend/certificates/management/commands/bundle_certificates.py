"""Put the printed certificates of a list into one file, by organisation, with signing lists."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from backend.certificates.actions.bundle import (
    FORMATS,
    bundle_certificates,
    printed_certificates,
    record_bundle,
)


class Command(BaseCommand):
    help = "Write a zip or a PDF of printed certificates: a folder for each organisation."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="It ends in .zip or, for paper, in .pdf.")
        parser.add_argument(
            "--source", default="", help='Only where the source begins so: "round:<uuid>:".'
        )

    def handle(self, *args: Any, source: str, **options: Any) -> None:
        path: Path = options["file"]
        form = path.suffix.lower().removeprefix(".")
        if form not in FORMATS:
            raise CommandError("The file's name must end in .zip or .pdf.")
        now = timezone.now()
        count = bundle_certificates(path, printed_certificates(source), form=form, now=now)
        subject = source.rstrip(":") or "certificates:all"
        record_bundle(subject, certificates=count, actor=None, now=timezone.now())
        self.stdout.write(f"{count} certificates in {path}.")
