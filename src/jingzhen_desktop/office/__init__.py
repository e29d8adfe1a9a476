"""The office file: one SQLite database of one township office, its transactions, journal and settings."""
