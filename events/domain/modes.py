"""How people take part, when the event is held in another way than it was to be: nobody keeps a seat in a room that is
not, or a link to a meeting that is not.
"""

from ..enums import LIVE_STATES, Mode, PlaceMode
from ..models import Occurrence, Place, TicketCategory

# Where there is one way alone.
ONLY = {Mode.ROOM: PlaceMode.ROOM, Mode.ONLINE: PlaceMode.ONLINE}


def follow_mode(occurrence: Occurrence, *, was: str) -> None:
    """Let tickets and places become of the one way that is left. Its row must be locked. What is held in both ways now
    leaves everybody's as it is.
    """
    only = ONLY.get(Mode(occurrence.mode))
    if only is None or occurrence.mode == was:
        return
    TicketCategory.objects.filter(occurrence=occurrence).exclude(mode=only).update(mode=only)
    Place.objects.filter(occurrence=occurrence, state__in=LIVE_STATES).exclude(mode=only).update(mode=only)
