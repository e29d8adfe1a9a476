"""Excel in (tolerant, suspicious reader), Excel out (styled writer) and the safe way onto a USB stick.

Knows cells, sheets and files; knows nothing of units, quarters or forms. Those live in each tab's ``sheets``.
"""
