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
# places (a list, of one booking), at: what is to be told to the people of a booking, one signal for each state it got.
places_pending = Signal()
places_waiting = Signal()
# They may say yes or no until `expires_at`.
places_offered = Signal()
# They have a place and are asked whether they still come, until the occurrence's `reconfirm_until`.
places_asked = Signal()
# place, former_name, former_email, at: somebody else comes on this place than before, with a new ticket code.
place_handed_over = Signal()
# place, at: somebody went on to the online meeting of their place.
joined = Signal()
# what (of `telling.TELLERS`), places (a list, of one booking, freshly read), at: its people have been written to. It is
# sent in the background: whoever has more to tell them does it here.
places_told = Signal()
