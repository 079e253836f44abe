"""Writing, publishing and sending surveys in the admin."""
