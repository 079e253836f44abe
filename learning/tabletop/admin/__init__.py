"""Tabletops in the admin: how they are run, in sums; and notes that a table has shared."""
