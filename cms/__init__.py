"""The ground floor: pages, people, mail, and the place where all rooms are plugged together."""
