"""Labelled fields that save by themselves:
each tells once the clerk has finished and the value really changed.
"""
