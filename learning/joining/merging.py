"""What becomes of joining's rows when two records of one organisation are merged: they move along."""

from cms.people import merging_points

from .models import EnrolmentList, EnrolmentRequest


def register() -> None:
    for model in (EnrolmentRequest, EnrolmentList):
        merging_points.register(model, "organisation")
