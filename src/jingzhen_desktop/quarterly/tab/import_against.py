"""What the forms of an import are held against: what is stored of their quarters, what is closed, last year.
Read once in the worker; no widgets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...energy.periods import Quarter
from ...energy.statistics import StatisticalSystem
from ...office.file import Office
from ..queries.reports import closed_reports, stored_reports, typed_cells
from ..queries.review import review_bases
from ..queries.versions import system_in
from ..rules.review import ReviewBasis
from ..values.reports import EntryCell, Report


@dataclass(frozen=True, slots=True)
class Against:
    """A quarter as it is stored.

    Attributes:
        stored: the reports by unit id.
        typed: by unit id the stored cells typed by hand.
        closed: by unit id why nothing can be taken in.
        bases: by unit id what the checks of the review need.
    """

    system: StatisticalSystem
    stored: Mapping[int, Report]
    typed: Mapping[int, frozenset[EntryCell]]
    closed: Mapping[int, str]
    bases: Mapping[int, ReviewBasis]


def read_against(office: Office, quarter: Quarter) -> Against:
    """Read what forms of a quarter are held against."""
    return Against(
        system_in(office, quarter.year),
        stored_reports(office, quarter),
        typed_cells(office, quarter),
        closed_reports(office, quarter),
        review_bases(office, quarter),
    )
