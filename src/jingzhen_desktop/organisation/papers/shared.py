"""What the papers of the tab share: who signs, what the group is called, the mark of the example."""

from __future__ import annotations

from ...office.file import Office
from ...office.settings import EXAMPLE, TOWN, read_setting
from ..queries.group import leading_group
from ..settings import GROUP_SIGNATORY
from ..values.group import LeadingGroup


def town(office: Office) -> str:
    """Return the town's name."""
    return read_setting(office, TOWN)


def signatory(office: Office) -> str:
    """Return who issues papers about the leading group."""
    name = town(office)
    return read_setting(office, GROUP_SIGNATORY) or name + ("办事处" if name.endswith("街道") else "人民政府")


def group_name(office: Office, group: LeadingGroup | None) -> str:
    """Return what the leading group is called."""
    return group.name if group and group.name else f"{town(office)}公共机构节能工作领导小组"


def executive_office(office: Office) -> str:
    """Return who signs what the leading group's office issues."""
    return group_name(office, leading_group(office)) + "办公室"


def mark(office: Office) -> str:
    """Return the word that stands on every page of an example office."""
    return "示例" if read_setting(office, EXAMPLE) else ""
