"""Pages for those who look after a course, an organisation or the centre."""
