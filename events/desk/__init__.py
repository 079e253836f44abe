"""The coordinator's desk: everything about one occurrence on one page of the admin."""
