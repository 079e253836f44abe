"""Requirements and learning paths in the Wagtail admin."""
