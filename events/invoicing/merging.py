"""What becomes of invoices when two records of one organisation are merged: they are counted with the one that stays.
What stands on them is frozen.
"""

from cms.people import merging_points

from .models import Invoice


def register() -> None:
    merging_points.register(Invoice, "organisation")
