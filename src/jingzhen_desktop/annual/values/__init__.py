"""The papers of the tab, their texts, the facts and records behind them.
Values only; how they are worded is ``rules``' matter.
"""
