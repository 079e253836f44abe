"""How certificates look: designs that editors make, and the versions of them that certificates keep."""
