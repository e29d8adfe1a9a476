"""Makes the example office (文井镇 2010 and 2011) through the same actions, forms and papers the clerk uses.

Its figures are invented (``resources/example/wenjing.toml`` says so) and every paper of it is marked 示例.
"""

from __future__ import annotations

from .documents import make_documents
from .making import OFFICE_NAME, make_office
from .reports import write_filled_forms
from .told import YEAR

__all__ = ["OFFICE_NAME", "YEAR", "make_documents", "make_office", "write_filled_forms"]
