"""The widgets of 年度总结: the whole text in an editor, its outline, the problems to choose from."""

from __future__ import annotations

from .page import AnnualTab

__all__ = ["AnnualTab"]
