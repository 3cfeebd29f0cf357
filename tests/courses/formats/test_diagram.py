"""Diagrams: what draws is let in, whatever else is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.formats.diagram import DiagramRefused, read_diagram
from tests.factories.courses import DIAGRAM


def drawn(inside="", head=""):
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 20" {head}>{inside}</svg>'


def test_a_diagram_keeps_its_drawing_and_is_named_by_what_it_holds():
    diagram = read_diagram(DIAGRAM.encode())

    assert (diagram.width, diagram.height) == (480, 200)
    assert b"<text x=" in diagram.body
    assert diagram.address == f"/so-do/{diagram.digest}.svg"
    assert read_diagram(diagram.body) == diagram


def test_comments_and_instructions_do_not_get_through():
    diagram = read_diagram(drawn("<!-- --><?xml-stylesheet href='x'?><g/>").encode())

    assert b"<!--" not in diagram.body
    assert b"stylesheet" not in diagram.body


@pytest.mark.parametrize(
    "written",
    [
        drawn("<script>alert(1)</script>"),
        drawn("<style>*{}</style>"),
        drawn('<a href="https://x.test"><text>x</text></a>'),
        drawn('<image href="https://x.test/a.png"/>'),
        drawn('<use href="#a"/>'),
        drawn("<foreignObject><p>x</p></foreignObject>"),
        drawn('<animate attributeName="x"/>'),
        drawn('<rect style="fill:url(https://x.test)"/>'),
        drawn('<rect fill="url(https://x.test/a.svg#b)"/>'),
        drawn('<rect fill="javascript:alert(1)"/>'),
        drawn('<rect onclick="alert(1)"/>'),
        drawn('<g xlink:href="#a"/>', 'xmlns:xlink="http://www.w3.org/1999/xlink"'),
        drawn('<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>'),
        '<svg viewBox="0 0 48 20"><svg:script xmlns:svg="urn:x"/></svg>',
        '<!DOCTYPE svg [<!ENTITY a "b">]>' + drawn("<text>&a;</text>"),
        '<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>',
        "<html/>",
        "no svg at all",
        drawn("<g/>" * 2001),
        drawn(" " * 200_000),
    ],
)
def test_whatever_does_more_than_draw_is_refused(written):
    with pytest.raises(DiagramRefused):
        read_diagram(written.encode())


@given(st.binary(max_size=200))
def test_anything_else_is_refused_and_nothing_breaks(written):
    with pytest.raises(DiagramRefused):
        read_diagram(written)
