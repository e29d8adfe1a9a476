"""The fields of a standard in the panel beside its rows, its own coefficients among them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from ...base.typed import Kind
from ...energy.coefficients import coefficient_sets
from ...widgets.fields.form import RecordField
from ..values.quotas import LevelKind, OwnCoefficient, QuotaStandard, Seen

_OWN = (
    ("electricity", "千瓦时", "电"),
    ("natural_gas", "立方米", "天然气"),
    ("heat", "吉焦", "热力"),
    ("coal", "吨", "煤"),
    ("lpg", "吨", "液化石油气"),
    ("petrol", "千克", "汽油"),
    ("diesel", "千克", "柴油"),
)
"""Carriers for which a standard may give its own coefficient: key, unit of measure, name."""


def _put(carrier: str, measure: str, standard: QuotaStandard, typed: Any) -> QuotaStandard:
    others = [one for one in standard.coefficients if (one.carrier, one.measure) != (carrier, measure)]
    own = [] if typed is None else [OwnCoefficient(carrier, measure, Decimal(typed))]
    return replace(standard, coefficients=(*others, *own))


def _coefficient(carrier: str, measure: str, name: str) -> RecordField[QuotaStandard]:
    return RecordField[QuotaStandard](
        f"own_{carrier}",
        f"{name}折标系数",
        Kind.NUMBER,
        help="标准自己规定的；没有规定就空着",
        unit=f"kgce/{measure}",
        write=partial(_put, carrier, measure),
    )


STANDARD_FIELDS = (
    RecordField[QuotaStandard]("number", "标准编号", help="没有编号的填县里文件的文号"),
    RecordField[QuotaStandard]("title", "标准名称"),
    RecordField[QuotaStandard]("document", "发文单位和文号", help="哪份文件要求本地执行"),
    RecordField[QuotaStandard](
        "region", "适用地区", help="如“某某省”“某某县”，在“本地所在地区”里才算本地定额"
    ),
    RecordField[QuotaStandard]("seen", "来源", Kind.CHOICE, choices=tuple((one, one.words) for one in Seen)),
    RecordField[QuotaStandard](
        "levels", "等级", Kind.CHOICE, choices=tuple((one, one.words) for one in LevelKind)
    ),
    RecordField[QuotaStandard]("issued", "发布日期", Kind.DATE),
    RecordField[QuotaStandard]("valid_from", "施行日期", Kind.DATE),
    RecordField[QuotaStandard]("valid_to", "废止日期", Kind.DATE),
    RecordField[QuotaStandard]("replaces", "代替"),
    *(_coefficient(*one) for one in _OWN),
    RecordField[QuotaStandard](
        "coefficient_set",
        "其他品种折标系数",
        Kind.CHOICE,
        choices=tuple((one.key, one.name) for one in coefficient_sets()),
        help="标准没有自己规定的品种用哪一套",
    ),
    RecordField[QuotaStandard]("correction", "修正规定", help="标准里怎样修正，第几条"),
    RecordField[QuotaStandard]("note", "说明"),
)


def values_of(standard: QuotaStandard) -> dict[str, object]:
    """What the fields show of a standard."""
    own = {one.carrier: one.kgce for one in standard.coefficients}
    plain = {one.key: getattr(standard, one.key) for one in STANDARD_FIELDS if not one.key.startswith("own_")}
    return plain | {f"own_{carrier}": own.get(carrier) for carrier, _, _ in _OWN}
