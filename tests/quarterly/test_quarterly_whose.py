"""Which unit a text means: sure, to be asked, or none."""

from __future__ import annotations

import pytest

from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts, UnitInYear
from jingzhen_desktop.quarterly.rules.whose import KnownUnits

_NAMES = (
    ("临水镇人民政府", "镇政府"),
    ("临水镇中心小学", "中心小学"),
    ("临水镇中心幼儿园", "中心幼儿园"),
    ("临水镇中学", "镇中学"),
    ("临水镇卫生院", "卫生院"),
)
UNITS = [
    UnitInYear(number, 2024, UnitFacts(name, Nature.EDUCATION), UnitContact(short))
    for number, (name, short) in enumerate(_NAMES, 1)
]
KNOWN = KnownUnits(UNITS, "临水镇")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("临水镇卫生院", "临水镇卫生院"),
        ("卫生院", "临水镇卫生院"),
        ("临水镇卫生院（盖章）", "临水镇卫生院"),
        ("中学", "临水镇中学"),
        ("临水镇中心小学（公章）", "临水镇中心小学"),
    ],
)
def test_these_are_sure(text: str, name: str) -> None:
    unit = KNOWN.find(text)
    assert unit is not None
    assert unit.name == name


@pytest.mark.parametrize(
    "text", ["临水镇第二中学", "中心校", "临水镇中心小学（附属幼儿园）", "东河镇卫生院", ""]
)
def test_these_are_nobody_of_the_register(text: str) -> None:
    assert KNOWN.find(text) is None


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("临水镇卫生院2024年三季度能源消费统计表", "临水镇卫生院", ""),
        ("2024年三季度_卫生院 (1)", "临水镇卫生院", ""),
        ("临水镇中心小学附属幼儿园2024年三季度", "临水镇中心小学", "附属幼儿园"),
        ("东河镇卫生院三季度报表", "临水镇卫生院", "东河镇"),
        ("卫生院分院", "临水镇卫生院", "分院"),
    ],
)
def test_a_name_inside_a_longer_text_is_sure_only_if_the_rest_says_nothing(
    text: str, name: str, rest: str
) -> None:
    match = KNOWN.within(text)
    assert match is not None
    assert (match.unit.name, match.rest, match.is_sure) == (name, rest, not rest)


def test_two_names_in_one_text_are_nobody() -> None:
    assert KNOWN.within("临水镇中心小学、中心幼儿园三季度") is None
