"""What the verbs refuse, in words a coordinator can do something with."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cms.people.emails import WrongEmail

from ..domain import changing, occurrences, parts, questions, quotas, series, terms, tickets
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
    (
        questions.QuestionAnswered,
        None,
        _("Somebody has answered it. It cannot be removed; its kind, and how long answers are kept, stay as they are."),
    ),
    (questions.OptionsMissing, "options", _("Write two or more to choose from.")),
    (
        questions.MustNotBeCompulsory,
        "required",
        _(
            "Diet, access needs and health are told by whoever wants to: nobody may be made to answer. Take this out, "
            "or choose otherwise how long answers are kept."
        ),
    ),
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
    tickets.TicketInUse,
)


def in_words(error: Exception) -> tuple[str | None, Any]:
    """The field an error is about, and what to say there."""
    if isinstance(error, terms.TermsOutOfOrder):
        words = _("This does not follow what stands before it, or is later than the event. Check those moments.")
        return error.field, words
    if isinstance(error, quotas.SmallerThanTaken):
        words = _("%(taken)s places are taken. Cancel some first, or choose a larger number.")
        return "size", words % {"taken": error.taken}
    if isinstance(error, tickets.TicketInUse):
        said = ngettext(
            "It cannot be removed: %(number)s place has this ticket, or had it.",
            "It cannot be removed: %(number)s places have this ticket, or had it.",
            error.number,
        )
        return None, said % {"number": error.number}
    return next((field, words) for known, field, words in REFUSALS if isinstance(error, known))
