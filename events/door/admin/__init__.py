"""What coordinators do afterwards, in the admin: surveys of those who came, and how many came."""
