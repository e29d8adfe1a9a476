"""What version 3 keeps more in the tables of ``inspection``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations


def change_inspection(operations: Operations) -> None:
    """Change the tables of the tab."""
