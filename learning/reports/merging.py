"""What becomes of reports when two records of one organisation are merged."""

from cms.people import merging_points

from .models import ScheduledReport


def register() -> None:
    merging_points.register(ScheduledReport, "organisation")
