"""Pages of a tabletop: load, call one verb, say in words what it said."""
