"""Pure arithmetic of the field: periods, statistical systems, coefficients, indicators.
No database, no Qt.
"""
