"""What readers of a programme must know before they read its times: that it is off, or has moved away from them."""

from django.utils.translation import gettext as _

from events.enums import OccurrenceState
from events.models import Occurrence

from .reading import Edition, is_left_behind


def off_in_words(occurrence: Occurrence) -> str:
    """Nothing while it takes place."""
    if occurrence.state == OccurrenceState.CANCELLED:
        return _("It is cancelled.")
    if occurrence.state == OccurrenceState.POSTPONED:
        return _("It is postponed. The times below are those of the former day.")
    return ""


def moved_in_words(edition: Edition, occurrence: Occurrence) -> str:
    """Nothing as a rule. One query at most."""
    if not is_left_behind(edition, occurrence):
        return ""
    return _("The event has moved. The programme is being updated; times below may be those from before.")
