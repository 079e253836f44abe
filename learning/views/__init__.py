"""Addresses of learning: each loads, calls one verb, and says in words what the verb said in errors."""
