"""What the organisation consists of: units, their facts in a year, the leading group, the working ledger.
Values only.
"""
