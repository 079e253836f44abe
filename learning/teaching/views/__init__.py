"""Pages for those who own or teach a course."""
