"""What visitors meet of this room."""
