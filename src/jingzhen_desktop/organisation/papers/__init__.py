"""The documents of the organisation: the notice about the leading group, rosters, the chart of the network, the ledger.

How a page looks is ``paper``'s matter.
"""

from .chart import chart_name, chart_paper
from .notice import notice_name, notice_paper
from .rosters import ledger_paper, ledger_paper_name, liaison_name, liaison_paper, overview_name, overview_paper

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
