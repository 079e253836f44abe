"""Organisations in Wagtail's admin, for the centre's coordinators."""
