"""Who may reach which address, with which verb: the policy, and a walk through all of it."""
