"""Reads of the quarterly statistics: values, one sweep over the quarters a screen needs, no mapped objects.

What every start needs stands here; the reads of one view are imported from their own module.
"""
