"""Assessing what was handed in: the queue, one submission at a time, and publishing drafts together."""
