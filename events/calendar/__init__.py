"""Occurrences as other people's calendars read them: feeds, personal tokens, calendar mail."""
