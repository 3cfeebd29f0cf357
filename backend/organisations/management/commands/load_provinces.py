"""Load Vietnam's provinces and communes into the tree of organisations."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backend.organisations.actions.provinces import load_provinces


class Command(BaseCommand):
    help = "Load provinces with their communes; safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--province", action="append", default=[], metavar="CODE")
        parser.add_argument("--all", action="store_true", help="all provinces")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["all"] and not options["province"]:
            raise CommandError("say --province 08, or --all")
        try:
            loaded = load_provinces(None if options["all"] else options["province"])
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{len(loaded)} provinces loaded")
