"""Who came: scans at the door, presence online, badges, attendance that counts."""
