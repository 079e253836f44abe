"""Things that tests need, made with as little as possible said."""
