"""Finished tables of the quarterly statistics (``values.printed``):
the same cells go to the screen, the PDF and the xlsx.
"""
