"""组织机构: the units with their facts by year, and the leading group with its executive office."""
