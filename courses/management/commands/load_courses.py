"""Load the courses from the files under content/."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from courses.actions.content import load_course
from courses.errors import ContentRefused
from courses.formats.course_file import course_folders, read_course
from courses.formats.markdown import FileRefused

CONTENT = Path(__file__).parents[2] / "content"


class Command(BaseCommand):
    help = "Bring the courses up to date with their files; safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=CONTENT, help="where courses lie")

    def handle(self, *args: Any, **options: Any) -> None:
        """A course that is refused stays as it is; the others are loaded all the same."""
        refused = 0
        for position, folder in enumerate(course_folders(options["folder"]), start=1):
            try:
                version = load_course(read_course(folder), position=position, now=timezone.now())
            except (FileRefused, ContentRefused) as refusal:
                refused += 1
                told = refusal.detail if isinstance(refusal, ContentRefused) else refusal
                self.stderr.write(f"{folder.name}:\n{told}")
                continue
            lessons = version.lessons.count()
            if options["verbosity"] == 0:
                continue
            self.stdout.write(f"{folder.name}: version {version.number}, {lessons} lessons")
        if refused:
            raise CommandError(f"{refused} courses were refused; see above.")
