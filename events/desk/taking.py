"""Taking a step with an occurrence: the form it asks for, and the verb it calls with what was filled in. The desk and
the pages of networks do it alike.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from cms.people.models import User

from ..consequences import consequences_of
from ..domain import occurrences
from ..domain.changing import version_of
from ..enums import OccurrenceState
from ..models import Occurrence
from .forms.occurrence import MoveForm, NewDayForm, ReasonForm, SeenForm
from .refusals import in_words
from .steps import Step, steps_for

# What is not here asks for nothing but a yes.
FORMS: dict[str, type[SeenForm]] = {
    "move": MoveForm,
    "new-day": NewDayForm,
    "postpone": ReasonForm,
    "cancel": ReasonForm,
}
# These lead to another day.
MOVES = frozenset({"move", "new-day"})


def form_for(step: Step, occurrence: Occurrence, data: Any = None) -> SeenForm:
    """Nobody need be told why a draft goes."""
    kind = FORMS.get(step.key, SeenForm)
    initial: dict[str, Any] = {"seen": version_of(occurrence)}
    if issubclass(kind, MoveForm):
        initial |= kind.initial_of(occurrence)
    form = kind(data, initial=initial)
    if kind is ReasonForm:
        form.fields["reason"].required = occurrence.state != OccurrenceState.DRAFT
    return form


def before(step: Step, occurrence: Occurrence, *, at: datetime) -> dict[str, Any]:
    """What the page says before it is taken: whether it can be, whom it touches, whether they are told, and how many
    sessions go along.
    """
    return {
        "step": step,
        "possible": step in steps_for(occurrence, at=at),
        "touched": consequences_of(occurrence),
        "told": step.tells and occurrence.state != OccurrenceState.DRAFT,
        "sessions": occurrence.sessions.count() if step.key in MOVES else 0,
    }


def take(step: Step, occurrence: Occurrence, form: SeenForm, *, by: User, at: datetime) -> None:
    """Of a valid form. Raises what the verb does; `refusals.KNOWN` are those there are words for."""
    verb: Callable[..., Any] = getattr(occurrences, step.verb)
    verb(occurrence=occurrence, **_said_in(form), by=by, at=at)


def done_words(step: Step, occurrence: Occurrence, *, since: datetime) -> Any:
    """What is said once it is taken: that people are told only where somebody is. Up to four queries."""
    noticed = step.tells and occurrence.notices.filter(made_at__gte=since).exists()
    return step.done_and_told if noticed and consequences_of(occurrence).mails else step.done


def where_wrong(form: SeenForm, error: Exception) -> tuple[str | None, Any]:
    """The field to say it at, if the form has it, and the words."""
    field, words = in_words(error)
    return (field if field in form.fields else None), words


def _said_in(form: SeenForm) -> dict[str, Any]:
    if not isinstance(form, MoveForm):
        return form.cleaned_data
    names = ("reason", "seen", "opens") if isinstance(form, NewDayForm) else ("reason", "seen")
    return {"when": form.when, "where": form.where, **{name: form.cleaned_data[name] for name in names}}
