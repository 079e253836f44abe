"""What exhibitors are written: one function a message."""

from datetime import datetime
from typing import Any

from django.utils import formats, translation

from cms import clock
from cms.mail.domain.outbox import post_message
from cms.mail.models import OutboxMessage
from cms.mail.render import render_message
from events.models import Place
from events.words import moment_in_words, when_in_words

from .enums import ExhibitorState
from .links import page_url, scan_url
from .models import Exhibitor, ExhibitorPackage, ExhibitorTask
from .words import price_words

FOLDER = "exhibitors/mail"


def exhibitor_applied(exhibitor: Exhibitor, *, at: datetime) -> OutboxMessage | None:
    """It has come in, or waits in the line."""
    return _post("exhibitor_applied", exhibitor, at=at, waits=exhibitor.state == ExhibitorState.WAITING)


def exhibitor_offered(exhibitor: Exhibitor, *, at: datetime) -> OutboxMessage | None:
    """A stand is free, until a moment."""
    assert exhibitor.offered_until is not None
    with translation.override(exhibitor.language):
        until = moment_in_words(exhibitor.offered_until, exhibitor.occurrence.zone)
    return _post("exhibitor_offered", exhibitor, at=at, mark=exhibitor.offered_until.isoformat(), until=until)


def exhibitor_confirmed(exhibitor: Exhibitor, *, at: datetime) -> OutboxMessage | None:
    return _post("exhibitor_confirmed", exhibitor, at=at, stand=exhibitor.stand, scan_url=scan_url(exhibitor))


def exhibitor_changed(exhibitor: Exhibitor, former: ExhibitorPackage, *, at: datetime) -> OutboxMessage | None:
    """Another package, with what that means."""
    with translation.override(exhibitor.language):
        about = {
            "former": former.name_in(exhibitor.language),
            "price": price_words(exhibitor),
            "confirmed": exhibitor.state == ExhibitorState.CONFIRMED,
            "stand": exhibitor.stand,
        }
    return _post("exhibitor_changed", exhibitor, at=at, mark=at.isoformat(), **about)


def exhibitor_unnamed(exhibitor: Exhibitor, place: Place, person: str, *, at: datetime) -> OutboxMessage | None:
    """Somebody does not come after all, and the place is theirs to name another on."""
    return _post("exhibitor_unnamed", exhibitor, at=at, mark=place.code, person=person)


def exhibitor_ended(exhibitor: Exhibitor, *, at: datetime) -> OutboxMessage | None:
    """Not approved, given back, or not answered in time."""
    about: dict[str, Any] = {"because": exhibitor.ended_because, "had_stand": exhibitor.booking_id is not None}
    return _post("exhibitor_ended", exhibitor, at=at, state=exhibitor.state, **about)


def exhibitor_link(exhibitor: Exhibitor, *, at: datetime) -> OutboxMessage | None:
    """The way to their page once more."""
    return _post("exhibitor_link", exhibitor, at=at, mark=exhibitor.link_key.hex)


def exhibitor_tasks(exhibitor: Exhibitor, tasks: list[ExhibitorTask], *, at: datetime) -> OutboxMessage | None:
    """What is to be done still, until when, and what is late."""
    with translation.override(exhibitor.language):
        open_tasks = [
            {
                "title": one.task.title_in(exhibitor.language),
                "until": formats.date_format(one.task.due_date, "DATE_FORMAT"),
                "is_late": one.task.due_date < clock.local_date(at),
            }
            for one in tasks
        ]
    return _post("exhibitor_tasks", exhibitor, at=at, mark=str(exhibitor.reminders), tasks=open_tasks)


def _post(name: str, exhibitor: Exhibitor, *, at: datetime, mark: str = "", **more: Any) -> OutboxMessage | None:
    """Nobody to write to once the contact is erased."""
    if not exhibitor.email:
        return None
    folder, occurrence, language = f"{FOLDER}/{name}", exhibitor.occurrence, exhibitor.language
    with translation.override(language):
        context = {
            "name": exhibitor.name,
            "organisation": exhibitor.organisation_name,
            "package": exhibitor.package.name_in(language),
            "title": occurrence.title_in(language),
            "when": when_in_words(occurrence),
            "url": page_url(exhibitor),
            **more,
        }
    rendered = render_message(folder, language=language, context=context)
    return post_message(
        kind=folder,
        to_address=exhibitor.email,
        to_user=exhibitor.contact,
        language=language,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        link=context["url"],
        at=at,
        idempotency_key=f"{folder}:{exhibitor.key.hex}:{mark}",
    )
