"""The centre's sums as tables to take away."""

from typing import Any

from django.utils.translation import gettext as _

from .centre import Wanted, months_of, sums
from .tables import Table


def sums_table(wanted: Wanted) -> Table:
    """Courses by organisations."""
    return Table(
        name="-".join([_("courses-and-organisations"), str(wanted.year)]),
        columns=[
            ("course", _("Course")),
            ("organisation", _("Organisation")),
            ("number", _("Organisation number")),
            ("county", _("County")),
            ("country", _("Country")),
            ("enrolled", _("Enrolled")),
            ("under_way", _("Under way")),
            ("completed", _("Completed")),
            ("withdrawn", _("Withdrawn")),
        ],
        rows=sums(wanted),
        about={"report": "sums", **_filter(wanted)},
    )


def months_table(wanted: Wanted) -> Table:
    """Month by month."""
    return Table(
        name="-".join([_("months"), str(wanted.year)]),
        columns=[
            ("month", _("Month")),
            ("enrolments", _("Enrolments")),
            ("completions", _("Completions")),
            ("certificates", _("Certificates")),
        ],
        rows=((month.first.strftime("%Y-%m"), *month[1:]) for month in months_of(wanted)),
        about={"report": "months", **_filter(wanted)},
    )


def _filter(wanted: Wanted) -> dict[str, Any]:
    county = wanted.county.name if wanted.county else None
    return {"year": wanted.year, "county": county, "country": wanted.country or None}
