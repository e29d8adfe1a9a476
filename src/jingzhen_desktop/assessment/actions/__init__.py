"""Verbs of 定额考核: one call is one transaction and one named step."""
