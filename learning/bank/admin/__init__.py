"""The bank's own pages in the Wagtail admin."""
