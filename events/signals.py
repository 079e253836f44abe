"""What this room announces, after commit; ids only travel to tasks."""

from django.dispatch import Signal

# occurrence, at: its time, place, state or title has changed, and its sequence has risen.
occurrence_changed = Signal()
# places (a list), at: people have got a place, whichever way; or their mode or name has changed.
places_confirmed = Signal()
# places (a list), at: people who had a place (or waited for one) have it no longer.
places_ended = Signal()
# places (a list), at: who came is settled for these; see events.door.
attendance_settled = Signal()
# place, at: somebody went on to the online meeting of their place.
joined = Signal()
