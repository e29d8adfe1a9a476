"""The documents of the organisation: the notice about the leading group, rosters, the chart of the network, the ledger.

How a page looks is ``paper``'s matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.later import later

if TYPE_CHECKING:
    from .chart import chart_name, chart_paper
    from .notice import notice_name, notice_paper
    from .rosters import ledger_paper, ledger_paper_name, liaison_name, liaison_paper, overview_name, overview_paper
else:
    __getattr__ = later(
        __name__,
        {
            "chart": "chart_name chart_paper",
            "notice": "notice_name notice_paper",
            "rosters": "ledger_paper ledger_paper_name liaison_name liaison_paper overview_name overview_paper",
        },
    )

__all__ = [
    "chart_name",
    "chart_paper",
    "ledger_paper",
    "ledger_paper_name",
    "liaison_name",
    "liaison_paper",
    "notice_name",
    "notice_paper",
    "overview_name",
    "overview_paper",
]
