"""The arithmetic of the spending standard: limits by their rules, prices, price and quantity effect. Pure.

Prices are rounded to 0.0001 yuan and money to 0.01 before they go on, so that whoever reckons again with the
printed figures comes to the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from ...base.errors import FieldRejected
from ...base.lengths import LONGEST_NOTE, check_length
from ...base.numbers import decimals, round_half_up, show_number
from ..spending_choices import spending_rules
from ..values.spending import (
    WHOLE,
    Base,
    Compared,
    Limit,
    Price,
    PriceFrom,
    RuleKey,
    SpendingBasis,
    SpendingLine,
    SurchargeStep,
    Used,
)

PRICE_PLACES, MONEY_PLACES, QUANTITY_PLACES = 4, 2, 4
_HUNDRED = Decimal(100)
_TITLES = {
    "quota": "定额",
    "target": "下降目标",
    "amount": "金额标准",
    "price": "价格",
    "base_value": "计算基数",
}
_MOST_YEARS = 3


def check_line(line: SpendingLine) -> None:
    """Refuse a line that lacks what its rule needs, or cannot be. Raises FieldRejected."""
    rule = spending_rules()[line.rule]
    if line.rule is RuleKey.ENERGY_QUOTA and line.carrier != WHOLE:
        raise FieldRejected("carrier", f"“{rule.title}”算的是全部能源，品种请选“全部”。", "rule")
    if line.carrier == WHOLE and line.rule not in (RuleKey.ENERGY_QUOTA, RuleKey.GIVEN):
        raise FieldRejected("carrier", f"“{rule.title}”要选一个品种。", "rule")
    for field in ("quota", "amount"):
        if field in rule.needs and getattr(line, field) is None:
            raise FieldRejected(field, f"“{rule.title}”要填写{_TITLES[field]}。")
    if "document" in rule.needs and not line.source.strip():
        raise FieldRejected("source", "“文件给定”要写明文件的名称、文号和日期。")
    if "quota" in rule.needs and not line.source.strip():
        raise FieldRejected("source", "请写明定额的来源：标准号、表号和行，或文件的文号。")
    if not 1 <= line.years <= _MOST_YEARS:
        raise FieldRejected("years", f"平均年数应在1到{_MOST_YEARS}之间。")
    if line.price is not None and not line.price_source.strip():
        raise FieldRejected("price_source", "填写的价格要写明来源，如“县发改局2011年电价文件”。", "price")
    if line.base_value is not None and not line.note.strip():
        raise FieldRejected("note", "计算基数不用单位情况里的数时，请在备注里写明原因。", "base_value")
    _check_numbers(line)
    for field, title in (("source", "来源"), ("price_source", "价格来源"), ("note", "备注")):
        check_length(field, title, getattr(line, field), LONGEST_NOTE)


def check_basis(basis: SpendingBasis) -> None:
    """Refuse a document that is recorded by half: it counts only with issuer, number, day, page and who
    looked it up. Raises FieldRejected.
    """
    titles = {
        "issuer": "发文单位",
        "number": "文号",
        "day": "日期",
        "page": "页码",
        "entered_by": "录入人",
    }
    given = {field: bool(getattr(basis, field)) for field in (*titles, "title")}
    for field, title in titles.items():
        if any(given.values()) and not given[field]:
            raise FieldRejected(field, f"登记支出标准文件要写明{title}；没有文件的，都不填。")
    for field, title in (*titles.items(), ("title", "文件名称")):
        if field != "day":
            check_length(field, title, getattr(basis, field))


def _check_numbers(line: SpendingLine) -> None:
    for field, title in _TITLES.items():
        value: Decimal | None = getattr(line, field)
        if value is None:
            continue
        if field != "target" and value <= 0:
            raise FieldRejected(field, f"{title}应大于0，请核对。")
        places = MONEY_PLACES if field == "amount" else QUANTITY_PLACES
        if decimals(value) > places:
            raise FieldRejected(field, f"{title}最多保留{places}位小数。")
    if line.target is not None and not -_HUNDRED < line.target < _HUNDRED:
        raise FieldRejected("target", "下降目标是百分数，应在－100到100之间。")


# --- prices ---------------------------------------------------------------------------------------------


def price_of(
    line: SpendingLine, own: Used, town: Used, *, year: int, unit: str, typed_first: bool = True
) -> Price | None:
    """Return the price a limit is computed with: the typed one; else cost ÷ quantity of the four quarters of
    the year before, of the unit, else of the town; None if none of them is known.

    Args:
        year: the year of ``own`` and ``town``.
    """
    if typed_first and line.price is not None:
        words = f"{show_number(line.price)}元/{unit}（{line.price_source}）"
        return Price(line.price, PriceFrom.TYPED, words)
    for origin, used in ((PriceFrom.OWN, own), (PriceFrom.TOWN, town)):
        value = unit_price(used)
        if value is not None and value > 0:
            words = f"{show_number(value, PRICE_PLACES)}元/{unit}（{origin.value}{year}年四个季度费用÷用量）"
            return Price(value, origin, words)
    return None


def unit_price(used: Used) -> Decimal | None:
    """Return yuan per unit of measure of a whole year, to 0.0001;
    None of an incomplete one, or of nothing.
    """
    if not used.is_whole or not used.quantity or used.cost is None:
        return None
    return round_half_up(used.cost / used.quantity, PRICE_PLACES)


# --- limits ---------------------------------------------------------------------------------------------


def limit_of(
    line: SpendingLine,
    price: Price | None,
    bases: Mapping[Base, Decimal | None],
    history: Sequence[Used] = (),
    *,
    unit: str,
) -> Limit:
    """Return the limit of a line.

    Args:
        bases: what the unit's facts say of what a quota is counted on.
        history: the years before, newest first.
        unit: the carrier's unit of measure.
    """
    if line.rule is RuleKey.GIVEN:
        return _given(line, bases)
    quantity, how, why = (
        _from_history(line, history, unit) if line.rule is RuleKey.OWN_HISTORY else _quota(line, bases, unit)
    )
    if quantity is None:
        return Limit(why=why)
    if price is None:
        return Limit(quantity=quantity, how=how, why=f"没有价格：{_NO_PRICE}")
    money = round_half_up(quantity * price.value, MONEY_PLACES)
    return Limit(money, quantity, price, f"{how}×{price.words}＝{show_number(money, MONEY_PLACES)}元")


NO_STANDARD = (
    "定额的来源不是“定额标准”里登记的标准，不知道它按什么系数折标，请先登记标准，并在来源里写它的标准号"
)
"""Why a limit by an energy quota cannot be computed: it holds only in its standard's own coefficients."""
_NO_PRICE = "本单位和本级上年四个季度的费用和用量不全，请填写价格和来源"


