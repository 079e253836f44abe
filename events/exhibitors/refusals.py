"""What the verbs refuse, in words somebody can do something with."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from events.domain.bookings import InvoiceDetailsMissing, NotOpen, OccurrenceFull
from events.domain.moves import TooLate
from events.domain.parts import InUse
from events.domain.terms import AlreadyEnded

from .domain import applications, changing, leads, needs, packages, profiles, staff, standing, tasks
from .models import ExhibitorPackage

# Errors, the field they are about, and what is said. The first that fits.
REFUSALS: tuple[tuple[type[Exception], str | None, Any], ...] = (
    (applications.NotTaken, None, _("No more exhibitors are taken. What you wrote stands here still.")),
    (applications.PackageNotOffered, "package", _("This package is not on offer any more. Choose another one.")),
    (
        changing.PackageTaken,
        "package",
        _("None of these packages is free: all are taken, or others wait for one. Choose another one."),
    ),
    (
        applications.FormUsedAlready,
        None,
        _("This page was sent before. Look in your mail; send it once more if need be."),
    ),
    (applications.OfferGone, None, _("The offer has run out, or was answered already.")),
    (applications.StandTaken, "stand", _("Another exhibitor has this stand number.")),
    (standing.NotPossibleNow, None, _("This is not possible any more: something has changed meanwhile.")),
    (applications.ReasonMissing, None, _("Write why; they read it.")),
    (TooLate, None, _("It is too late to do this yourself. Write to us.")),
    (profiles.NeedsAreSettled, None, _("It has begun. Tell us at the stand what you need.")),
    (leads.NotScanning, None, _("Badges are scanned from the day before until the day after.")),
    (
        packages.PackageInUse,
        None,
        _("Somebody has applied for it: what it holds and costs stays. Make another package."),
    ),
    (packages.OfAnotherOccurrence, None, _("The package belongs to another event.")),
    (tasks.TitleMissing, "titles", _("Write what is to be done.")),
    (NotOpen, None, _("Announce the event first; then places of their staff can be booked.")),
    (
        OccurrenceFull,
        None,
        _("There is no room for their staff: the limit on places is reached, or people wait before."),
    ),
    (AlreadyEnded, None, _("It is held or cancelled; nothing is changed any more.")),
    (InUse, None, _("Somebody has a place of it already.")),
)
KNOWN: tuple[type[Exception], ...] = (
    *(error for error, _field, _words in REFUSALS),
    packages.FewerThanTaken,
    needs.NeedsBeyondPackage,
    staff.TooManyNamed,
    InvoiceDetailsMissing,
)


def in_words(error: Exception) -> tuple[str | None, Any]:
    """The field an error is about, and what to say there."""
    if isinstance(error, packages.FewerThanTaken):
        return "number", _("%(taken)s are taken. Choose a larger number.") % {"taken": error.taken}
    if isinstance(error, needs.NeedsBeyondPackage):
        return "package", _needs_words(error.package)
    if isinstance(error, staff.TooManyNamed):
        return "package", _(
            "%(named)d of the staff are named, and the package has places for %(places)d. Give back "
            "the places of those who do not come first."
        ) % {"named": error.named, "places": error.places}
    if isinstance(error, InvoiceDetailsMissing):
        return None, "; ".join(str(words) for words in error.fields.values()) or _(
            "Details for the invoice are missing."
        )
    return next((field, words) for known, field, words in REFUSALS if isinstance(error, known))


def _needs_words(package: ExhibitorPackage) -> Any:
    return _(
        "The stand needs more than “%(package)s” holds (power: %(watts)d W, tables: %(tables)d). Lower what it needs "
        "first, or choose another package."
    ) % {"package": package.name, "watts": package.power_watts, "tables": package.tables}
