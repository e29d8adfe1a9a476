"""The tokens of ``resources/look/tokens.toml`` as typed values: colours by role, states, type, sizes. No Qt.

A name that is missing in the file, or that nobody knows, is an error at once: a typing mistake in a colour
would otherwise be found by a clerk. Named tuples, because a dataclass takes longer to make than the file to
read,
and the window waits for ten of them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple, TypeVar

from ...base.resources import resource


class Tone(StrEnum):
    """The role of a colour; what each is for stands beside its value in the data."""

    WINDOW = "window"
    SURFACE = "surface"
    SURFACE2 = "surface2"
    SURFACE3 = "surface3"
    LINE = "line"
    LINE_STRONG = "line_strong"
    CONTROL_LINE = "control_line"
    TEXT = "text"
    TEXT2 = "text2"
    TEXT3 = "text3"
    DISABLED = "disabled"
    ACCENT = "accent"
    ACCENT_HOVER = "accent_hover"
    ACCENT_PRESS = "accent_press"
    ON_ACCENT = "on_accent"
    ACCENT_SOFT = "accent_soft"
    ACCENT_LINE = "accent_line"
    TOOLTIP = "tooltip"
    ON_TOOLTIP = "on_tooltip"
    DANGER = "danger"
    DANGER_SOFT = "danger_soft"
    WARN = "warn"
    WARN_SOFT = "warn_soft"
    OK = "ok"
    OK_SOFT = "ok_soft"
    FIGURE = "figure"
    BAND = "band"


class State(StrEnum):
    """The state of a report, or that something is overdue."""

    MISSING = "missing"
    ENTERING = "entering"
    TO_REVIEW = "to_review"
    RETURNED = "returned"
    APPROVED = "approved"
    SENT = "sent"
    OVERDUE = "overdue"


class Type(StrEnum):
    """The role of a text; decides size, line height and weight."""

    CAPTION = "caption"
    BODY = "body"
    BODY_BOLD = "body_bold"
    LIST = "list"
    SECTION = "section"
    PAGE = "page"
    FIGURE = "figure"
    PAPER = "paper"


class Letters(NamedTuple):
    """Size of a text in px, its line height in px, and whether it is bold."""

    px: int
    line: int
    bold: bool


class StateColours(NamedTuple):
    """Colours of a state: of its sign and word, and of the ground of its chip."""

    fg: str
    bg: str


class StateLook(NamedTuple):
    """The sign of a state, its colours, and whether a table shows its word in colour."""

    sign: str
    loud: bool
    light: StateColours
    dark: StateColours


class Space(NamedTuple):
    """Gaps in px, from that of a sign to its word to that between sections."""

    xxs: int
    xs: int
    s: int
    m: int
    l: int  # noqa: E741 - the usual name of a size
    xl: int


class Radius(NamedTuple):
    """Rounded corners in px."""

    control: int
    panel: int


class Height(NamedTuple):
    """Heights in px; they grow with 字号."""

    top_bar: int
    header: int
    toolbar: int
    rail_item: int
    control: int
    control_small: int
    row: int
    row_head: int
    row_band: int
    row_list: int
    chip: int


class Width(NamedTuple):
    """Widths in px, and the least the window must be content with."""

    rail: int
    rail_collapsed: int
    side_panel: int
    side_panel_narrow: int
    settings_groups: int
    settings: int
    settings_field: int
    settings_number: int
    reading: int
    window_least: int
    window_least_height: int


class Breakpoint(NamedTuple):
    """Sizes of the window in px from which it is arranged otherwise."""

    narrow: int
    low: int
    wide: int
    list_beside: int


class IconSize(NamedTuple):
    """Sizes of icons in px."""

    rail: int
    button: int
    cell: int


class Tokens(NamedTuple):
    """Everything the data say.

    Attributes:
        light, dark: colours by role, as ``#RRGGBB``.
        chart: the colours of series, light and dark.
        sizes: the choices of 字号 and the px each gives a body text.
        family: platform → names of faces, the best first.
    """

    light: Mapping[Tone, str]
    dark: Mapping[Tone, str]
    state: Mapping[State, StateLook]
    chart: Mapping[str, tuple[str, ...]]
    type: Mapping[Type, Letters]
    sizes: Mapping[str, int]
    family: Mapping[str, tuple[str, ...]]
    space: Space
    radius: Radius
    height: Height
    width: Width
    breakpoint: Breakpoint
    icon: IconSize


@cache
def tokens() -> Tokens:
    """The tokens, read once."""
    data = tomllib.loads(resource("look", "tokens.toml").read_text(encoding="utf-8"))
    return Tokens(
        light=_by_name(Tone, data["light"]),
        dark=_by_name(Tone, data["dark"]),
        state={state: _state(look) for state, look in _by_name(State, data["state"]).items()},
        chart={scheme: tuple(colours) for scheme, colours in data["chart"].items()},
        type={role: Letters(*letters) for role, letters in _by_name(Type, data["type"]).items()},
        sizes=data["size"],
        family={platform: tuple(names) for platform, names in data["family"].items()},
        space=_filled(Space, data["space"]),
        radius=_filled(Radius, data["radius"]),
        height=_filled(Height, data["height"]),
        width=_filled(Width, data["width"]),
        breakpoint=_filled(Breakpoint, data["breakpoint"]),
        icon=_filled(IconSize, data["icon"]),
    )


_Name = TypeVar("_Name", bound=StrEnum)
_Value = TypeVar("_Value")


def _by_name(names: type[_Name], table: Mapping[str, Any]) -> dict[_Name, Any]:
    """The table under its enum; raises ValueError where one has a name that the other has not."""
    different = {name.value for name in names} ^ set(table)
    if different:
        raise ValueError(f"tokens.toml: {', '.join(sorted(different))}")
    return {names(name): value for name, value in table.items()}


def _filled(kind: type[_Value], table: Mapping[str, Any]) -> _Value:
    """The table as a value; raises ValueError where one has a name that the other has not."""
    different = set(kind._fields) ^ set(table)  # type: ignore[attr-defined]
    if different:
        raise ValueError(f"tokens.toml: {', '.join(sorted(different))}")
    return kind(**table)


def _state(table: Mapping[str, Any]) -> StateLook:
    colours = {scheme: _filled(StateColours, table[scheme]) for scheme in ("light", "dark")}
    return _filled(StateLook, {**table, **colours})