def _base(line: SpendingLine, bases: Mapping[Base, Decimal | None]) -> tuple[Base, Decimal | None]:
    base = Base.CARS if line.rule is RuleKey.PER_VEHICLE else line.base
    if base is Base.TOTAL:
        return base, Decimal(1)
    return base, line.base_value if line.base_value is not None else bases.get(base)


def _quota(
    line: SpendingLine, bases: Mapping[Base, Decimal | None], unit: str
) -> tuple[Decimal | None, str, str]:
    assert line.quota is not None  # checked when it was stored
    base, value = _base(line, bases)
    if value is None:
        return None, "", f"单位情况里没有{base.words}"
    quantity = round_half_up(line.quota * value, QUANTITY_PLACES)
    per = f"/{base.unit}" if base.unit else ""
    times = f"×{show_number(value)}{base.unit}" if base.unit else ""
    return quantity, f"{show_number(line.quota)}{unit}{per}{times}", ""


def _from_history(line: SpendingLine, history: Sequence[Used], unit: str) -> tuple[Decimal | None, str, str]:
    years = list(history[: line.years])
    lacking = [line.year - 1 - at for at, used in enumerate(years) if not used.is_whole]
    if len(years) < line.years or lacking:
        years_named = "、".join(f"{year}年" for year in lacking) or "前几年"
        return None, "", f"{years_named}四个季度的用量不全"
    quantities = [used.quantity or Decimal(0) for used in years]
    target = line.target or Decimal(0)
    mean = sum(quantities, Decimal(0)) / len(quantities)
    quantity = round_half_up(mean * (_HUNDRED - target) / _HUNDRED, QUANTITY_PLACES)
    first, last = line.year - line.years, line.year - 1
    period = f"{last}年" if first == last else f"{first}—{last}年平均"
    shown = show_number(round_half_up(mean, QUANTITY_PLACES))
    return quantity, f"{period}{shown}{unit}×（1－{show_number(target)}%）", ""


