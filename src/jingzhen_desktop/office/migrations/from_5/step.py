"""The step from version 5 to version 6, module by module.

Written as it was then; later changes of the tables do not change it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .over_quota import add_over_quota
from .quotas import add_quotas
from .scores import add_scores
from .spending import add_spending, add_targets
from .units import add_unit_facts

if TYPE_CHECKING:
    from alembic.operations import Operations


def from_5_to_6(operations: Operations) -> None:
    """Change the tables of a version 5 file into those of version 6."""
    add_unit_facts(operations)
    add_quotas(operations)
    add_scores(operations)
    add_over_quota(operations)
    add_spending(operations)
    add_targets(operations)
