"""Addresses of waivers for those they are about."""
