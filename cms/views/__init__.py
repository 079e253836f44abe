"""Addresses of the ground floor."""
