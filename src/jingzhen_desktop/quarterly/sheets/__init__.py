"""The Excel files of the quarterly statistics: blank forms out, filled forms in, the town's table out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.later import later

if TYPE_CHECKING:
    from .form import blank_form, write_blank_forms, write_filled_form
    from .reading import read_forms
    from .table import export_table, town_table
else:
    __getattr__ = later(
        __name__,
        {
            "form": "blank_form write_blank_forms write_filled_form",
            "reading": "read_forms",
            "table": "export_table town_table",
        },
    )

__all__ = ["blank_form", "export_table", "read_forms", "town_table", "write_blank_forms", "write_filled_form"]
