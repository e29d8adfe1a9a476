"""Verbs of the quarterly statistics: each call is one transaction and one named step.

What files and the form's cells need stands here; the verbs of one view are imported from their own module.
"""
