"""The figures the records can put into a text (数据域): one entry for each, with all that is to be known of it.

What the sentences around them say is ``rules``' matter; they ask for a figure by its key.
"""
