"""The discussion as the people of a course see it."""
