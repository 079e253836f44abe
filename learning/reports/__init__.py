"""Tables to take away, the centre’s overview, and reports that come by mail."""
