"""What the verbs refuse, in words a coordinator can do something with."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.people.emails import WrongEmail

from ..domain import changing, occurrences, parts, questions, quotas, series, terms
from ..programme.domain import rooms, sessions, speakers

# Errors, the field they are about, and what is said. The first that fits.
REFUSALS: tuple[tuple[type[Exception], str | None, Any], ...] = (
    (
        changing.ChangedMeanwhile,
        None,
        _("Somebody has changed it meanwhile, perhaps you in another tab. Open its page again to see how it stands."),
    ),
    (changing.MoveNotAllowed, None, _("This is not possible in the state it is in now. Open its page again.")),
    (terms.AlreadyEnded, None, _("It is held or cancelled; nothing is changed any more.")),
    (terms.EndsBeforeStart, "ends", _("It must end after it has begun.")),
    (terms.InThePast, "day", _("This lies in the past. Choose a day that comes.")),
    (occurrences.ReasonMissing, "reason", _("Write why; people read it.")),
    (occurrences.NothingChanged, None, _("Time and place are the same as before.")),
    (occurrences.NotOverYet, None, _("It is not over yet.")),
    (occurrences.NoTickets, None, _("Make a kind of ticket first; then people can sign up.")),
    (series.TitleMissing, "titles", _("Write the title.")),
    (parts.NameTaken, None, _("Another one here is called so. Choose another name or code.")),
    (parts.InUse, None, _("Somebody has it already, or has answered: that part of it stays as it is.")),
    (questions.OptionsMissing, "options", _("Write two or more to choose from.")),
    (rooms.NameTaken, "name", _("Another room is called so.")),
    (sessions.EndsBeforeStart, "minutes", _("It must end after it has begun.")),
    (sessions.TitleMissing, "titles", _("Write the title.")),
    (speakers.NameMissing, "name", _("Write the name.")),
    (speakers.AddressTaken, "email", _("Another speaker of this event has this address.")),
    (WrongEmail, "email", _("This does not look like an e-mail address.")),
    (parts.OfAnotherOccurrence, "categories", _("Choose among the tickets of this occurrence.")),
)
KNOWN: tuple[type[Exception], ...] = (
    *(error for error, _field, _words in REFUSALS),
    terms.TermsOutOfOrder,
    quotas.SmallerThanTaken,
)


def in_words(error: Exception) -> tuple[str | None, Any]:
    """The field an error is about, and what to say there."""
    if isinstance(error, terms.TermsOutOfOrder):
        words = _("This does not follow what stands before it, or is later than the event. Check those moments.")
        return error.field, words
    if isinstance(error, quotas.SmallerThanTaken):
        words = _("%(taken)s places are taken. Cancel some first, or choose a larger number.")
        return "size", words % {"taken": error.taken}
    return next((field, words) for known, field, words in REFUSALS if isinstance(error, known))
