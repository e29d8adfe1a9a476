"""Backups of the office file that is open: when one is due, and how many are kept by its settings.
How a backup is made, checked and thinned: ``backup``.
"""

from __future__ import annotations

from .backup import Backup, Keeping, Reason, is_due, make_backup, thin
from .file import Office
from .settings import BACKUP_DAYS, BACKUP_MEGABYTES, BACKUP_MONTHS, BACKUP_WEEKS, read_setting


def backup_open_office(office: Office, reason: Reason) -> Backup:
    """Back up the open office file and thin its backups as its settings say; raises as make_backup does."""
    backup = make_backup(office.path, reason)
    days, weeks, months, megabytes = (
        read_setting(office, one) for one in (BACKUP_DAYS, BACKUP_WEEKS, BACKUP_MONTHS, BACKUP_MEGABYTES)
    )
    thin(office.path, Keeping(days, weeks, months, megabytes))
    return backup


def backup_if_due(office: Office) -> Backup | None:
    """Back up the open office file if there is no usable backup of today; raises as make_backup does."""
    return backup_open_office(office, Reason.START) if is_due(office.path) else None
