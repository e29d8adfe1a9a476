"""Verbs of the inspections: each call is one transaction and one named step."""
