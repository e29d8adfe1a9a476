"""Decisions of the inspections:
what may be, what a reading says, where a violation stands, numbers, the plan. Pure.
"""
