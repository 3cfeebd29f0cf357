"""Load the demonstration's class from its file under content/."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from courses.actions.demonstration import load_class
from courses.formats.class_file import read_class

FILE = Path(__file__).parents[2] / "content" / "demonstration" / "lop-can-bo-xa.yaml"


class Command(BaseCommand):
    help = "Load a class of invented people, with what they have learned; safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        """Nothing changes where the class is there already."""
        if settings.SETTINGS_MODULE == "backend.settings.production":
            raise CommandError("The class is invented; not in production.")
        people = load_class(read_class(FILE), now=timezone.now())
        self.stdout.write(f"a class of {people} people" if people else "the class is there")
