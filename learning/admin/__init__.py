"""Learning's own pages in the Wagtail admin."""
