"""The fields of a unit list: their titles, and how a cell of each is read and shown.
No workbook is opened here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from ...base.errors import InputRejected
from ...base.numbers import parse_number, round_half_up, show_number
from ...base.text import join_names, matching_key
from ...base.typed import parse_date, parse_integer, parse_yes_no
from ...energy.measures import factor_into, read_measure
from ...energy.statistics import system_of_year
from ...spreadsheet.reading import ReadValue
from ..rules.defaults import likely_nature, register_titles
from ..rules.units import parse_systems
from ..values.units import SYSTEMS, Nature, UnitInYear

_BRACKETS = re.compile(r"[（(\[【〔].*?[）)\]】〕]")
_MAY_BE_UNIT = re.compile(r"[百千万亿亩顷尺丈坪×%]")
"""In the brackets of a title these speak of a unit of measure, other words are a remark: 建筑面积（不含宿舍）."""
_LONGEST_EXACT = 15
"""Digits that a number cell keeps; the others become 0."""
_CODE_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_CODE_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_REPORTING = {"报送": True, "不报送": False}
"""How unit lists say yes and no in the column 报送报表, besides the usual ways."""
_LONGEST_TITLE = 20


@dataclass(frozen=True, slots=True)
class RegisterField:
    """One field of a unit list.

    Attributes:
        key: name in :class:`UnitFacts` or :class:`UnitContact`.
        title: in our own lists.
        yearly: whether it belongs to the year.
        read: turns a filled cell into the value; raises InputRejected.
        width: of the column, in letters.
        unit: unit of measure, in brackets after the title.
    """

    key: str
    title: str
    yearly: bool
    read: Callable[[ReadValue, Sequence[str]], object]
    width: float = 12
    unit: str = ""

    @property
    def heading(self) -> str:
        return f"{self.title}（{self.unit}）" if self.unit else self.title

    def of(self, unit: UnitInYear) -> object:
        """The value a unit has."""
        return getattr(unit.facts if self.yearly else unit.contact, self.key)

    def put(self, unit: UnitInYear, value: object) -> UnitInYear:
        """The unit with another value in this field."""
        named: dict[str, Any] = {self.key: value}
        if self.yearly:
            return replace(unit, facts=replace(unit.facts, **named))
        return replace(unit, contact=replace(unit.contact, **named))


def reading(text: str, value: object) -> str:
    """Say how a word for a kind of unit was taken that is not the form's own; empty for the form's."""
    if not isinstance(value, Nature) or likely_nature(text) is not value:
        return ""
    return f"认作{value.code_and_words}"


def shown(value: object) -> str:
    """Return a value as the preview shows it."""
    if value is None:
        return ""
    if isinstance(value, Nature):
        return value.code_and_words
    if isinstance(value, tuple):
        return join_names(list(value))
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (Decimal, int)):
        return show_number(Decimal(value))
    return str(value)


def factor_of_title(title: str, field: RegisterField) -> Fraction | None:
    """Return by what a column's figures are multiplied to be in the field's unit, as its title says in
    brackets (建筑面积（亩）); 1 where it names none, None where it names one that has no exact way.
    """
    for said in _BRACKETS.findall(title) if field.unit else ():
        read = read_measure(said[1:-1])
        if read.is_understood:
            return factor_into(read, field.unit)
        if _MAY_BE_UNIT.search(said):
            return None
    return Fraction(1)


def scaled(value: object, factor: Fraction) -> object:
    """Return a figure in the field's unit; what never ends is rounded to two decimals."""
    if factor == 1 or isinstance(value, bool) or not isinstance(value, (Decimal, int)):
        return value
    exact = Fraction(value) * factor
    if isinstance(value, int):
        return int(exact)
    return round_half_up(Decimal(exact.numerator) / Decimal(exact.denominator), 2)


def field_of_title(title: str) -> RegisterField | None:
    """Return the field a column's title means; None if it is none we keep."""
    key = _title_key(title)
    return _by_title().get(key) if key and len(key) <= _LONGEST_TITLE else None


def _title_key(title: str) -> str:
    return matching_key(_BRACKETS.sub("", title)).strip("*：:")


@cache
def _by_title() -> dict[str, RegisterField]:
    titles = register_titles()
    found: dict[str, RegisterField] = {}
    for field in FIELDS:
        found |= dict.fromkeys(map(matching_key, titles[field.key]), field)
    return found


def _text(value: ReadValue, _systems: Sequence[str]) -> str:
    if isinstance(value, Decimal):
        return show_number(value).replace(",", "")
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.date().isoformat()
    return " ".join(str(value).split())


def _credit_code(value: ReadValue, _systems: Sequence[str]) -> str:
    """Read 统一社会信用代码; in a number cell its last digits are lost, as the check character tells (GB 32100)."""
    text = _text(value, ())
    lost = isinstance(value, Decimal) and len(text) > _LONGEST_EXACT
    if lost or (text.isdigit() and text.endswith("000") and len(text) == 18 and not _checks(text)):
        raise InputRejected("后几位已变成0（数字格式只保留15位），请把单元格改成文本格式后重新填写代码")
    return text


