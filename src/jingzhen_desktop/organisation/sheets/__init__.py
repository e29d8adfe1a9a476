"""The organisation's Excel files: the unit list in, the register (名录库) and the ledger out."""

from .ledger import export_ledger, ledger_name
from .reading import read_register
from .register import export_register, register_name

__all__ = ["export_ledger", "export_register", "ledger_name", "read_register", "register_name"]
