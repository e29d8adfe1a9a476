"""How long a text in a field may be."""

from __future__ import annotations

from .errors import FieldRejected

LONGEST_NAME, LONGEST_NOTE = 100, 2000
"""Characters: what still fits into a cell of a table, and into a form's largest box."""


def check_length(field: str, title: str, text: str, longest: int = LONGEST_NAME) -> None:
    """Refuse a text that is too long; ``title`` is what the clerk calls the field. Raises FieldRejected."""
    if len(text) > longest:
        raise FieldRejected(field, f"{title}太长（{len(text)}字），请不超过{longest}字。")
