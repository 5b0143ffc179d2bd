"""When a task is late: the rule, recurring rounds, and the same said in native formulas."""
