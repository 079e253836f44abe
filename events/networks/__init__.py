"""Groups that meet again and again: members, minutes, files."""
