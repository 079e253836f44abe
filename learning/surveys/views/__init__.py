"""What people who are asked see, and what the answers add up to."""
