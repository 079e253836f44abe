"""What becomes of memberships and requests when two records of one organisation are merged: they move along."""

from cms.people import merging_points

from .models import NetworkMember, NetworkRequest


def register() -> None:
    for model in (NetworkMember, NetworkRequest):
        merging_points.register(model, "organisation")
