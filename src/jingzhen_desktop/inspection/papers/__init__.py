"""The documents of the inspections: plan, check forms, notices with 回执, re-checks, circulars, the year.

How a page looks is ``paper``'s matter.
"""
