"""Learning paths, what is demanded of roles in organisations, and who is covered."""
