"""Pages of a person about what is kept of them, and of staff who answer for it."""
