"""What becomes of surveys' rows when two records of one organisation are merged."""

from cms.people import merging_points

from .models import Respondent


def register() -> None:
    merging_points.register(Respondent, "organisation")
