"""Counties and municipalities: reference data that other records point at. Numbers come and go, places stay."""
