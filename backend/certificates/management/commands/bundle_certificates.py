"""Put the printed certificates of a list into one zip, by organisation, with signing lists."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from backend.certificates.actions.bundle import bundle_certificates


class Command(BaseCommand):
    help = "Write a zip of printed certificates: a folder for each organisation."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("zip", type=Path)
        parser.add_argument(
            "--source", default="", help='Only where the source begins so: "round:<uuid>:".'
        )

    def handle(self, *args: Any, source: str, **options: Any) -> None:
        path: Path = options["zip"]
        count = bundle_certificates(path, source=source, now=timezone.now(), actor=None)
        self.stdout.write(f"{count} certificates in {path}.")
