"""Diagrams by what they hold."""

from courses.models import Diagram


def find_diagram(digest: str) -> bytes | None:
    """The file of a diagram, or None where there is none of that digest."""
    body = Diagram.objects.filter(digest=digest).values_list("body", flat=True).first()
    return None if body is None else bytes(body)
