"""Which office files this PC has opened, newest first."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings

LAST_OFFICE = "offices/last"
_RECENT, _COUNT = "offices/recent", 8


def last_office() -> Path | None:
    """Return the office file opened last, None before the first."""
    text = str(QSettings().value(LAST_OFFICE, "") or "")
    return Path(text) if text else None


def recent_offices() -> list[Path]:
    """Return the office files opened before, newest first; some may be gone."""
    stored = QSettings().value(_RECENT, [])
    texts = [stored] if isinstance(stored, str) else list(stored or [])  # type: ignore[call-overload]
    return [Path(text) for text in texts]


def remember(path: Path) -> None:
    """Note that an office file was opened."""
    known = [str(path.absolute()), *(str(one) for one in recent_offices() if one != path.absolute())]
    settings = QSettings()
    settings.setValue(LAST_OFFICE, known[0])
    settings.setValue(_RECENT, known[:_COUNT])
