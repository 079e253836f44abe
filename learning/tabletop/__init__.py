"""Tabletop exercises of lessons: a scenario told inject by inject, decisions written down, and a debrief."""
