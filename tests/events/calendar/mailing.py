"""Having calendar mail written, and what was."""

from datetime import timedelta

from cms.mail.models import OutboxMessage
from events.calendar.domain.mailing import bring_up_to_date
from events.calendar.models import CalendarMail
from events.enums import PlaceMode
from tests.factories.events import AT, make_category, make_occurrence, make_place

from .reading import blocks_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def settle(occurrence, **more):
    return bring_up_to_date(occurrence_id=occurrence.pk, at=AT + HOUR, **more)


def told():
    """Method, number and reader of each, in order."""
    return list(CalendarMail.objects.order_by("pk").values_list("method", "sequence", "recipient"))


def confirmed(email="ingrid@example.org", *, occurrence=None, **fields):
    category = make_category(occurrence or make_occurrence(), mode=fields.get("mode", PlaceMode.ROOM))
    return make_place(category, email=email, **fields)


def entries():
    return [blocks_of(one.calendar.encode())[0] for one in OutboxMessage.objects.order_by("pk")]
