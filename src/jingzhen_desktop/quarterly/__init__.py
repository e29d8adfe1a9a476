"""季度统计: the units' quarterly forms, from the blank form to the town's totals."""
