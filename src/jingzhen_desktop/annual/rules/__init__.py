"""Pure decisions of the summary:
wording, marked text, merging a new draft with the clerk's edits, HTML for the clipboard.
"""
