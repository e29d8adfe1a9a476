"""What an inspection consists of: rounds, visits, readings, violations, rectifications, circulars.
Values only.
"""
