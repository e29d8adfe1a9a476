"""Tables on paper: 联络员名册, 单位情况一览, 工作台账."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ...base.files import safe_name
from ...base.numbers import show_number
from ...base.text import chinese_date, join_names
from ...office.file import Office
from ...paper.document import Align, Pdf, SheetDocument, Table, TableColumn
from ...paper.typeset import typeset_for
from ..queries.group import group_name, leading_group
from ..queries.ledger import ledger_entries
from ..queries.network import network_units
from ..rules.ledger import payback_years, state_of
from ..rules.units import energy_users_total, floor_area_total
from ..values.ledger import LedgerEntry, LedgerKind
from ..values.scope import Scope
from ..values.units import UnitInYear
from .shared import mark, town

_CENTRE, _RIGHT = Align.CENTRE, Align.RIGHT
_UNKNOWN = "—"

_LIAISON_COLUMNS = (
    TableColumn("序号", 0.6, _CENTRE),
    TableColumn("单位", 3.2),
    TableColumn("系统", 1.2, _CENTRE),
    TableColumn("节能联络员", 1.4, _CENTRE),
    TableColumn("联系电话", 1.8, _CENTRE),
    TableColumn("单位负责人", 1.4, _CENTRE),
    TableColumn("地址", 2.6),
)
_UNIT_COLUMNS = (
    TableColumn("序号", 0.6, _CENTRE),
    TableColumn("单位", 3.0),
    TableColumn("单位性质", 1.8),
    TableColumn("系统", 1.2, _CENTRE),
    TableColumn("报送报表", 0.8, _CENTRE),
    TableColumn("建筑面积（㎡）", 1.3, _RIGHT),
    TableColumn("用能人数（人）", 1.1, _RIGHT),
    TableColumn("编制人数（人）", 1.1, _RIGHT),
    TableColumn("汽油车（辆）", 0.9, _RIGHT),
    TableColumn("柴油车（辆）", 0.9, _RIGHT),
    TableColumn("新能源车（辆）", 1.0, _RIGHT),
    TableColumn("节能联络员", 1.2, _CENTRE),
)
_LEDGER_COLUMNS = (
    TableColumn("序号", 0.6, _CENTRE),
    TableColumn("类别", 1.5, _CENTRE),
    TableColumn("日期", 1.3, _CENTRE),
    TableColumn("事项", 3.6),
    TableColumn("责任人", 1.2, _CENTRE),
    TableColumn("期限", 1.3, _CENTRE),
    TableColumn("完成日期", 1.3, _CENTRE),
    TableColumn("状态", 1.3, _CENTRE),
    TableColumn("金额（元）", 1.4, _RIGHT),
    TableColumn("年节约", 2.0),
    TableColumn("说明", 2.7),
)


def liaison_paper(office: Office, year: int, day: date) -> Pdf:
    """Return the 联络员名册 of a year's units; ``day`` is printed as that on which it was made."""
    scope = Scope(year, day, tuple(network_units(office, year)))
    units = scope.present
    rows = tuple(
        (
            str(number),
            unit.name,
            join_names(list(unit.facts.systems)),
            unit.contact.liaison_name or "未明确",
            unit.contact.liaison_phone,
            unit.contact.head,
            unit.contact.address,
        )
        for number, unit in enumerate(units, 1)
    )
    named = sum(bool(unit.contact.liaison_name) for unit in units)
    return typeset_for(
        office,
        SheetDocument(
            title=f"{town(office)}{year}年公共机构节能联络员名册",
            table=Table(_LIAISON_COLUMNS, rows),
            head_left=(f"填报单位：{group_name(office, leading_group(office))}办公室",),
            head_right=(f"共{len(units)}个单位，已明确联络员{named}个　　{chinese_date(day)}",),
            notes=_closed_note(scope),
            mark=mark(office),
            subject="联络员名册",
        ),
    )


def liaison_name(office: Office, year: int) -> str:
    """Return the file name of the 联络员名册."""
    return safe_name(f"{town(office)}{year}年公共机构节能联络员名册") + ".pdf"


def overview_paper(office: Office, year: int, day: date) -> Pdf:
    """Return the 单位情况一览 of a year with its totals; a total is — as long as a unit's figure is not known."""
    scope = Scope(year, day, tuple(network_units(office, year)))
    units = scope.present
    rows = [_unit_row(number, unit) for number, unit in enumerate(units, 1)]
    return typeset_for(
        office,
        SheetDocument(
            title=f"{town(office)}{year}年公共机构基本情况一览表",
            table=Table(
                _UNIT_COLUMNS, (*rows, _total_row(units)), emphasised=frozenset({len(rows)}), keep_last=1
            ),
            head_left=(f"填报单位：{group_name(office, leading_group(office))}办公室",),
            head_right=(f"{_count_words(units)}　　{chinese_date(day)}",),
            notes=(*_unknown_note(rows), *_closed_note(scope)),
            mark=mark(office),
            subject="单位情况一览",
        ),
    )


