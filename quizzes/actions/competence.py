"""Bring the competence frameworks up to date with their files."""

from collections.abc import Iterable

from django.db import transaction

from quizzes.formats.competence_file import CompetenceFile, Line
from quizzes.models import Competence


@transaction.atomic
def load_competences(files: Iterable[CompetenceFile]) -> None:
    """Store every line. Safe to repeat; a line that left its file stays, items may name it."""
    for file in files:
        position = 0
        for domain in file.domains:
            position += 1
            above = _store(file.framework, domain, position, None)
            for line in domain.competences:
                position += 1
                _store(file.framework, line, position, above)


def _store(framework: str, line: Line, position: int, parent: Competence | None) -> Competence:
    stored, _ = Competence.objects.update_or_create(
        framework=framework,
        code=line.code,
        defaults={
            "name": line.name,
            "name_en": line.name_en,
            "parent": parent,
            "position": position,
        },
    )
    return stored
