"""Lists of organisations and people, read from files: a dry run first, then row by row."""
