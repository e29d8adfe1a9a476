"""What the clerk once said of a foreign layout (对应关系), and how a superior's workbook is filled (套表)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Profile:
    """One remembered layout.

    Attributes:
        fingerprint: says which layout it is for.
        mapping: plain data, as it is kept (JSON); its shape is known to ``sheets.profiles`` and
            ``sheets.filling``.
    """

    fingerprint: str
    name: str
    mapping: Mapping[str, Any] = field(default_factory=dict)
    id: int = 0
