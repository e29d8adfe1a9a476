"""What the clerk says of a form that was read, before it is stored: figures typed over, lines left out, whose
report it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from .findings import Finding
from .reports import EntryCell


@dataclass(frozen=True, slots=True)
class Mends:
    """What is to hold in place of what stands on a form.

    Attributes:
        figures: by cell of the form, in the form's unit of measure; None where what the file says is not
            taken.
        unit_id: whose report it is, where the form does not say it surely.
        left_out: errors of lines that are no rows of the form and are not taken in.
        said_by: who of the unit said so, or why a figure is not taken.
        aside: the form is not to be taken in at all, and is nobody's twin.
    """

    figures: Mapping[EntryCell, Decimal | None] = field(default_factory=dict)
    unit_id: int | None = None
    left_out: frozenset[Finding] = frozenset()
    said_by: str = ""
    aside: bool = False

    @property
    def leaves_out(self) -> bool:
        """Whether something of the file is not taken, which wants a reason."""
        return bool(self.left_out) or None in self.figures.values()


NO_MENDS = Mends()
