"""Mail in the admin: the outbox, how messages read, addresses that were refused, and the set-up."""
