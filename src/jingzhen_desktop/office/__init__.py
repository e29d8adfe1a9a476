"""The office file: one SQLite database of one township office, its transactions, journal and settings."""

from .file import Office, Step

__all__ = ["Office", "Step"]
