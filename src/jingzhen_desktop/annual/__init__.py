"""年度总结: the annual and half-year summary, from the year's records to the signed paper."""
