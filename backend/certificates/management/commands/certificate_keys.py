"""Make the key that signs certificates, or put a new one in use."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from backend.certificates.signing import add_signing_key, make_signing_key, public_keys


class Command(BaseCommand):
    help = "Make the signing key of this installation where it is missing, and name all keys."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--rotate", action="store_true", help="Sign with a new key from now on; keep the old."
        )

    def handle(self, *args: Any, rotate: bool, **options: Any) -> None:
        folder = Path(settings.IDENTITY_KEYS_DIR)
        make_signing_key(folder)
        if rotate:
            add_signing_key(folder)
        for place, key in enumerate(public_keys()):
            self.stdout.write(f"{key['kid']}  {'signs' if place == 0 else 'verifies'}")
