"""How far municipalities are from each other, as the crow flies."""

from math import asin, cos, radians, sin, sqrt

from .models import Municipality

# Mean radius of the Earth (IUGG), in kilometres.
EARTH_RADIUS = 6371.0088


def distance_km(one: Municipality, other: Municipality) -> float | None:
    """Kilometres between the points of two municipalities; None where one has no point."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    return great_circle_km((one.latitude, one.longitude), (other.latitude, other.longitude))


def great_circle_km(start: tuple[float, float], end: tuple[float, float]) -> float:
    """The haversine formula on a sphere (R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68, 1984).

    The Earth is no sphere: up to half a per cent off, which our points are worse than.
    """
    (latitude_1, longitude_1), (latitude_2, longitude_2) = (map(radians, point) for point in (start, end))
    half = sin((latitude_2 - latitude_1) / 2) ** 2
    half += cos(latitude_1) * cos(latitude_2) * sin((longitude_2 - longitude_1) / 2) ** 2
    return 2 * EARTH_RADIUS * asin(min(1.0, sqrt(half)))
