"""Load the demonstration from the files under content/."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from backend.organisations.actions.directory import read_directories
from quizzes.actions.demonstration import Content, load_demonstration
from quizzes.formats.competence_file import read_competence_files
from quizzes.formats.contest_file import read_contest
from quizzes.formats.item_file import read_item_files
from quizzes.formats.people_file import read_people

CONTENT = Path(__file__).parents[2] / "content"
CONTEST = CONTENT / "nghi-quyet-57"


class Command(BaseCommand):
    help = "Load a province, a contest with its items, people and results; safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.SETTINGS_MODULE == "backend.settings.production":
            raise CommandError("The demonstration's passwords are public; not in production.")
        loaded = load_demonstration(read_content(), now=timezone.now())
        self.stdout.write(
            f"{loaded.organisations} organisations, {loaded.items} items, {loaded.people} people, "
            f"{loaded.rounds} rounds; {loaded.attempts} attempts played"
        )
        # Courses and pages stand above this app: it knows no more of them than these names.
        call_command("load_courses", stdout=self.stdout, stderr=self.stderr)
        call_command("load_news", stdout=self.stdout)
        call_command("load_class", stdout=self.stdout)


def read_content() -> Content:
    """Every file of the demonstration, validated."""
    return Content(
        directories=read_directories(),
        competences=read_competence_files(CONTENT / "competences"),
        items=read_item_files(CONTEST / "items")
        + read_item_files(CONTENT / "ky-nang-so" / "items"),
        contest=read_contest(CONTEST),
        people=read_people(CONTENT / "demonstration" / "people.yaml"),
    )
