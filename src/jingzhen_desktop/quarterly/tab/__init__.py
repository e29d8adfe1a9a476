"""Qt widgets of 季度统计: who has reported, a unit's form, the town's totals, taking files in."""
