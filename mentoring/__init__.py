"""Programmes, matching and mentorships (to come)."""
