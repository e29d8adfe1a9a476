"""Version 5 → 6: quotas, standing, spending limits, targets, assessment; a module for each of them."""
