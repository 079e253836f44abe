from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ExhibitorState(models.TextChoices):
    APPLIED = "applied", _("Has applied")
    WAITING = "waiting", _("On the waiting list")
    OFFERED = "offered", _("Offered")
    CONFIRMED = "confirmed", _("Confirmed")
    REFUSED = "refused", _("Not approved")
    LAPSED = "lapsed", _("The offer ran out")
    CANCELLED = "cancelled", pgettext_lazy("booking", "Cancelled")


# Which state may follow which; everything else ends there.
EXHIBITOR_MOVES: dict[str, frozenset[str]] = {
    ExhibitorState.APPLIED: frozenset(
        {ExhibitorState.CONFIRMED, ExhibitorState.REFUSED, ExhibitorState.CANCELLED},
    ),
    ExhibitorState.WAITING: frozenset(
        # Applied by taking another package, of which one is free.
        {ExhibitorState.APPLIED, ExhibitorState.OFFERED, ExhibitorState.REFUSED, ExhibitorState.CANCELLED},
    ),
    ExhibitorState.OFFERED: frozenset(
        {ExhibitorState.APPLIED, ExhibitorState.LAPSED, ExhibitorState.REFUSED, ExhibitorState.CANCELLED},
    ),
    ExhibitorState.CONFIRMED: frozenset({ExhibitorState.CANCELLED}),
}
# Take one of their package. An offer holds until it is lapsed, by the clock that knows of crisis pauses.
HOLDING_STATES = frozenset({ExhibitorState.APPLIED, ExhibitorState.OFFERED, ExhibitorState.CONFIRMED})
LIVE_STATES = HOLDING_STATES | {ExhibitorState.WAITING}


class LeadField(models.TextChoices):
    """What a visitor may let exhibitors have, each by a yes of its own."""

    NAME = "name", _("Name")
    EMAIL = "email", _("E-mail")
    ORGANISATION = "organisation", _("Organisation")


class ScanResult(models.TextChoices):
    """What an exhibitor is told when a badge is scanned."""

    OK = "ok", _("Written down")
    ALREADY = "already", _("You have this visitor already")
    NO_CONSENT = "no_consent", _("This visitor does not share anything")
    UNKNOWN = "unknown", _("No badge of this event")