def _given(line: SpendingLine, bases: Mapping[Base, Decimal | None]) -> Limit:
    assert line.amount is not None  # checked when it was stored
    base, value = _base(line, bases)
    if value is None:
        return Limit(why=f"单位情况里没有{base.words}")
    money = round_half_up(line.amount * value, MONEY_PLACES)
    if base is Base.TOTAL:
        return Limit(money, how=f"{show_number(money, MONEY_PLACES)}元（{line.source}）")
    how = (
        f"{show_number(line.amount, MONEY_PLACES)}元/{base.unit}×{show_number(value)}{base.unit}"
        f"＝{show_number(money, MONEY_PLACES)}元（{line.source}）"
    )
    return Limit(money, how=how)


# --- actual against limit -------------------------------------------------------------------------------


def compared(
    line: SpendingLine,
    limit: Limit,
    used: Used,
    *,
    name: str,
    unit: str,
    own: bool | None,
    surcharges: Sequence[SurchargeStep] = (),
) -> Compared:
    """Return a line's spending against its limit.

    Price effect: actual quantity × (actual price − price of the limit), the actual quantity at the limit's
    price being rounded to 分 once; quantity effect: the rest. Both add up to the difference.
    """
    bare = Compared(line, name, unit, limit, used, own)
    if limit.money is None:
        return _why(bare, limit.why)
    if used.is_whole and used.cost is None:
        return _why(bare, "单独计量的扣除量大于总用量，请核对")
    if not used.is_whole or used.cost is None:
        return _why(bare, f"全年数据不全（{used.quarters}/4个季度），不作比较")
    over = used.cost - limit.money
    price, quantity = None, None
    if limit.price is not None and used.quantity is not None:
        at_price = round_half_up(used.quantity * limit.price.value, MONEY_PLACES)
        price, quantity = used.cost - at_price, at_price - limit.money
    extra = surcharge_of(limit, used, surcharges) if surcharges else None
    return Compared(line, name, unit, limit, used, own, over, price, quantity, extra)


def _why(bare: Compared, why: str) -> Compared:
    return Compared(
        bare.line, bare.carrier_name, bare.unit_of_measure, bare.limit, bare.used, bare.own, why=why
    )


def surcharge_of(limit: Limit, used: Used, steps: Sequence[SurchargeStep]) -> Decimal | None:
    """Return the yuan that a progressive list adds to water over the limit: each part at its own percentage
    of the limit's price; None where the limit has no quantity.
    """
    if limit.quantity is None or limit.price is None or not limit.quantity or used.quantity is None:
        return None
    over = max(Decimal(0), used.quantity - limit.quantity)
    total = Decimal(0)
    for step in steps:
        start = limit.quantity * step.above / _HUNDRED
        end = over if step.up_to is None else min(over, limit.quantity * step.up_to / _HUNDRED)
        total += max(Decimal(0), end - start) * limit.price.value * step.added / _HUNDRED
    return round_half_up(total, MONEY_PLACES)


def outcome(line: Compared) -> str:
    """Say in words how a line came out; of units outside the town's own budget nothing is called too much."""
    if line.over is None:
        return line.why
    if line.own is None:
        return "没有登记隶属，只作参考"
    if not line.own:
        return "不在本级预算，只作参考"
    return "超出限额" if line.over > 0 else "在限额内"
