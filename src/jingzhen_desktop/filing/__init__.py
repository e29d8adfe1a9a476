"""全年归档: every paper of a year in one go, in folders with their contents.

What a paper says is its tab's matter; what was issued is kept by ``office``.
"""
