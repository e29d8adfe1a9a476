"""Reports, findings, totals and comparisons of the quarterly statistics. Values only."""
