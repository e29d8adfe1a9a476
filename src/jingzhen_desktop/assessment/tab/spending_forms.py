"""What is asked for a spending limit, for the document behind a year's, and for the list of surcharges."""

from __future__ import annotations

from typing import Any

from ...base.errors import FieldRejected
from ...base.typed import Choices, Kind
from ...widgets.fields.form import FieldSpec
from ..queries.spending import SpendingYear
from ..rules.surcharge import EXAMPLE
from ..spending_choices import spending_rules
from ..values.spending import WHOLE, Base, RuleKey, SpendingBasis, SpendingLine

ALL_UNITS = 0
"""In place of a unit: every unit that has no such limit yet, each by its own figures."""
BASIS_FIELDS = (
    FieldSpec("issuer", "发文单位", help="如“青山县财政局”"),
    FieldSpec("number", "文号"),
    FieldSpec("day", "日期", Kind.DATE),
    FieldSpec("title", "文件名称"),
    FieldSpec("page", "页码", help="标准在文件的第几页"),
    FieldSpec("entered_by", "录入人", help="谁对照原文录入"),
)
SURCHARGE_FIELDS = (
    FieldSpec(
        "steps", "各档加价", Kind.NOTE, help=f"一行一档，如“{EXAMPLE}”，最后一档可写“50%—以上加价100%”"
    ),
)
_WAYS = "；".join(f"{one.title}：{one.formula}" for one in spending_rules().values())
ABOUT = (
    f"{_WAYS}。\n价格不填时用本单位上年四个季度的费用÷用量，没有的用本级平均。\n"
    "能耗定额按它自己的标准规定的系数折标：来源里写“定额标准”中登记的标准号。"
)


def line_fields(found: SpendingYear, *, new: bool) -> tuple[FieldSpec, ...]:
    """Return what is asked for a limit."""
    units: Choices = tuple((unit.id, unit.short_name) for unit in found.units)
    everybody: Choices = ((ALL_UNITS, "全部单位（已设的除外）"),) if new else ()
    carriers: Choices = (*found.carriers, (WHOLE, "全部"))
    rules: Choices = tuple((one.key, one.title) for one in spending_rules().values())
    bases: Choices = tuple((base, base.words) for base in Base)
    return (
        FieldSpec("unit_id", "单位", Kind.CHOICE, choices=(*everybody, *units)),
        FieldSpec("carrier", "品种", Kind.CHOICE, choices=carriers),
        FieldSpec("rule", "算法", Kind.CHOICE, choices=rules),
        FieldSpec("base", "基数", Kind.CHOICE, choices=bases),
        FieldSpec("quota", "定额", Kind.NUMBER, help="每平方米、每人或每辆车一年多少"),
        FieldSpec("level", "定额级别", help="如“约束值”"),
        FieldSpec("years", "平均年数", Kind.INTEGER, unit="年", help="1到3"),
        FieldSpec("target", "下降目标", Kind.NUMBER, unit="%"),
        FieldSpec("amount", "金额标准", Kind.NUMBER, unit="元", help="文件给定的每平方米、每人、每辆或合计"),
        FieldSpec("base_value", "计算基数", Kind.NUMBER, help="不填用单位情况里的"),
        FieldSpec("price", "价格", Kind.NUMBER, unit="元", help="不填用上年的"),
        FieldSpec("price_source", "价格来源"),
        FieldSpec("source", "定额或文件来源", help="标准号、表号和行，或文件名称、文号和日期"),
        FieldSpec("note", "备注"),
    )


def line_of(typed: dict[str, Any], year: int) -> SpendingLine:
    """Return the limit that stands in the fields of its form. Raises FieldRejected."""
    for key, name in (("unit_id", "单位"), ("carrier", "品种"), ("rule", "算法")):
        if typed[key] is None:
            raise FieldRejected(key, f"请选择{name}。")
    return SpendingLine(
        0,
        typed["unit_id"],
        year,
        typed["carrier"],
        RuleKey(typed["rule"]),
        typed["quota"],
        typed["level"] or "",
        typed["source"] or "",
        Base(typed["base"] or Base.AREA),
        typed["base_value"],
        typed["target"],
        typed["years"] or 1,
        typed["amount"],
        typed["price"],
        typed["price_source"] or "",
        typed["note"] or "",
    )


def basis_of(typed: dict[str, Any], year: int) -> SpendingBasis:
    """Return the document that stands in the fields of its form."""
    texts = {spec.key: str(typed[spec.key] or "").strip() for spec in BASIS_FIELDS}
    return SpendingBasis(
        year,
        texts["issuer"],
        texts["number"],
        typed["day"],
        texts["title"],
        texts["page"],
        texts["entered_by"],
    )
