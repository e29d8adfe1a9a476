"""Brings an office file of an older version to today's:
``upgrade`` does it, what one step does lives in its own module.
"""
