"""Decisions of the organisation: values in, values out.
Which unit a name means, who was a member, what lacks, what is due.
"""