def _checks(code: str) -> bool:
    """True if the last character of a code of 18 is its check character (GB 32100-2015)."""
    if not set(code) <= set(_CODE_SIGNS):
        return False
    total = sum(_CODE_SIGNS.index(sign) * weight for sign, weight in zip(code, _CODE_WEIGHTS, strict=False))
    return _CODE_SIGNS[(31 - total % 31) % 31] == code[-1]


def _quantity(value: ReadValue, _systems: Sequence[str]) -> Decimal | None:
    number = value if isinstance(value, Decimal) else parse_number(_text(value, ()))
    if number is not None and number != round(number, 4):
        raise InputRejected(f"{number}的小数太多，最多4位")
    return number


def _count(value: ReadValue, _systems: Sequence[str]) -> int | None:
    return parse_integer(_text(value, ()))


def _reports(value: ReadValue, _systems: Sequence[str]) -> bool:
    text = _text(value, ())
    said = _REPORTING.get(matching_key(text))
    return parse_yes_no(text) if said is None else said


def _nature(value: ReadValue, _systems: Sequence[str]) -> Nature:
    """Read 021, 21 (a leading zero is lost in a number cell), 教育, 事业单位（教育） or 021 事业单位（教育）."""
    text = _text(value, ())
    code = re.match(r"\d+", text)
    key = matching_key(text)
    for nature in Nature:
        words = {
            nature.words,
            nature.code_and_words,
            nature.words.removeprefix("事业单位（").removesuffix("）"),
        }
        if key in {matching_key(word) for word in words} or (
            code and int(code[0]) == int(nature.value) and len(code[0]) <= 3
        ):
            return nature
    if key == "机关":
        return Nature.STATE_ORGAN
    if (likely := likely_nature(text)) is not None:
        return likely
    if key in {"事业单位", "事业"}:
        raise InputRejected("只写了“事业单位”，请写明类别，如“事业单位（教育）”")
    raise InputRejected(f"“{text}”不是单位性质，请填代码或名称，如“021 事业单位（教育）”")


def _systems(value: ReadValue, known: Sequence[str]) -> tuple[str, ...]:
    text = re.sub("系统", "", _text(value, ()))
    return parse_systems(text, known or SYSTEMS)


def _day(value: ReadValue, _systems: Sequence[str]) -> date | None:
    return parse_date(_text(value, ()))


_OF_SOME_YEARS = frozenset(
    {
        "site_area",
        "charging_points",
        "solar_collector_area",
        "solar_power_capacity",
        "geothermal_capacity",
    }
)
"""What only some versions of the national form ask for."""
FIELDS = (
    RegisterField("name", "单位名称", True, _text, 28),
    RegisterField("short_name", "简称", False, _text, 12),
    RegisterField("nature", "单位性质", True, _nature, 20),
    RegisterField("systems", "所属系统", True, _systems, 12),
    RegisterField("reporting", "报送报表", True, _reports, 8),
    RegisterField("credit_code", "统一社会信用代码", False, _credit_code, 21),
    RegisterField("parent", "上级主管单位", False, _text, 18),
    RegisterField("level", "行政级别", False, _text, 10),
    RegisterField("funding", "经费来源", False, _text, 10),
    RegisterField("trade_code", "行业代码", False, _text, 10),
    RegisterField("office_form", "办公形式", False, _text, 9),
    RegisterField("floor_area", "建筑面积", True, _quantity, 11, "平方米"),
    RegisterField("energy_users", "用能人数", True, _count, 10, "人"),
    RegisterField("establishment", "编制人数", True, _count, 10, "人"),
    RegisterField("petrol_cars", "汽油车", True, _count, 8, "辆"),
    RegisterField("diesel_cars", "柴油车", True, _count, 8, "辆"),
    RegisterField("new_energy_cars", "新能源车", True, _count, 9, "辆"),
    RegisterField("machine_rooms", "机房数量", True, _count, 9, "个"),
    RegisterField("heating", "采暖方式", True, _text, 10),
    RegisterField("site_area", "用地面积", True, _quantity, 11, "平方米"),
    RegisterField("charging_points", "充电桩数量", True, _count, 11, "个"),
    RegisterField("solar_collector_area", "太阳能集热器面积", True, _quantity, 11, "平方米"),
    RegisterField("solar_power_capacity", "太阳能光电装机容量", True, _quantity, 11, "千瓦"),
    RegisterField("geothermal_capacity", "地热能装机容量", True, _quantity, 11, "千瓦"),
    RegisterField("address", "地址", False, _text, 24),
    RegisterField("postcode", "邮政编码", False, _text, 10),
    RegisterField("head", "单位负责人", False, _text, 11),
    RegisterField("liaison_name", "节能联络员", False, _text, 11),
    RegisterField("liaison_phone", "联系电话", False, _text, 15),
    RegisterField("telephone", "办公电话", False, _text, 15),
    RegisterField("fax", "传真", False, _text, 15),
    RegisterField("email", "电子邮箱", False, _text, 20),
    RegisterField("opened", "成立日期", False, _day, 12),
    RegisterField("closed", "撤销日期", False, _day, 12),
)


def fields_of_year(year: int) -> tuple[RegisterField, ...]:
    """Return the columns of a year's register: what the national form of the year does not ask for is left
    out; read is any of them.
    """
    asked = {item.key for item in system_of_year(year).head}
    return tuple(field for field in FIELDS if field.key not in _OF_SOME_YEARS or field.key in asked)
