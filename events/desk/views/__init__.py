"""The coordinator's pages in the admin."""
