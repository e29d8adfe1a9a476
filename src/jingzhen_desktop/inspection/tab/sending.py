"""What a round leads to outside: circulars drafted about it, and its 检查记录表 kept when it is filed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from ...base.place import Place
from ...base.text import join_names
from ...base.typed import Kind
from ...office import clock
from ...office.settings import TOWN, read_setting
from ...paper.document import Pdf
from ...widgets.desk import Desk
from ...widgets.fields.form import FieldSpec
from ...widgets.inline_form import WithInlineForm
from ..actions.circulars import add_circular, circulate_with_deadline
from ..outgoing import file_round, record_to_file
from ..queries.courses import circulars_of
from ..queries.following import proposed_circular_number
from ..rules.circulars import draft_circular, draft_day
from ..rules.handling import violation_moves
from ..rules.plan import scopes
from ..settings import RECTIFICATION_DAYS
from ..values.found import Circular, Round, RoundDetail
from ..values.words import TAB, Move

_CIRCULATE = (
    FieldSpec("number", "文号"),
    FieldSpec("day", "通报日期", Kind.DATE),
    FieldSpec("scope", "通报范围", help="如全镇、全县、全市"),
    FieldSpec("deadline", "整改期限", Kind.DATE),
    FieldSpec("requirement", "整改要求", Kind.NOTE, help="要改什么、改到什么程度，写在每份整改通知里"),
)


class Sending:
    """Drafts circulars about a round and files it; refusals are told by the desk."""

    def __init__(self, desk: Desk, stack: WithInlineForm, go_to: Callable[[Place], None]) -> None:
        self._desk, self._stack, self._go_to = desk, stack, go_to

    def draft(self, detail: RoundDetail) -> None:
        """Draft a circular about what is not settled in a round, and go to it."""
        with self._desk.alerts.guard():
            self._show(add_circular(self._desk.office, self._drafted(detail)))

    def circulate(self, detail: RoundDetail) -> None:
        """Ask for a circular that orders the units with unhandled violations to mend by a deadline;
        then go to it.
        """
        waiting = [one for one in detail.violations if Move.ORDER in violation_moves(one)]
        if not waiting:
            self._desk.alerts.warn("没有待处理的问题；已下达整改通知的，用“起草通报”。")
            return
        draft, office = self._drafted(detail), self._desk.office
        units = tuple(dict.fromkeys(violation.unit_id for violation in waiting))
        names = join_names(list(dict.fromkeys(violation.unit_name for violation in waiting)))
        start = {key: getattr(draft, key) for key in ("number", "day", "scope")}
        start["deadline"] = draft.day + timedelta(days=read_setting(office, RECTIFICATION_DAYS))

        def store(typed: dict[str, Any]) -> None:
            requirement = typed.pop("requirement")
            circular = replace(
                draft,
                unit_ids=units,
                rectification_ids=(),
                reason="部分单位空调和用电设置不符合规定",
                **typed,
            )
            ids = [violation.id for violation in waiting]
            self._show(circulate_with_deadline(office, circular, ids, requirement))

        self._stack.ask("通报并下达整改通知", f"{names}：{len(waiting)}个问题", _CIRCULATE, start, store)

    def show_circulars(self, detail: RoundDetail) -> None:
        """Go to the newest circular about a round."""
        known = circulars_of(self._desk.office, detail)
        if known:
            self._show(known[-1].id)
        else:
            self._desk.alerts.say("还没有关于这次检查的通报；需要通报的，点“起草通报”")

    def file(self, round_: Round) -> None:
        """Keep the 检查记录表 of a round as it is now, after asking."""
        make = partial(record_to_file, self._desk.office, round_.id)
        self._desk.tasks.run(
            self._stack, "生成检查记录表", lambda _progress: make(), partial(self._ask_and_file, round_)
        )

    def _ask_and_file(self, round_: Round, pdf: Pdf) -> None:
        doubts = "".join(f"\n{doubt}" for doubt in pdf.doubts)
        question = (
            f"把“{round_.title}”归档？\n检查记录表原样存档，不能再改，以前的操作也不能再撤销；"
            f"检查情况和问题仍可继续登记。{doubts}"
        )
        if self._desk.alerts.confirm(question, "归档"):
            with self._desk.alerts.guard():
                file_round(self._desk.office, round_, pdf)
                self._desk.alerts.say(f"已归档：{round_.title}，记录表在“文件→已发文件”中可再次打印")

    def _drafted(self, detail: RoundDetail) -> Circular:
        office, day = self._desk.office, draft_day(detail, clock.today())
        scope = scopes(read_setting(office, TOWN))[0]
        return draft_circular(detail, scope, day, proposed_circular_number(office, day.year))

    def _show(self, circular_id: int) -> None:
        self._go_to(Place(TAB, "circular", circular_id))
