"""Verbs of the quarterly statistics: each call is one transaction and one named step.

What files and the form's cells need stands here; the verbs of one view are imported from their own module.
"""

from .reports import change_entries, change_entry, change_receipt, change_signatures, remove_report, store_forms, store_report

__all__ = ["change_entries", "change_entry", "change_receipt", "change_signatures", "remove_report", "store_forms", "store_report"]
