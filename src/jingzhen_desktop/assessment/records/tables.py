"""Loads every table of 定额考核; each module of this package stands here once."""

from __future__ import annotations

from . import quotas, scores

MODULES = (quotas, scores)
"""The modules with tables."""
