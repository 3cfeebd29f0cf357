"""Make the keys that sign certificates' facts and files, or put new ones in use."""

from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from backend.certificates.pdf_signature import add_pdf_key, certificates, make_pdf_key
from backend.certificates.signing import add_signing_key, make_signing_key, public_keys


class Command(BaseCommand):
    help = "Make the signing keys of this installation where they are missing, and name all keys."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--rotate", action="store_true", help="Sign with new keys from now on; keep the old."
        )
        parser.add_argument(
            "--pem", action="store_true", help="Show the certificates of the keys that sign files."
        )

    def handle(self, *args: Any, rotate: bool, pem: bool, **options: Any) -> None:
        folder, now = Path(settings.IDENTITY_KEYS_DIR), timezone.now()
        make_signing_key(folder)
        make_pdf_key(folder, now=now)
        if rotate:
            add_signing_key(folder)
            add_pdf_key(folder, now=now)
        for place, key in enumerate(public_keys()):
            self.stdout.write(f"{key['kid']}  facts  {'signs' if place == 0 else 'verifies'}")
        for place, one in enumerate(certificates()):
            until = one.not_valid_after_utc.date()
            told = f"{one.serial_number:x}"[:16]
            use = "signs" if place == 0 else "signed"
            self.stdout.write(f"{told}  files  {use}, until {until}")
            if pem:
                self.stdout.write(one.public_bytes(Encoding.PEM).decode())
