"""Reads of the papers, of everything the other tabs know that they say, and of their finalised versions."""
