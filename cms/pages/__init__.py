"""The kinds of page a centre's site is made of."""
