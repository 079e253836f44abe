"""What things cost, against the budgets of the design: `make bench`."""
