"""What the papers of the tab share: who signs, what the group is called, the mark of the example."""

from __future__ import annotations

from ...office.file import Office
from ...office.settings import EXAMPLE, TOWN, read_setting
from ..rules.place_words import place_words, signing_office
from ..settings import GROUP_SIGNATORY


def town(office: Office) -> str:
    """Return the town's name."""
    return read_setting(office, TOWN)


def signatory(office: Office) -> str:
    """Return who issues papers about the leading group."""
    return read_setting(office, GROUP_SIGNATORY) or signing_office(town(office))


def whole_place(office: Office) -> str:
    """Return how far the office's own word reaches: 全镇, 全乡, 全街道."""
    return place_words(town(office))["whole"]


def own_scope(office: Office) -> frozenset[str]:
    """Return the ground for speaking of the whole place (``paper.coherence``)."""
    return frozenset({f"scope:{whole_place(office)}"})


def mark(office: Office) -> str:
    """Return the word that stands on every page of an example office."""
    return "示例" if read_setting(office, EXAMPLE) else ""
