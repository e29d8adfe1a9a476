"""The organisation's Excel files: the unit list in, the register (名录库) and the ledger out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.later import later

if TYPE_CHECKING:
    from .ledger import export_ledger, ledger_name
    from .reading import read_register
    from .register import export_register, register_name
else:
    __getattr__ = later(
        __name__,
        {
            "ledger": "export_ledger ledger_name",
            "reading": "read_register",
            "register": "export_register register_name",
        },
    )

__all__ = ["export_ledger", "export_register", "ledger_name", "read_register", "register_name"]
