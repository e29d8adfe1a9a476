"""The documents of the organisation: the notice about the leading group, rosters, the chart of the network,
the ledger.

How a page looks is ``paper``'s matter.
"""
