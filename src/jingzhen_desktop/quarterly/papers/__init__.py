"""The documents of the quarterly statistics, a module for each. How a page is set is ``paper``'s matter."""

from __future__ import annotations

from .table import export_paper, paper_name, quarter_document, quarter_paper

__all__ = ["export_paper", "paper_name", "quarter_document", "quarter_paper"]