def _count_words(units: Sequence[UnitInYear]) -> str:
    reporting = sum(unit.facts.reporting for unit in units)
    who = "均报送报表" if reporting == len(units) else f"其中{reporting}个报送报表"
    return f"共{len(units)}个单位，{who}"


def _unknown_note(rows: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """What — means, where one stands in the table."""
    unknown = any(_UNKNOWN in row for row in rows)
    return (f"注：“{_UNKNOWN}”为尚未掌握；有一个单位尚未掌握的，合计不计算。",) if unknown else ()


def overview_name(office: Office, year: int) -> str:
    """Return the file name of the 单位情况一览."""
    return safe_name(f"{town(office)}{year}年公共机构基本情况一览表") + ".pdf"


def ledger_paper(office: Office, year: int, day: date, kinds: Sequence[LedgerKind] = ()) -> Pdf:
    """Return the ledger of a year, of some kinds or all, as it stands on a day."""
    entries = ledger_entries(office, year, kinds)
    words = join_names([kind.words for kind in kinds])
    open_ones = sum(not entry.is_done and entry.item.due is not None for entry in entries)
    return typeset_for(
        office,
        SheetDocument(
            title=f"{town(office)}{year}年公共机构节能工作台账",
            table=Table(
                _LEDGER_COLUMNS,
                tuple(_ledger_row(number, entry, day) for number, entry in enumerate(entries, 1)),
            ),
            head_left=(f"类别：{words or '全部'}",),
            head_right=(
                f"共{len(entries)}项"
                + (f"，未完成{open_ones}项" if open_ones else "")
                + f"　　{chinese_date(day)}",
            ),
            mark=mark(office),
            subject="工作台账",
        ),
    )


def ledger_paper_name(office: Office, year: int, kinds: Sequence[LedgerKind] = ()) -> str:
    """Return the file name of the printed ledger."""
    words = join_names([kind.words for kind in kinds])
    return safe_name(f"{town(office)}{year}年公共机构节能工作台账{f'（{words}）' if words else ''}") + ".pdf"


def _closed_note(scope: Scope) -> tuple[str, ...]:
    """Say which units of the year are no longer there."""
    return (f"注：{scope.closed_words}，未列入。",) if scope.closed else ()


def _unit_row(number: int, unit: UnitInYear) -> tuple[str, ...]:
    facts = unit.facts
    counts = (
        facts.energy_users,
        facts.establishment,
        facts.petrol_cars,
        facts.diesel_cars,
        facts.new_energy_cars,
    )
    return (
        str(number),
        unit.name,
        facts.nature.words,
        join_names(list(facts.systems)),
        "是" if facts.reporting else "否",
        show_number(facts.floor_area, blank=_UNKNOWN),
        *(f"{count:,}" if count is not None else _UNKNOWN for count in counts),
        unit.contact.liaison_name or _UNKNOWN,
    )


def _total_row(units: Sequence[UnitInYear]) -> tuple[str, ...]:
    def total(field: str) -> str:
        counts = [getattr(unit.facts, field) for unit in units]
        return f"{sum(counts):,}" if counts and None not in counts else _UNKNOWN

    users = energy_users_total(units)
    return (
        "",
        "合计",
        "",
        "",
        "",
        show_number(floor_area_total(units), blank=_UNKNOWN),
        f"{users:,}" if users is not None else _UNKNOWN,
        *(total(field) for field in ("establishment", "petrol_cars", "diesel_cars", "new_energy_cars")),
        "",
    )


def _ledger_row(number: int, entry: LedgerEntry, day: date) -> tuple[str, ...]:
    item = entry.item
    dates = (item.due.isoformat() if item.due else "", item.done.isoformat() if item.done else "")
    return (
        str(number),
        item.kind.words,
        item.day.isoformat() if item.day else "",
        "\n".join(text for text in (item.title, item.number, entry.unit) if text),
        item.owner,
        *dates,
        state_of(item, day).value,
        show_number(item.amount, 2),
        _saving(entry),
        item.note,
    )


def _saving(entry: LedgerEntry) -> str:
    item, years = entry.item, payback_years(entry.item)
    texts = [
        f"{show_number(item.saving)}{item.saving_unit}" if item.saving is not None else "",
        f"{show_number(item.saving_money, 2)}元" if item.saving_money is not None else "",
        f"回收期{years}年" if years is not None else "",
    ]
    return "\n".join(text for text in texts if text)
