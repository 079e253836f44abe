"""What reports hang on pages of the ground floor."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cms.people.models import Organisation

from .enums import FileFormat
from .organisation_table import numbers_of


def organisation_numbers(request: HttpRequest, *, organisation: Organisation) -> SafeString | None:
    """On the organisation's page: how much is under way, done and overdue, and the tables. One query."""
    numbers = numbers_of(organisation)
    if not any(numbers):
        return None
    most = max(numbers)
    bars = [
        {"label": label, "value": number, "share": 100 * number // most, "tone": tone}
        for label, number, tone in (
            (_("Completed"), numbers.completed, ""),
            (_("Under way"), numbers.under_way, ""),
            (_("Overdue, of what roles ask for"), numbers.overdue, "apart"),
        )
    ]
    context = {"organisation": organisation, "bars": bars, "formats": FileFormat}
    return SafeString(render_to_string("reports/panels/organisation.html", context, request))
