"""Days at the door: whoever comes to an event of several days is scanned anew each day."""

from datetime import datetime, time, timedelta

from events.models import Occurrence

# The night belongs to the evening before it.
BEGINS = time(4)
Span = tuple[datetime, datetime]


def day_at_the_door(occurrence: Occurrence, at: datetime) -> Span | None:
    """From when until when who came in counts as in; None where the event is all one day, on the clock there."""
    zone = occurrence.zone
    if occurrence.starts_at.astimezone(zone).date() == occurrence.ends_at.astimezone(zone).date():
        return None
    local = at.astimezone(zone)
    day = local.date() - timedelta(days=1 if local.time() < BEGINS else 0)
    return datetime.combine(day, BEGINS, zone), datetime.combine(day + timedelta(days=1), BEGINS, zone)
