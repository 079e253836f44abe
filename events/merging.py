"""What becomes of bookings and places when two records of one organisation are merged: they move along."""

from cms.people import merging_points

from .models import Booking, Place


def register() -> None:
    for model in (Booking, Place):
        merging_points.register(model, "organisation")
