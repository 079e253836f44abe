"""Talking together in a course: threads, answers, moderation and who follows what."""
