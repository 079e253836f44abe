"""Series, occurrences, bookings, places and calendars (to come)."""
