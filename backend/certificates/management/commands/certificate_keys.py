"""Make the keys that sign certificates' facts and files, or put new ones in use."""

from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from backend.certificates.pdf_keys import (
    NotOurs,
    add_pdf_key,
    make_pdf_key,
    signing_request,
    take_certificate,
)
from backend.certificates.pdf_signature import certificates
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

        parser.add_argument(
            "--request",
            nargs=2,
            metavar=("ORGANISATION", "NAME"),
            help="Show what an authority needs to certify the key that signs files (PKCS#10).",
        )
        parser.add_argument(
            "--certificate",
            type=Path,
            help="Put an authority's answer in use: the certificate, then the authority's, in PEM.",
        )

    def handle(self, *args: Any, rotate: bool, pem: bool, **options: Any) -> None:
        folder, now = Path(settings.IDENTITY_KEYS_DIR), timezone.now()
        make_signing_key(folder)
        make_pdf_key(folder, now=now)
        if options["request"]:
            organisation, name = options["request"]
            self.stdout.write(signing_request(organisation=organisation, name=name).decode())
            return
        if options["certificate"]:
            self._take(folder, options["certificate"])
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

    def _take(self, folder: Path, answer: Path) -> None:
        try:
            taken = take_certificate(folder, answer.read_bytes(), now=timezone.now())
        except (OSError, NotOurs) as error:
            raise CommandError(f"{answer} is not used: {error}.") from error
        self.stdout.write(f"In use: {taken.subject.rfc4514_string()}")
