"""通报: names units, says what was found and what stands, orders."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import chain

from ...base.text import chinese_date, join_names, month_and_day
from ...office.file import Office
from ...organisation.papers.form import Kind, signed
from ...organisation.papers.shared import mark, own_scope
from ...organisation.queries.group import executive_office
from ...paper.document import Align, Block, Document, Heading, Paragraph, Pdf, Table, TableColumn
from ...paper.typeset import typeset_for
from ..queries.following import circular_detail, circular_violations
from ..queries.rounds import full_names, round_detail
from ..rules.circulars import SLOW
from ..rules.handling import (
    SETTLED,
    is_failed,
    newest_notice,
    rectification_state,
    violation_state,
    with_room,
)
from ..rules.readings import judge
from ..values.found import Circular, RoundDetail, Violation
from ..values.words import Verdict, ViolationState
from .shared import MEASURED_PLACES, gone, percent, round_days, sentence, temperature_text

_CIRCULAR_COLUMNS = (
    TableColumn("单位", 1.4),
    TableColumn("存在的问题", 2.9),
    TableColumn("整改通知", 1.9, Align.CENTRE),
    TableColumn("整改期限", 1.3, Align.CENTRE),
    TableColumn("整改情况", 1.5, Align.CENTRE),
)

_MEASURED_COLUMNS = (
    TableColumn("单位", 1.8),
    TableColumn("场所", 1.6),
    TableColumn("设定温度（℃）", 1.1, Align.CENTRE),
    TableColumn("实测温度（℃）", 1.1, Align.CENTRE),
    TableColumn("判定", 2.6),
)


def circular_paper(office: Office, circular_id: int) -> Pdf:
    """Return a 通报 with the table of what it speaks of, as it stood on the circular's day.
    Raises InputRejected if it is gone.
    """
    circular = circular_detail(office, circular_id) or gone()
    detail = round_detail(office, circular.round_id) if circular.round_id else None
    names = full_names(office, detail.round.year if detail else circular.day.year)
    units = [
        names.get(unit_id, name) for unit_id, name in zip(circular.unit_ids, circular.units, strict=True)
    ]
    violations = circular_violations(office, circular)
    table = _circular_table(circular, violations)
    return typeset_for(
        office,
        Document(
            title=_title(office, circular),
            number=circular.number,
            addressee="各有关单位",
            blocks=(
                *_circular_opening(circular, detail, units),
                *_problems(table),
                *_measured(circular, detail),
                Heading(1, "三、整改要求" if table.rows else "二、整改要求"),
                Paragraph(_circular_order(circular, units, violations)),
            ),
            signature=signed(Kind.CIRCULAR, executive_office(office), circular.day),
            mark=mark(office),
            subject=f"在{circular.scope}范围内通报",
            names=tuple(units),
            bears=own_scope(office) | _grounds(circular, violations),
        ),
    )


def _title(office: Office, circular: Circular) -> str:
    """The title with who issues it: 机关、事由、文种."""
    return (
        f"{executive_office(office)}{circular.title}" if circular.title.startswith("关于") else circular.title
    )


def _grounds(circular: Circular, violations: Sequence[Violation]) -> frozenset[str]:
    """What the records bear out of what a circular says: its scope, and that units were slow to mend."""
    found = {f"scope:{circular.scope}"} if circular.relayed_by else set()
    notices = list(chain.from_iterable(one.rectifications for one in violations))
    if any(is_failed(notice) or rectification_state(notice, circular.day) in SLOW for notice in notices):
        found.add("slow")
    if circular.deadline or notices:
        found.add("ordered")
    return frozenset(found)


def _circular_opening(circular: Circular, detail: RoundDetail | None, units: Sequence[str]) -> list[Block]:
    texts = []
    if detail and detail.round.day:
        opening = (
            f"{round_days(detail.round)}，我办组织开展了{detail.round.title}，"
            f"共检查{len(detail.visits)}个单位{_pass_rate(detail)}。{_failed(circular, detail, units)}"
        )
        texts.append(opening)
    texts.append(_reproach(circular, units))
    return [Heading(1, "一、基本情况"), *map(Paragraph, texts)]


def _reproach(circular: Circular, units: Sequence[str]) -> str:
    """Why who is named; a reason without a subject is said of the units themselves."""
    named, reason = join_names(list(units)), circular.reason.strip().rstrip("。；;")
    relayed = f"经{circular.relayed_by.strip()}转发，" if circular.relayed_by.strip() else ""
    if reason and "单位" not in reason and not any(name in reason for name in (*units, *circular.units)):
        return f"{named}{reason}，{relayed or '现'}在{circular.scope}范围内予以通报。"
    why = sentence(reason) if reason else ""
    return f"{why}现对{named}{relayed}在{circular.scope}范围内予以通报。"


def _problems(table: Table) -> list[Block]:
    return [Heading(1, "二、主要问题"), table] if table.rows else []


def _failed(circular: Circular, detail: RoundDetail, units: Sequence[str]) -> str:
    """Say whose readings did not pass, the named units' and the others', so that table and total agree."""
    failed: list[tuple[int, int]] = []
    for visit in detail.visits:
        judged = [
            (visit.unit_id, one.id)
            for one in visit.readings
            if judge(one, detail.round).verdict is Verdict.FAILED
        ]
        failed += judged
    named = [reading for unit, reading in failed if unit in circular.unit_ids]
    others = [reading for unit, reading in failed if unit not in circular.unit_ids]
    if not failed:
        return ""
    if not others:
        return (
            f"不符合规定的{len(failed)}处均为{join_names(list(units))}的空调。"
            if len(units) < len(failed)
            else ""
        )
    whose = f"其中{join_names(list(units))}{len(named)}处，" if named else ""
    return f"不符合规定的{len(failed)}处，{whose}其余{len(others)}处{_handled(others, detail)}。"


def _handled(readings: Sequence[int], detail: RoundDetail) -> str:
    """Say what became of some readings that did not pass; only what is recorded."""
    corrected = {one.reading_id for one in detail.violations if one.corrected_on_spot}
    ordered = {one.reading_id for one in detail.violations if one.rectifications} - corrected
    counts = {
        "已当场纠正": len(corrected.intersection(readings)),
        "已责令有关单位限期改正": len(ordered.intersection(readings)),
        "将督促有关单位改正": len(set(readings) - corrected - ordered),
    }
    told = {words: count for words, count in counts.items() if count}
    if len(told) == 1:
        return next(iter(told))
    return "中，" + "、".join(f"{count}处{words}" for words, count in told.items())


def _pass_rate(detail: RoundDetail) -> str:
    verdicts = [judge(reading, detail.round).verdict for reading in detail.readings]
    judged = [verdict for verdict in verdicts if verdict in (Verdict.PASSED, Verdict.FAILED)]
    if not judged:
        return ""
    passed = judged.count(Verdict.PASSED)
    return f"，查看空调温度{len(judged)}处，符合规定{passed}处，合格率{percent(passed, len(judged))}"


def _measured(circular: Circular, detail: RoundDetail | None) -> list[Block]:
    """The readings of the named units that did not pass, with what was set and measured."""
    if detail is None:
        return []
    rows = []
    for visit in detail.visits:
        if visit.unit_id not in circular.unit_ids:
            continue
        name = visit.unit_name
        for reading in visit.readings:
            judgement = judge(reading, detail.round)
            if judgement.verdict is Verdict.FAILED:
                was_set = temperature_text(reading.set_temperature)
                measured = temperature_text(reading.measured_temperature, MEASURED_PLACES)
                rows.append((name, reading.room, was_set, measured, judgement.text))
    return [Table(_MEASURED_COLUMNS, tuple(rows), caption=_caption(circular, detail))] if rows else []


def _caption(circular: Circular, detail: RoundDetail) -> str:
    """Of all units, or of the named ones where others failed too."""
    everyone = {visit.unit_id for visit in detail.visits} <= set(circular.unit_ids)
    return "不符合规定的空调温度" if everyone else "被通报单位不符合规定的空调温度"


def _circular_table(circular: Circular, violations: Sequence[Violation]) -> Table:
    """One row for a unit's violations that stand alike: under the same notice, in the same state."""
    rows: dict[tuple[str, str, str, str], list[str]] = {}
    for violation in violations:
        notice = newest_notice(violation, circular.day)
        state = violation_state(violation, circular.day)
        number, deadline = (notice.number, _short_date(notice.deadline, circular)) if notice else ("—", "—")
        alike = (
            violation.unit_name,
            number,
            deadline,
            "未整改" if state is ViolationState.OPEN else state.value,
        )
        rows.setdefault(alike, []).append(with_room(violation))
    return Table(
        _CIRCULAR_COLUMNS, tuple((unit, "\n".join(texts), *rest) for (unit, *rest), texts in rows.items())
    )


def _short_date(day: date, circular: Circular) -> str:
    """A day as a narrow column holds it; one of another year with its year."""
    short = month_and_day(day)
    return short if day.year == circular.day.year else f"{day.year}年\n{short}"


def _circular_order(circular: Circular, units: Sequence[str], violations: Sequence[Violation]) -> str:
    """By when the units are to mend; where the circular sets no day, at once what is not mended."""
    who = "被通报单位" if len(units) > 1 else "该单位"
    waiting = any(violation_state(one, circular.day) not in SETTLED for one in violations)
    deadline = (
        f"责令{who}于{chinese_date(circular.deadline)}前改正，并将整改情况书面报我办。"
        if circular.deadline
        else f"{who}要立即整改，并将整改情况书面报我办。"
        if waiting
        else ""
    )
    return f"{deadline}各单位要引以为戒，严格执行空调温度控制和用电管理规定，做好节能工作。"
