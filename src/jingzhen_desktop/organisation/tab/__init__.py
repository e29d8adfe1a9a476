"""The widgets of 组织机构: units, leading group, network, working ledger."""
