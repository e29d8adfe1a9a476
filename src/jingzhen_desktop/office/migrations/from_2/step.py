"""Version 2 → 3: what each tab keeps grew; each tab's part has a module of its own.

Written as it was then; later changes of the tables do not change it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .annual import change_annual
from .inspection import change_inspection
from .organisation import change_organisation
from .photos import keep_photos
from .publicity import change_publicity
from .quarterly import change_quarterly

if TYPE_CHECKING:
    from alembic.operations import Operations


def from_2_to_3(operations: Operations) -> None:
    """Change the tables of a version 2 file into those of version 3."""
    for change in (
        keep_photos,
        change_organisation,
        change_quarterly,
        change_inspection,
        change_publicity,
        change_annual,
    ):
        change(operations)
