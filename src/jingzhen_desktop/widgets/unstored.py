"""How many texts were refused on a page. The texts themselves wait in their cells and fields."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from .fields.field import Field
from .fields.form import FieldForm
from .grid.view import Grid


def unstored_texts(page: QWidget) -> int:
    """Count what was typed on a page and not stored, also for units, quarters and years not shown now."""
    cells = sum(grid.grid_model.unstored_count for grid in page.findChildren(Grid))
    fields = sum(field.draft() is not None for field in page.findChildren(Field))
    return cells + fields + sum(form.waiting_count for form in page.findChildren(FieldForm))
