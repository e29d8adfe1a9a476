"""The office file: one SQLite database of one township office, its transactions, journal and settings."""

from .file import Office, Step, name_step
from .steps import StepKind

__all__ = ["Office", "Step", "StepKind", "name_step"]
