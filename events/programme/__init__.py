"""What happens at an occurrence: days, tracks, rooms, sessions, speakers, and what they leave behind."""
