"""Every setting of the office is declared once, with what the settings page needs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.office.settings import TOWN, AnySetting, read_setting, write_settings
from jingzhen_desktop.tabs import all_settings, create_office

if TYPE_CHECKING:
    from pathlib import Path


def test_no_setting_is_declared_twice() -> None:
    assert [
        key for key, count in Counter(setting.key for setting in all_settings()).items() if count > 1
    ] == []
    names = Counter((setting.group, setting.label) for setting in all_settings())
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("setting", all_settings(), ids=lambda setting: setting.key)
def test_a_setting_says_what_it_is_and_has_a_default_it_would_take(setting: AnySetting) -> None:
    assert setting.label
    assert setting.help
    assert setting.group
    assert setting.parse(str(setting.default)) == setting.default
    if setting.choices:
        assert setting.default in dict(setting.choices)


def test_a_setting_has_room_for_a_name_and_not_for_a_page(tmp_path: Path) -> None:
    with create_office(tmp_path / "a.jzdb", {TOWN: "柳溪镇"}) as office:
        with pytest.raises(InputRejected, match="“乡镇名称”太长（200字）"):
            write_settings(office, {TOWN: "长" * 200})
        assert read_setting(office, TOWN) == "柳溪镇"
    with pytest.raises(InputRejected, match="太长"):
        create_office(tmp_path / "b.jzdb", {TOWN: "长" * 200})
    assert not (tmp_path / "b.jzdb").exists()


def test_the_office_can_set_what_differs_between_towns() -> None:
    known = {setting.key for setting in all_settings()}
    town = {"town.name", "superior.name", "quarterly.deadline.days", "quarterly.coefficients"}
    assert town | {"inspection.rectification_days", "backup.megabytes"} <= known
