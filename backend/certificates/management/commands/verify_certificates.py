"""Check every certificate: its facts, its file, and the signatures upon both."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.certificates.queries.check import counted


class Command(BaseCommand):
    help = "Verify issued and printed certificates. Fails when one is not what was issued."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--source", default="", help='Only where the source begins so: "round:<uuid>:".'
        )

    def handle(self, *args: Any, source: str, **options: Any) -> None:
        counts, faulty = counted(source)
        for line in faulty:
            self.stdout.write(line)
        for finding, count in counts.items():
            self.stdout.write(f"{count}  {finding}")
        if faulty:
            raise CommandError(f"{len(faulty)} certificates are not what was issued.")
