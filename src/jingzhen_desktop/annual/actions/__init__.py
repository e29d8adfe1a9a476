"""Verbs of the papers: each call is one transaction and one named step; only rows that change are written."""
