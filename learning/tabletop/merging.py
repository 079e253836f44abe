"""What becomes of tabletops' rows when two records of one organisation are merged."""

from cms.people import merging_points

from .models import Decision, ImprovementPoint, Participant


def register() -> None:
    for model in (Participant, Decision, ImprovementPoint):
        merging_points.register(model, "organisation")
