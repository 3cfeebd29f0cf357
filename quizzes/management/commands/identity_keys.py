"""Make the keys that seal winners' identity numbers, or put a new one in use."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from backend.common.vault import add_seal_key, make_keys
from quizzes.actions.claim import renew_claims


class Command(BaseCommand):
    help = "Make the identity keys of this installation where they are missing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--rotate", action="store_true", help="Add a new key and seal everything with it."
        )

    def handle(self, *args: Any, rotate: bool, **options: Any) -> None:
        folder = Path(settings.IDENTITY_KEYS_DIR)
        make_keys(folder)
        if rotate:
            add_seal_key(folder)
            self.stdout.write(f"Sealed {renew_claims()} claims with the new key.")
