"""Certificates for a whole list of people at once: checked first, awarded in the background, safe to run twice."""
