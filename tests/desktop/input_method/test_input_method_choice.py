"""Which way Chinese comes in, for every kind of PC."""

from __future__ import annotations

import pytest

from jingzhen_desktop.desktop.input_method.choice import (
    Owners,
    Way,
    display_number,
    ibus_address_file,
    modules_asked,
    service_of,
    way,
)

BOTH = ("fcitx", "ibus")


@pytest.mark.parametrize(
    ("modules", "owners", "found", "chosen"),
    [
        (BOTH, Owners(4), True, Way.FCITX4),
        (("fcitx",), Owners(4), False, Way.FCITX4),
        ((), Owners(4), False, Way.FCITX4),
        (BOTH, Owners(4, 3, 3), True, Way.FCITX5_BY_IBUS),
        (BOTH, Owners(0, 3, 3), True, Way.FCITX5_BY_IBUS),
        (BOTH, Owners(4, 3, 3), False, Way.FCITX5),  # it came after the program's start
        (("fcitx",), Owners(4, 3, 3), True, Way.FCITX5),  # Qt does not look for ibus
        (BOTH, Owners(4, 3), True, Way.FCITX5),  # without its ibusfrontend
        (BOTH, Owners(4, 3, 9), True, Way.FCITX5),  # the portal is ibus's own
        (("ibus",), Owners(4, 0, 9), True, Way.IBUS),
        (BOTH, Owners(0, 0, 9), True, Way.NONE),
        ((), Owners(), False, Way.NONE),
    ],
)
def test_the_way_follows_from_what_runs_and_what_qt_was_told(
    modules: tuple[str, ...], owners: Owners, found: bool, chosen: Way
) -> None:
    assert way(modules, owners, qt_finds_ibus=found) is chosen


@pytest.mark.parametrize(
    ("environment", "modules"),
    [
        ({"QT_IM_MODULES": "wayland;fcitx;ibus", "QT_IM_MODULE": "ibus"}, ("wayland", "fcitx", "ibus")),
        ({"QT_IM_MODULE": "fcitx"}, ("fcitx",)),
        ({"QT_IM_MODULES": "", "QT_IM_MODULE": ""}, ()),
    ],
)
def test_what_qt_was_told_is_read_as_qt_reads_it(
    environment: dict[str, str], modules: tuple[str, ...]
) -> None:
    assert modules_asked(environment) == modules


@pytest.mark.parametrize(
    ("display", "number"), [(":0", 0), (":1.0", 1), ("localhost:10.0", 10), ("", 0), (":x", 0)]
)
def test_fcitx_is_asked_for_on_this_display(display: str, number: int) -> None:
    assert display_number(display) == number
    assert service_of(display) == f"org.fcitx.Fcitx-{number}"


def test_the_address_of_ibus_is_looked_for_where_qt_looks() -> None:
    assert ibus_address_file("abc", {"DISPLAY": ":3.0"}) == "ibus/bus/abc-unix-3"
    assert ibus_address_file("abc", {"DISPLAY": "pc:10"}) == "ibus/bus/abc-pc-10"


def test_only_fcitx_without_qt_is_the_programs_own_business() -> None:
    assert {one for one in Way if one.is_direct} == {Way.FCITX4, Way.FCITX5}
