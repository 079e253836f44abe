"""What the desk changes: letters to people, and that an event is made once."""
