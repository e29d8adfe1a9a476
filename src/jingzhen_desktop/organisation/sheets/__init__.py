"""The organisation's Excel files: the unit list in, the register (名录库) and the ledger out."""
