"""Loads every table of 定额考核; each module of this package stands here once."""

from __future__ import annotations

from . import over_quota, quotas, scores, spending, targets

MODULES = (quotas, scores, over_quota, spending, targets)
"""The modules with tables."""
