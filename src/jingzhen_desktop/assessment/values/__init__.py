"""Frozen values of 定额考核, a module for each thought; no tables, no Qt."""
