"""Reads of 定额考核: return values, never mapped records."""
