"""What each part of the meetings says of its own addresses, and makes for the walk."""
