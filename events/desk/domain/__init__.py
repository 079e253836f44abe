"""What the desk changes: letters to people."""
