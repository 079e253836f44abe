"""What becomes of learning's rows when two records of one organisation are merged."""

from cms.people import merging_points

from .models import Certificate, Enrolment


def register() -> None:
    """Both only move: a certificate's words, numbers and hash stay as issued; whom it is counted with does not stand
    on it."""
    merging_points.register(Enrolment, "organisation")
    merging_points.register(Certificate, "organisation")
