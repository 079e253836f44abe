"""How people get into a course: its ways in, keys, requests, invitations, lists of an organisation, and groups."""
