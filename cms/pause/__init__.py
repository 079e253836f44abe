"""One action that makes every timer stand still for those whom a crisis hits."""
