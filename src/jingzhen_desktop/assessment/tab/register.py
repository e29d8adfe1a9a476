"""The sub-page 定额标准: standards side by side, the rows of one of them in a grid, its source beside it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from ...base.files import safe_name
from ...base.place import Place
from ...base.text import join_names
from ...base.typed import Kind
from ...office.settings import read_setting
from ...widgets.action_panel import PanelStack
from ...widgets.appearance import Look
from ...widgets.desk import Desk
from ...widgets.fields.form import FieldForm, FieldSpec
from ...widgets.fields.larger import ChoiceField
from ...widgets.grid.model import GridModel
from ...widgets.grid.view import Grid
from ...widgets.outgoing import write_file
from ...widgets.page import store_record
from ...widgets.page_head import HeadActions, lay_out_content, page_action
from ...widgets.parts import EmptyHint
from ...widgets.side_panel import SidePanel, WithPanel, pad, scrolling
from ...widgets.tasks import Progress
from ...widgets.tool_row import Chip, Sentence, ToolRow
from ..actions.quotas import (
    add_example_standards,
    add_quotas,
    add_standard,
    change_quotas,
    change_standard,
    remove_quotas,
    remove_standard,
)
from ..queries.quotas import quota_register
from ..rules.quotas import contradictions, missing_source, state_of
from ..settings import REGION
from ..sheets.quotas import open_quotas, quotas_workbook
from ..values.places import STANDARD
from ..values.quotas import USUALLY_EXCLUDED, LevelKind, Quota, QuotaStandard, QuotaState, Register, Seen
from .page import SubPage
from .quota_columns import QuotaLine, columns
from .quota_import import QuotaImport
from .standard_fields import STANDARD_FIELDS, values_of

if TYPE_CHECKING:
    from ...spreadsheet.reading import Workbook
    from ..values.quota_file import ReadQuotas

_NEW = (
    FieldSpec("number", "标准编号", help="没有编号的填县里文件的文号"),
    FieldSpec("title", "标准名称"),
    FieldSpec("document", "发文单位和文号", help="哪份文件要求本地执行"),
    FieldSpec("region", "适用地区", help="如“某某省”“某某县”"),
    FieldSpec("levels", "等级", Kind.CHOICE, choices=tuple((one, one.words) for one in LevelKind)),
    FieldSpec("seen", "来源", Kind.CHOICE, choices=tuple((one, one.words) for one in Seen)),
)


class RegisterPage(SubPage):
    """The register of quotas."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._register = Register((), ())
        self._standard: QuotaStandard | None = None
        self.picker = ChoiceField("标准", (), self)
        self.picker.committed.connect(self._pick)
        self.model: GridModel[QuotaLine] = GridModel((), alerts=desk.alerts, change_many=self._change_rows)
        self.grid = Grid(self.model, "定额标准", parent=self)
        self.grid.remove_wanted.connect(self.remove_rows)
        self.stack = PanelStack(self.grid, desk.alerts, self)
        self.form = FieldForm(STANDARD_FIELDS, self, stacked=True)
        store_record(
            self.form, STANDARD_FIELDS, lambda: self._standard, partial(change_standard, desk.office)
        )
        pad(self.form)
        self.sentence, self.chip = Sentence(parent=self), Chip(self)
        self.head_actions = HeadActions(self)
        self._empty = EmptyHint("", "新增标准…", self.add_standard, self)
        self.importing = QuotaImport(desk, self)
        self.importing.closed.connect(self._show)
        self._lay_out()

    def refresh(self) -> None:
        """Show the register as it is stored."""
        self._register = quota_register(self._desk.office)
        standards = self._register.standards
        self.picker.set_choices(tuple((one.id, one.name) for one in standards))
        wanted = self._standard.id if self._standard is not None else None
        self._standard = next(
            (one for one in standards if one.id == wanted), standards[0] if standards else None
        )
        if self._standard is not None:
            self.picker.set_value(self._standard.id)
        self._empty.set_text(
            "还没有定额标准。录入县里下发的定额；没有定额的地方也可以不录，在“定额对标”里按上年或同类单位对照。"
        )
        self._show()

    def show_place(self, place: Place) -> None:
        """Show a standard, or the standard of a row with the row selected."""
        self.catch_up()
        quota = None
        if place.kind != STANDARD:
            quota = next((one for one in self._register.quotas if one.id == place.id), None)
        standard_id = quota.standard_id if quota is not None else place.id
        if any(one.id == standard_id for one in self._register.standards):
            self._pick(standard_id)
            self.picker.set_value(standard_id)
        if quota is not None:
            self.grid.select_row(lambda line: line.id == quota.id)
        self.grid.setFocus()

    # --- what the clerk does

    def add_standard(self) -> None:
        """Ask for a new standard."""
        values = {"number": "", "title": "", "document": "", "region": ""}
        about = "填写封面上的内容；施行日期、折标系数等在右侧补充，定额一行一行填在表里。"
        self._stack.setCurrentIndex(0)
        self.stack.ask(
            "新增标准", about, _NEW, values | {"levels": LevelKind.THREE, "seen": Seen.ORIGINAL}, self._add
        )

    def add_row(self) -> None:
        """Add a row like the one above, without its figures, and let the clerk type."""
        if self._standard is None:
            self.add_standard()
            return
        rows = self.model.rows()
        like = rows[-1].quota if rows else Quota(0, 0)
        excluded = like.excluded if rows else USUALLY_EXCLUDED.get(like.indicator, ())
        new = Quota(
            0,
            self._standard.id,
            like.table_number,
            indicator=like.indicator,
            measure=like.measure,
            head_rule=like.head_rule,
            excluded=excluded,
        )
        with self._desk.alerts.guard():
            (quota_id,) = add_quotas(self._desk.office, self._standard, [new])
            self.catch_up()
            self.grid.select_row(lambda line: line.id == quota_id)
            self.grid.setFocus()

    def remove_rows(self) -> None:
        """Remove the selected rows; one that is chosen for a unit stays."""
        quotas = [line.quota for line in self.grid.selected_rows()]
        if not quotas:
            self._desk.alerts.say("请先选中要删除的行")
            return
        with self._desk.alerts.guard():
            remove_quotas(self._desk.office, quotas)
            self._desk.alerts.say(f"已删除{len(quotas)}行，可用Ctrl+Z撤销")

    def remove(self) -> None:
        """Remove the standard that is shown, with its rows."""
        if self._standard is None:
            return
        with self._desk.alerts.guard():
            remove_standard(self._desk.office, self._standard)
            self._desk.alerts.say(f"已删除{self._standard.name}，可用Ctrl+Z撤销")

    def load_examples(self) -> None:
        """Enter the example standards, to try with."""
        with self._desk.alerts.guard():
            number = add_example_standards(self._desk.office)
            said = f"已载入{number}个示例标准，只供试用，不是本地定额" if number else "示例标准已经在了"
            self._desk.alerts.say(said)

    def take_in(self) -> None:
        """Read rows of the standard that is shown from a workbook and show them before they are stored."""
        standard = self._standard
        if standard is None:
            self._desk.alerts.say("请先新增标准，再导入它的定额")
            return
        paths = self._desk.alerts.choose_files("选择定额表", "quotas", "Excel 文件 (*.xlsx *.xls *.et *.ods)")
        if not paths:
            return
        known = [one for one in self._register.quotas if one.standard_id == standard.id]

        def work(_progress: Progress) -> tuple[Workbook, ReadQuotas]:
            return open_quotas(paths[0], standard, known)

        self._desk.tasks.run(self, "读取定额表", work, partial(self._show_read, standard, known))

    def export(self) -> None:
        """Write the rows of the standard that is shown to a workbook, to be filled in or passed on."""
        standard = self._standard
        if standard is None:
            self._desk.alerts.say("请先新增标准，再导出样表")
            return
        name = f"{safe_name(f'定额标准_{standard.number}')}.xlsx"
        path = self._desk.alerts.choose_save("导出定额标准", name, "Excel 文件 (*.xlsx)")
        if path is not None:
            quotas = [one for one in self._register.quotas if one.standard_id == standard.id]
            write_file(self, self._desk, "导出定额标准", path, partial(quotas_workbook, standard, quotas))

    # --- inside

    def _show_read(
        self, standard: QuotaStandard, known: Sequence[Quota], found: tuple[Workbook, ReadQuotas]
    ) -> None:
        self.importing.show_rows(standard, known, *found)
        self._show()

    def _add(self, values: dict[str, Any]) -> None:
        standard_id = add_standard(self._desk.office, QuotaStandard(0, **values))
        self.catch_up()
        self._pick(standard_id)

    def _pick(self, standard_id: object) -> None:
        self.form.flush()
        self._standard = next((one for one in self._register.standards if one.id == standard_id), None)
        self._show()

    def _change_rows(self, changes: Sequence[tuple[QuotaLine, QuotaLine]]) -> None:
        change_quotas(self._desk.office, [(old.quota, new.quota) for old, new in changes])

    def _show(self) -> None:
        if self.importing.is_waiting:
            self._stack.setCurrentWidget(self.importing)
            offered = self.importing.head_actions
            self.head_actions.offer(offered.primary, offered.buttons)
            return
        standard = self._standard
        if standard is None:
            self.model.set_rows([])
            self._stack.setCurrentIndex(1)
            self._offer()
            return
        self._stack.setCurrentIndex(0)
        wanted = columns(standard)
        if [one.title for one in wanted] != [one.title for one in self.model.columns]:
            self.model.set_columns(wanted)
        region = read_setting(self._desk.office, REGION)
        contradicted = contradictions(self._register)
        lines = [
            QuotaLine(
                one, state_of(one, standard, region), missing_source(one, standard), one.id in contradicted
            )
            for one in self._register.quotas
            if one.standard_id == standard.id
        ]
        self.model.set_rows(lines)
        self.form.show_record(standard.id, values_of(standard))
        self.beside.panel.set_title(standard.number)
        self._say(standard, lines, region)
        self._offer()

    def _say(self, standard: QuotaStandard, lines: Sequence[QuotaLine], region: str) -> None:
        own = sum(line.state is QuotaState.OWN for line in lines)
        self.sentence.setText(f"{len(lines)}行，其中本地定额{own}行")
        missing = lines[0].missing if lines else ()
        if standard.seen is Seen.EXAMPLE:
            self.chip.tell("示例，不是本地定额", "示例的定额不进入正式文件", Look.WARNING)
        elif missing:
            self.chip.tell(f"缺{join_names(list(missing))}", "填全以后才算本地的定额", Look.WARNING)
        elif lines and lines[0].state is QuotaState.ELSEWHERE:
            where = f"本地是“{region}”" if region else "“设置”里还没有填本地所在地区"
            self.chip.tell("不是本地标准", f"适用地区“{standard.region}”，{where}", Look.WARNING)
        elif standard.seen is Seen.THIRD_PARTY:
            self.chip.tell("未核对原文", "核对原文后，把右侧的来源改为“已核对原文”", Look.WARNING)
        else:
            self.chip.tell("")

    def _offer(self) -> None:
        row, standard = self._actions["新增一行"], self._actions["新增标准…"]
        primary, beside = (row, standard) if self._standard is not None else (standard, row)
        files = [self._actions[text] for text in ("从Excel导入…", "导出Excel…", "载入示例标准")]
        away = [self._actions[text] for text in ("删除选中的行", "删除这个标准")]
        self.head_actions.offer(primary, (beside,), [*files, None, *away])

    def _lay_out(self) -> None:
        make = partial(page_action, page=self)
        self._actions = {
            "新增一行": make("新增一行", self.add_row, "add", "Ctrl+Shift+N", "在这个标准里新增一行定额"),
            "新增标准…": make("新增标准…", self.add_standard, "document", "", "录入一个定额标准或县里的文件"),
            "从Excel导入…": make("从Excel导入…", self.take_in, "import", "", "先看识别出的各行，再保存"),
            "导出Excel…": make(
                "导出Excel…", self.export, "export", "Ctrl+E", "这个标准的各行，也是导入用的样表"
            ),
            "载入示例标准": make(
                "载入示例标准", self.load_examples, "import", "", "山东省的五个标准，供试用"
            ),
            "删除选中的行": make("删除选中的行", self.remove_rows, "remove", "", "可撤销"),
            "删除这个标准": make("删除这个标准", self.remove, "remove", "", "连同它的各行，可撤销"),
        }
        self.stack.stand_before(self.head_actions)
        self.beside = WithPanel(self.stack, SidePanel(scrolling(self.form)), "标准信息", self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.beside)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.importing)
        tools = ToolRow(self)
        tools.add_wide(self.picker)
        tools.add(self.sentence)
        tools.add_right(self.chip, self.beside.button)
        self.setFocusProxy(self.grid)
        lay_out_content(self, self._stack, tools)
