"""Print what waits, here and now; print again what failed, or everything with the newest keys."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet
from django.utils import timezone

from backend.certificates.actions.print import hand_out, print_again, print_certificate
from backend.certificates.models import Certificate
from backend.certificates.printing.availability import certificates_available


class Command(BaseCommand):
    help = (
        "Print the certificates that wait. May be stopped at any time and started again, also "
        "beside the workers: each is printed once."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--source", default="", help='Only where the source begins so: "round:<uuid>:".'
        )
        parser.add_argument("--failed", action="store_true", help="First list, and retry, these.")
        parser.add_argument(
            "--again", action="store_true", help="Print anew what is printed: signed by new keys."
        )

    def handle(self, *args: Any, source: str, failed: bool, again: bool, **options: Any) -> None:
        if not certificates_available():
            raise CommandError("This machine cannot print: Pango is missing.")
        standing = Certificate.objects.filter(source__startswith=source, revoked_at__isnull=True)
        if failed:
            self._retry(standing.filter(file__isnull=True, print_due_at__isnull=True))
        if again:
            self._retry(standing.filter(file__isnull=False), is_told=False)
        printed = self._print(source)
        left = standing.filter(file__isnull=True).count()
        self.stdout.write(f"Printed {printed} certificates; {left} are not printed.")

    def _retry(self, some: QuerySet[Certificate], *, is_told: bool = True) -> None:
        for certificate in some.order_by("pk").iterator(chunk_size=500):
            if is_told:
                self.stdout.write(f"{certificate.code}  {certificate.print_error}")
            print_again(certificate.pk, now=timezone.now())

    def _print(self, source: str) -> int:
        printed = 0
        while ids := hand_out(now=timezone.now(), limit=100, of=source):
            printed += sum(print_certificate(each, now=timezone.now()) for each in ids)
            self.stdout.write(f"… {printed}")
        return printed
