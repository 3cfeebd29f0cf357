"""Sign certificates that have no signature, or all of them anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.certificates.actions.sign import sign_all


class Command(BaseCommand):
    help = "Sign what was issued without a key. Fails when facts differ from what was signed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anew", action="store_true", help="Sign everything with the newest key."
        )

    def handle(self, *args: Any, anew: bool, **options: Any) -> None:
        signed, altered = sign_all(anew=anew)
        self.stdout.write(f"Signed {signed} certificates.")
        if altered:
            raise CommandError(f"{altered} certificates do not say what was signed.")
