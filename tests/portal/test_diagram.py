"""Diagrams over HTTP: kept for ever, and able to do nothing."""

import pytest

from courses.formats.diagram import read_diagram
from courses.models import Diagram
from tests.factories.courses import DIAGRAM

pytestmark = pytest.mark.django_db


def test_a_diagram_is_served_as_a_picture_that_can_do_nothing(client):
    drawn = read_diagram(DIAGRAM.encode())
    Diagram.objects.create(
        digest=drawn.digest, body=drawn.body, width=drawn.width, height=drawn.height
    )

    answer = client.get(drawn.address)

    assert answer.content == drawn.body
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("digest", ["0" * 64, "x", "..%2f"])
def test_what_was_never_drawn_is_not_found(client, digest):
    assert client.get(f"/so-do/{digest}.svg").status_code == 404
