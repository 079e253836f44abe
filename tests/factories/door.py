from datetime import timedelta
from uuid import uuid4

from cms.people import roles
from events.door.domain.check_ins import Scan, check_in
from tests.factories.events import STARTS, make_category, make_occurrence, make_place
from tests.factories.people import make_holder_of

# The day itself, when people come; and the day after, when all is over.
OPENS = STARTS - timedelta(minutes=30)
OVER = STARTS + timedelta(days=1)


def make_day(*, people=0, **fields):
    """An occurrence with a category of places in the room, and people who have one."""
    category = make_category(make_occurrence(**fields))
    for _number in range(people):
        make_place(category)
    return category.occurrence


def make_guest(occurrence, name="Ingrid Moen", **fields):
    category = occurrence.categories.first() or make_category(occurrence)
    return make_place(category, **{"name": name, **fields})


def make_door_staff(name="Per Dørvakt", **fields):
    return make_holder_of(roles.DOOR_STAFF, name, **fields)


def make_coordinator(name="Kari Brekke", **fields):
    return make_holder_of(roles.COORDINATOR, name, **fields)


def scan(place_or_code, *, occurrence=None, at=OPENS, by=None, device="tablet", nonce=None, **fields):
    """A place's code, or any other text, held before the reader."""
    code = place_or_code if isinstance(place_or_code, str) else place_or_code.code
    one = Scan(device=device, nonce=nonce or uuid4(), code=code, **fields)
    return check_in(occurrence=occurrence or place_or_code.occurrence, scan=one, by=by, at=at)
