"""What version 3 keeps more in the tables of ``organisation``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations


def change_organisation(operations: Operations) -> None:
    """Change the tables of the tab."""
