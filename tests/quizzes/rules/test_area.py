"""Places in pictures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.area import SCALE, holds, is_area, is_point

RECTANGLE = {"shape": "rectangle", "x": 100, "y": 200, "width": 300, "height": 50}
CIRCLE = {"shape": "circle", "x": 500, "y": 500, "radius": 100}
# A boomerang: its notch is outside.
POLYGON = {"shape": "polygon", "points": [[0, 0], [400, 200], [0, 400], [150, 200]]}
places = st.integers(0, SCALE)


@pytest.mark.parametrize(
    ("area", "point"),
    [
        (RECTANGLE, [100, 200]),
        (RECTANGLE, [400, 250]),
        (RECTANGLE, [250, 225]),
        (CIRCLE, [500, 500]),
        (CIRCLE, [600, 500]),
        (CIRCLE, [560, 580]),
        (POLYGON, [0, 0]),
        (POLYGON, [200, 100]),
        (POLYGON, [399, 200]),
        (POLYGON, [150, 200]),
        (POLYGON, [200, 200]),
    ],
)
def test_the_border_belongs_to_an_area(area, point):
    assert holds(area, point)


@pytest.mark.parametrize(
    ("area", "point"),
    [
        (RECTANGLE, [99, 200]),
        (RECTANGLE, [401, 250]),
        (RECTANGLE, [250, 251]),
        (CIRCLE, [601, 500]),
        (CIRCLE, [572, 572]),
        (POLYGON, [149, 200]),
        (POLYGON, [0, 200]),
        (POLYGON, [401, 200]),
        (POLYGON, [200, 99]),
    ],
)
def test_what_is_beyond_it_does_not(area, point):
    assert not holds(area, point)


@given(places, places, st.integers(1, 400), st.integers(1, 400), places, places)
def test_a_rectangle_is_the_polygon_of_its_corners(x, y, width, height, px, py):
    corners = [[x, y], [x + width, y], [x + width, y + height], [x, y + height]]
    rectangle = {"shape": "rectangle", "x": x, "y": y, "width": width, "height": height}

    for turned in (corners, corners[::-1]):
        assert holds({"shape": "polygon", "points": turned}, [px, py]) == holds(rectangle, [px, py])


@given(st.lists(st.tuples(places, places).map(list), min_size=3, max_size=8), st.data())
def test_corners_and_middles_of_sides_lie_within(corners, data):
    place = data.draw(st.integers(0, len(corners) - 1))
    (ax, ay), (bx, by) = corners[place], corners[(place + 1) % len(corners)]
    area = {"shape": "polygon", "points": corners}

    assert holds(area, [ax, ay])
    if (ax + bx) % 2 == 0 and (ay + by) % 2 == 0:
        assert holds(area, [(ax + bx) // 2, (ay + by) // 2])


@pytest.mark.parametrize(
    "odd",
    [
        None,
        {},
        {"shape": "star"},
        {**RECTANGLE, "width": 0},
        {**RECTANGLE, "x": 1001},
        {**RECTANGLE, "x": 1.5},
        {**CIRCLE, "radius": -1},
        {"shape": "polygon", "points": [[0, 0], [1, 1]]},
        {"shape": "polygon", "points": [[0, 0], [1, 1], [2]]},
        {"shape": "polygon", "points": [[0, 0]] * 51},
    ],
)
def test_an_odd_area_is_none(odd):
    assert not is_area(odd)


def test_plain_areas_and_points_are_known():
    assert all(map(is_area, (RECTANGLE, CIRCLE, POLYGON)))
    assert is_point([0, 1000])
    assert not is_point([0, True])
