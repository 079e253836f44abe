"""Certificates as Open Badges 3.0: signing keys, signed credentials, the list of what is revoked, baked pictures."""
