"""What the organisation consists of: units, their facts in a year, the leading group, the working ledger. Values only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.later import later

if TYPE_CHECKING:
    from .group import DocumentKind, Gap, GroupDocument, LeadingGroup, Member, Role, SystemFacts, TreeNode
    from .ledger import SAVING_UNITS, LedgerEntry, LedgerFile, LedgerItem, LedgerKind, LedgerState
    from .register import FieldChange, ReadRegister, RegisterRow, RowOutcome
    from .units import (
        FUNDINGS,
        LEVELS,
        OFFICE_FORMS,
        SYSTEMS,
        EnergyUsers,
        LiaisonTerm,
        Nature,
        PartCount,
        UnitContact,
        UnitFacts,
        UnitInYear,
        UserPart,
    )
else:
    __getattr__ = later(
        __name__,
        {
            "group": "DocumentKind Gap GroupDocument LeadingGroup Member Role SystemFacts TreeNode",
            "ledger": "LedgerEntry LedgerFile LedgerItem LedgerKind LedgerState SAVING_UNITS",
            "register": "FieldChange ReadRegister RegisterRow RowOutcome",
            "units": (
                "EnergyUsers FUNDINGS LEVELS LiaisonTerm Nature OFFICE_FORMS PartCount SYSTEMS UnitContact UnitFacts UnitInYear "
                "UserPart"
            ),
        },
    )

TAB = "organisation"
"""Key of the tab: its folder's name, and where its places begin."""

__all__ = [
    "FUNDINGS",
    "LEVELS",
    "OFFICE_FORMS",
    "SAVING_UNITS",
    "SYSTEMS",
    "TAB",
    "DocumentKind",
    "EnergyUsers",
    "FieldChange",
    "Gap",
    "GroupDocument",
    "LeadingGroup",
    "LedgerEntry",
    "LedgerFile",
    "LedgerItem",
    "LedgerKind",
    "LedgerState",
    "LiaisonTerm",
    "Member",
    "Nature",
    "PartCount",
    "ReadRegister",
    "RegisterRow",
    "Role",
    "RowOutcome",
    "SystemFacts",
    "TreeNode",
    "UnitContact",
    "UnitFacts",
    "UnitInYear",
    "UserPart",
]
