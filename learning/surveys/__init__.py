"""Asking people: what a survey asks, whom and on which occasion, what they answered, what it adds up to."""
