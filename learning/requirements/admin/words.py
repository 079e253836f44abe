"""What the verbs refuse, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

_WRONG: dict[str, Any] = {
    "names": _("Give it a name."),
    "target": _("Choose what is asked."),
    "valid_to": _("The last day lies before the first."),
    "cadence_months": _("Choose from 1 to 120 months, or leave it empty."),
    "source_url": _("Write a full address that begins with https://."),
    "steps": _("A path needs at least one step with a course."),
    "courses": _("Choose courses that are open."),
    "twice": _("A course stands in two steps. Take it out of one of them."),
    "needed": _("The step asks for more courses than it offers."),
}


def what_is_wrong(field: str) -> Any:
    return _WRONG.get(field, _("This cannot be chosen."))
