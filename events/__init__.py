"""Dated happenings with places: series and occurrences, sign-up, waiting lists, the door, calendars."""
