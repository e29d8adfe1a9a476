"""Verbs of the organisation: each call is one transaction and one named step."""
