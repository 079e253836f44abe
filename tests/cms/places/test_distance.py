import pytest

from cms.places.distance import distance_km, great_circle_km
from cms.places.models import Municipality


@pytest.mark.parametrize(
    ("start", "end", "kilometres"),
    [
        ((59.9139, 10.7522), (60.3913, 5.3221), 305),
        ((59.9139, 10.7522), (59.3293, 18.0686), 416),
        ((0, 0), (0, 180), 20015),
        ((90, 0), (-90, 77), 20015),
        ((69.6, 18.9), (69.6, 18.9), 0),
    ],
)
def test_great_circle(start, end, kilometres):
    assert great_circle_km(start, end) == pytest.approx(kilometres, rel=0.005, abs=0.001)
    assert great_circle_km(end, start) == pytest.approx(great_circle_km(start, end))


def test_distance_needs_both_points():
    near, nowhere = Municipality(latitude=60.0, longitude=10.0), Municipality()

    assert distance_km(near, near) == 0
    assert distance_km(near, nowhere) is None
    assert distance_km(nowhere, near) is None
