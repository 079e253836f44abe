"""Who may reach what of the coordinator's desk, and who asks to know when sign-up opens."""

from datetime import UTC, datetime, timedelta
from typing import Any

from events.addresses import interest_token
from events.desk.domain.letters import Words, write_letter
from events.desk.people import PeopleFilters
from events.domain.making import create_occurrence
from events.domain.occurrences import announce
from events.domain.questions import QuestionTerms, set_question
from events.domain.series import About, create_series
from events.domain.terms import Tickets, When, Where
from events.domain.vouchers import VoucherTerms, set_voucher
from tests.factories.events import make_place

from ..saying import COORDINATORS, EVERYBODY, SIGNED_IN, Line, line

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
STARTS = datetime(2099, 2, 25, 9, 0, tzinfo=UTC)

LINES: tuple[Line, ...] = (
    line(COORDINATORS, "/admin/events/*", why="Those who run events make them, change them and call them off."),
    line(
        EVERYBODY,
        *("/events/<uuid:uid>/interest/", "/events/interest/<str:token>/"),
        why="Who wants to know when sign-up opens; guests prove their address by the link.",
    ),
    line(SIGNED_IN, "/events/<uuid:uid>/interest/take-back/", why="One's own wish to know."),
)
# As VALUES in ../world.py: what to put into these addresses.
VALUES: list[tuple[str, dict[str, Any]]] = [
    ("/admin/events/series/*", {"pk": lambda world: world.coming.series_id}),
    ("/admin/events/<int:pk>/tickets/*", {"part": lambda world: world.coming.categories.get().pk}),
    ("/admin/events/<int:pk>/quotas/*", {"part": lambda world: world.coming.quotas.get().pk}),
    ("/admin/events/<int:pk>/questions/*", {"part": lambda world: world.coming.questions.get().pk}),
    ("/admin/events/<int:pk>/vouchers/*", {"part": lambda world: world.coming.vouchers.get().pk}),
    ("/admin/events/<int:pk>/people/export/*", {"what": lambda world: "people", "form": lambda world: "csv"}),
    ("/admin/events/<int:pk>/letters/*", {"letter": lambda world: world.letter.pk}),
    ("/admin/events/<int:pk>/people/*", {"place": lambda world: world.coming_place.pk}),
    ("/admin/events/*", {"pk": lambda world: world.coming.pk}),
    ("/events/<uuid:uid>/interest/*", {"uid": lambda world: world.coming.uid}),
    ("/events/interest/*", {"token": lambda world: interest_token(world.coming, "gjest@example.org", "nb")}),
]


def furnish(world: Any) -> None:
    """A day that comes, with one of each part."""
    who: dict[str, Any] = {"by": None, "at": AT}
    series = create_series(kind="professional_day", about=About(titles={"nb": "Langvarig strømbrudd"}), **who)
    when = When(starts_at=STARTS, ends_at=STARTS + timedelta(hours=6))
    made = create_occurrence(series=series, when=when, where=Where(), tickets=Tickets(places=10), **who)
    world.coming = announce(occurrence=made, **who)
    world.coming_place = make_place(world.coming.categories.get())
    words = Words({"nb": "Velkommen"}, {"nb": "Vi gleder oss."})
    world.letter = write_letter(occurrence=made, filters=PeopleFilters(), words=words, **who)
    set_question(occurrence=made, terms=QuestionTerms(texts={"nb": "Rolle?"}), **who)
    set_voucher(occurrence=made, terms=VoucherTerms(code="VELKOMMEN"), **who)
