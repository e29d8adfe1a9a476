"""The spreadsheet-like table of every tab: columns, model, view, clipboard."""

from ..appearance import Look
from ..typed import Kind
from .columns import Column
from .filter_box import FilterBox
from .model import GridModel
from .view import Grid

__all__ = ["Column", "FilterBox", "Grid", "GridModel", "Kind", "Look"]
