"""监督检查: inspection rounds with visits, readings and violations, rectifications until they are closed,
circulars.
"""
